# SPDX-License-Identifier: Apache-2.0
"""`conform run`: every selected scenario against every selected client."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from adconf.catalogue import Catalogue
from adconf.client import Client
from adconf.crew import Crew, Pair
from adconf.errors import (
    EXIT_AS_EXPECTED,
    EXIT_HARNESS,
    EXIT_INTERRUPTED,
    EXIT_UNEXPECTED,
    UsageError,
)
from adconf.journal import key_of
from adconf.memory import Memory
from adconf.mirror import facing
from adconf.paths import Programs
from adconf.plugin import ConformPlugin
from adconf.progress import Forecast, Progress
from adconf.resident import Residents
from adconf.runner import Row
from adconf.scenario import Scenario
from adconf.verdict import Verdict

# Parts of pytest that this run has no use for; each costs time at start and for each item.
_WITHOUT = (
    "cacheprovider logging capture warnings doctest unittest nose python pastebin "
    "stepwise debugging faulthandler recwarn tmpdir monkeypatch pytester setuponly setupplan xdist "
    "xdist.looponfail threadexception unraisableexception legacypath assertion freeze_support"
).split()


@dataclass(frozen=True)
class RunOptions:
    """What to run and where to report. `select` is pytest's -k; `fresh` starts no residents.

    `keep` writes every verdict to a journal at once: in the report's folder, or else in the
    user's folder for state. `resume` takes up what such a journal holds.
    """

    select: str = ""
    jobs: int = 1
    report: Path | None = None
    fail_fast: bool = False
    quiet: bool = False
    fresh: bool = False
    keep: bool = False
    resume: bool = False
    failed_first: bool = False


@dataclass(frozen=True)
class RunOutcome:
    """Everything that was judged, client by client."""

    rows: Sequence[Row]
    seconds: float
    interrupted: bool = False

    @property
    def exit_code(self) -> int:
        """0 as expected, 1 not, 3 when a run said nothing about its client."""
        verdicts = {row.judgement.verdict for row in self.rows}
        if self.interrupted:
            return EXIT_INTERRUPTED
        if Verdict.ERROR in verdicts:
            return EXIT_HARNESS
        return EXIT_AS_EXPECTED if all(v.as_expected for v in verdicts) else EXIT_UNEXPECTED


def run_pairs(pairs: Sequence[Pair], programs: Programs, options: RunOptions) -> RunOutcome:
    """Runs the pairs that `options.select` chooses. Raises UsageError when it chooses none."""
    with closing(Memory.open(pairs, programs, options)) as memory:
        return _run_with(memory, pairs, programs, options)


def _run_with(
    memory: Memory, pairs: Sequence[Pair], programs: Programs, options: RunOptions
) -> RunOutcome:
    progress = Progress(Forecast(memory.seconds, options.jobs), memory.kept, options.quiet)

    def on_row(row: Row) -> None:
        memory.write(row)
        progress.add(row)

    started = time.monotonic()
    with Residents(options.fresh) as residents:
        crew = Crew(programs, options.jobs, residents, on_row, memory.kept)
        ordered = memory.failed_first(pairs) if options.failed_first else pairs
        plugin = ConformPlugin(ordered, crew, progress)
        code = pytest.main(_pytest_arguments(options), plugins=[plugin])
    progress.done()
    if code in (pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.INTERNAL_ERROR):
        raise UsageError(f"pytest refused the run; is `-k {options.select}` an expression?")
    interrupted = code == pytest.ExitCode.INTERRUPTED
    # pytest looks at them one after the other; an interrupt must not lose those further on.
    judged = list(crew.done.values()) if interrupted else plugin.rows
    rows = {key_of(row.scenario, row.client): row for row in judged}
    in_order = [rows[key] for key in (key_of(*pair) for pair in pairs) if key in rows]
    if not in_order and not interrupted:
        raise UsageError("nothing is selected; `conform list` shows what there is")
    return RunOutcome(in_order, time.monotonic() - started, interrupted)


def _pytest_arguments(options: RunOptions) -> list[str]:
    arguments = ["--rootdir", str(Path(__file__).parent), "-c", "/dev/null", "--noconftest"]
    for name in _WITHOUT:
        arguments += ["-p", f"no:{name}"]
    if options.select:
        arguments += ["-k", options.select]
    if options.fail_fast:
        arguments.append("-x")
    if options.report:
        arguments += [f"--junit-xml={options.report / 'junit.xml'}"]
        arguments += ["-o", "junit_suite_name=conform", "-o", "junit_family=xunit2"]
    return arguments


def all_pairs(scenarios: Sequence[Scenario], clients: Sequence[Client]) -> list[Pair]:
    """Client by client, so that a slow one does not hold up the first verdicts of a quick one."""
    return [(facing(scenario, client), client) for client in clients for scenario in scenarios]


def run_and_report(
    pairs: Sequence[Pair], catalogue: Catalogue, programs: Programs, options: RunOptions
) -> int:
    """Runs, prints the matrix, writes the report; the exit code."""
    if options.report:
        options.report.mkdir(parents=True, exist_ok=True)
    outcome = run_pairs(pairs, programs, options)
    # Late, because a run does not need them: rich and jinja2 take 0.1 s to load.
    from adconf import results, terminal

    terminal.print_matrix(outcome, sys.stdout)
    if outcome.interrupted:
        print("interrupted: what was judged is kept; the same command with --resume goes on")
    if options.report:
        from adconf import page

        results.write(outcome, options.report / "results.json")
        page.write(outcome, catalogue, options.report / "index.html")
        print(f"report: {options.report / 'index.html'}")
    return outcome.exit_code
