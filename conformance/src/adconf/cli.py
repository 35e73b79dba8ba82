# SPDX-License-Identifier: Apache-2.0
"""The command line of `conform`. The work is in modules that are loaded when asked for."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from adconf import commands
from adconf.errors import EXIT_INTERRUPTED, EXIT_USAGE, UsageError
from adconf.paths import CLIENTS, SCENARIOS, version
from adconf.trace.options import add_clean, add_import, add_record

_EPILOG = """\
examples:
  conform run --client engine -j 2
  conform run -k "srv and not time" --report report
  conform run --client ./my-client
  conform run --report report --resume
  conform explain srv/lowest-priority-first --client exchangelib-pox
  conform install thunderbird
  conform shrink srv/lowest-priority-first --client exchangelib-pox -o small.yaml
  conform shell red/loop-of-answers --client engine
  conform attach srv/lowest-priority-first
  conform record --world red/redirect-301 --client engine -o trace.har
  conform import trace.har -o scenarios/traces/mine.yaml
  conform coverage --require must
  conform coverage SRV-03 CACHE-01
  conform smoke ./my-client
  conform findings --results report/results.json
  conform check my-scenario.yaml

exit codes:
  0    every verdict is as expected (pass, expected-fail, unsupported, not-installed)
  1    some are not (fail, unexpected-pass); a check found something
  2    the command line, a scenario or a client's folder is wrong
  3    a run said nothing about its client (verdict `error`); a client could not be installed
  130  interrupted, by Ctrl-C or SIGTERM
`conform shell` gives the exit code of the shell, or of its COMMAND.
"""
_MORE = "`conform --help` has examples and the exit codes."


def main(arguments: Sequence[str]) -> int:
    """Runs one command; the exit code."""
    own, inside = _split(list(arguments))
    options = parser().parse_args(own)
    options.inside = inside
    try:
        if inside and options.run not in (commands.shell, commands.attach, commands.record):
            raise UsageError("nothing may follow `--` but with `shell`, `attach` and `record`")
        code: int = options.run(options)
        return code
    except UsageError as error:
        print(f"conform: {error}", file=sys.stderr)
        return EXIT_USAGE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough (`conform list | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """What is ours, and what stands behind `--`: a command, or options of fake-exchange."""
    if "--" not in arguments:
        return arguments, []
    dashes = arguments.index("--")
    return arguments[:dashes], arguments[dashes + 1 :]


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="conform",
        description="Judges Autodiscover clients: each runs unmodified in scripted worlds.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"conform {version()}")
    subparsers = top.add_subparsers(required=True, metavar="COMMAND")
    for name, text, add in _commands():
        sub = subparsers.add_parser(name, help=text, parents=[_places()], epilog=_MORE)
        add(sub)
    return top


def _commands() -> Sequence[tuple[str, str, Callable[[argparse.ArgumentParser], None]]]:
    return (
        ("run", "judge clients", _add_run),
        ("explain", "run one scenario and tell all about it", _add_explain),
        ("shrink", "the smallest world with the same verdict", _add_shrink),
        ("shell", "a shell inside a running world", _add_shell),
        ("attach", "serve a world to a client without adapter", _add_attach),
        ("record", "write down a session with a world, or with real hosts", add_record),
        ("clean", "write down what another program has recorded, on standard input", add_clean),
        ("import", "a scenario from a recording, cleaned", add_import),
        ("list", "show scenarios and clients", _add_list),
        ("coverage", "requirements and their scenarios", _add_coverage),
        ("smoke", "prove that an adapter works", _add_smoke),
        ("findings", "one text over all clients, from results.json", _add_findings),
        ("install", "bring a client from Debian or npm", _add_install),
        ("check", "validate scenarios", _add_check),
    )


def _places() -> argparse.ArgumentParser:
    places = argparse.ArgumentParser(add_help=False)
    places.add_argument(
        "--scenarios", type=Path, default=SCENARIOS, metavar="DIR", help="default: the suite's own"
    )
    places.add_argument(
        "--clients", type=Path, default=CLIENTS, metavar="DIR", help="default: the suite's own"
    )
    return places


def _add_run(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--client",
        action="append",
        default=[],
        metavar="NAME|DIR",
        help="repeat for more; default, and `all`: every client that is installed",
    )
    sub.add_argument(
        "-k", dest="select", default="", metavar="EXPR", help="pytest's -k, e.g. 'srv and not time'"
    )
    _add_jobs(sub)
    sub.add_argument(
        "--report", type=Path, metavar="DIR", help="write results.json, junit.xml and index.html"
    )
    _add_order(sub)
    sub.add_argument(
        "--json", action="store_true", help="results.json on standard output, nothing else"
    )
    sub.add_argument(
        "--fresh",
        action="store_true",
        help="start every client anew for each scenario, also where it can be resident",
    )
    sub.set_defaults(run=commands.run)


def _add_order(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--fail-fast", action="store_true", help="stop at the first verdict that is not as expected"
    )
    sub.add_argument(
        "--resume",
        action="store_true",
        help="go on with the last run: only what is missing or has changed since",
    )
    sub.add_argument(
        "--failed-first",
        action="store_true",
        help="begin with what was not as expected the last time",
    )


def _add_jobs(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "-j",
        dest="jobs",
        type=_positive,
        default=2 * (os.cpu_count() or 1),  # Clients wait more than they work.
        metavar="N",
        help="at a time; default: two a processor",
    )


def _add_pair(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("scenario", metavar="SCENARIO", help="an id, e.g. srv/lowest-priority-first")
    sub.add_argument(
        "--client", required=True, metavar="NAME|DIR", help="one that is here, or its folder"
    )


def _add_explain(sub: argparse.ArgumentParser) -> None:
    _add_pair(sub)
    sub.add_argument("--json", action="store_true", help="with the transcript's events")
    sub.add_argument(
        "--full", action="store_true", help="with the world, and the headers and bodies exchanged"
    )
    sub.set_defaults(run=commands.explain)


def _add_shrink(sub: argparse.ArgumentParser) -> None:
    _add_pair(sub)
    sub.add_argument(
        "--witness",
        action="append",
        default=[],
        metavar="NAME|DIR",
        help="a client whose verdict must stay too; default: engine; `none` does without",
    )
    sub.add_argument(
        "-o", dest="output", type=Path, metavar="FILE", help="default: standard output"
    )
    sub.add_argument(
        "--limit",
        type=_positive,
        default=60,
        metavar="SECONDS",
        help="take what is there; default: 60",
    )
    _add_jobs(sub)
    sub.set_defaults(run=commands.shrink)


def _add_shell(sub: argparse.ArgumentParser) -> None:
    _add_pair(sub)
    sub.usage = "conform shell SCENARIO --client NAME|DIR [-- COMMAND ...]"
    sub.description = "Without COMMAND it is bash. When it ends, what was seen is shown."
    sub.set_defaults(run=commands.shell)


def _add_attach(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("scenario", metavar="SCENARIO", help="an id, e.g. srv/lowest-priority-first")
    sub.add_argument("--ca", type=Path, metavar="FILE", help="write the root certificate there")
    sub.usage = "conform attach SCENARIO [--ca FILE] [-- OPTION ...]"
    sub.description = "Options behind `--` are passed on to `fake-exchange serve`."
    sub.set_defaults(run=commands.attach)


def _add_findings(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--results",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="results.json of a run; repeat for runs of other clients",
    )
    sub.add_argument(
        "-o", dest="output", type=Path, metavar="FILE", help="default: standard output"
    )
    sub.add_argument(
        "--check", type=Path, metavar="FILE", help="is such a text up to date in form? runs nothing"
    )
    sub.set_defaults(run=commands.findings)


def _add_list(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("what", nargs="?", choices=("scenarios", "clients", "all"), default="all")
    sub.add_argument("--json", action="store_true")
    sub.set_defaults(run=commands.list_all)


def _add_coverage(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "requirement", nargs="*", help="say of these alone which worlds show them: SRV-03"
    )
    sub.add_argument(
        "--require",
        choices=("must", "should", "may"),
        help="exit 1 when a requirement of this level or a stronger one has no scenario",
    )
    sub.add_argument("--json", action="store_true")
    sub.set_defaults(run=commands.coverage)


def _add_smoke(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("client", metavar="NAME|DIR")
    sub.set_defaults(run=commands.smoke)


def _add_install(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("client", nargs="+", metavar="NAME|DIR|all")
    sub.set_defaults(run=commands.install)


def _add_check(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="a scenario, or a folder of them; default: every scenario, and the catalogue",
    )
    sub.add_argument("--json", action="store_true")
    sub.set_defaults(run=commands.check)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
