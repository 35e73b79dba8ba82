// SPDX-License-Identifier: Apache-2.0
//
// The looks of the report: those of the reports of `conform`.

#ifndef TOOLS_AUTODISCOVER_REPORT_STYLE_H_
#define TOOLS_AUTODISCOVER_REPORT_STYLE_H_

namespace autodiscover::tools {

inline constexpr const char* kReportStyle = R"(
:root { --ground: #fff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --band: #f3f5f7;
  --good: #e2f5e6; --good-ink: #14532d; --bad: #ffe1e0; --bad-ink: #8f1313; --bar: #8a94a0;
  --good-bar: #2c8a4b; --bad-bar: #c93636; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14171b; --ink: #e3e7eb; --soft: #9aa5b1; --line: #363d45; --band: #1d2127;
    --good: #123420; --good-ink: #a6e7ba; --bad: #4d1717; --bad-ink: #ffc9c7; --bar: #6d7782;
    --good-bar: #58b878; --bad-bar: #ec7a77; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.45 system-ui, sans-serif; }
header, main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 1rem 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 1.6rem 0 .5rem; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .85em; overflow-wrap: anywhere; }
.sum { border-radius: .4rem; padding: .7rem 1rem; margin: .5rem 0; overflow-wrap: anywhere; }
.sum.good { background: var(--good); color: var(--good-ink); } .sum.bad { background: var(--bad); color: var(--bad-ink); }
.sum p { margin: .2rem 0; } .hint, footer { color: var(--soft); font-size: .875rem; }
dl { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .15rem .8rem; margin: .3rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.sum dt { color: inherit; opacity: .8; }
ul.tree, ul.tree ul { list-style: none; margin: 0; padding: 0; }
ul.tree ul { margin-left: .5rem; padding-left: .8rem; border-left: 2px solid var(--line); }
.step { border: 1px solid var(--line); border-left: .3rem solid var(--soft); border-radius: .4rem; padding: .5rem .8rem; margin: .5rem 0; }
.step.good { border-left-color: var(--good-bar); } .step.decides { border-left-color: var(--bad-bar); background: var(--band); }
.step .head { display: flex; flex-wrap: wrap; gap: 0 .8rem; align-items: baseline; margin: 0; }
.step dl { font-size: .9rem; } .tag { border-radius: .3rem; padding: 0 .4rem; font-size: .8rem; }
.tag.bad { background: var(--bad); color: var(--bad-ink); } .tag.good { background: var(--good); color: var(--good-ink); }
.todo { font-weight: 600; }
.time { display: grid; grid-template-columns: minmax(0, 24rem) minmax(8rem, 1fr); gap: .2rem 1rem; align-items: center; }
.time .track { background: var(--band); border-radius: .2rem; }
.time .bar { display: block; height: .8rem; min-width: 3px; border-radius: .2rem; background: var(--bar); }
.time .bar.good { background: var(--good-bar); } .time .bar.bad { background: var(--bad-bar); }
footer { margin: 2rem auto; }
@media (max-width: 40rem) {
  header, main, footer { padding: 0 .6rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .3rem; }
  ul.tree ul { margin-left: .1rem; padding-left: .4rem; } .time { grid-template-columns: 1fr; gap: 0; } .time .track { margin-bottom: .5rem; }
}
@media print { .step { break-inside: avoid; } }
)";

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_REPORT_STYLE_H_
