# SPDX-License-Identifier: Apache-2.0
"""The matrix on the terminal: families by clients, and a list of everything that is no pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from adconf.runner import Row
from adconf.timeline import printable
from adconf.verdict import Verdict

if TYPE_CHECKING:
    from adconf.run import RunOutcome

# Verdict → (what a cell shows after the count, colour).
_MARKS = {
    Verdict.PASS: ("pass", "green"),
    Verdict.FAIL: ("FAIL", "bold red"),
    Verdict.ERROR: ("ERROR", "bold magenta"),
    Verdict.UNEXPECTED_PASS: ("UNEXPECTED PASS", "bold yellow"),
    Verdict.EXPECTED_FAIL: ("known", "yellow"),
    Verdict.UNSUPPORTED: ("n/a", "dim"),
    Verdict.NOT_INSTALLED: ("not installed", "dim"),
}
# Without a terminal the width is what a log viewer shows.
_LOG_WIDTH = 140


def print_matrix(outcome: RunOutcome, stream: TextIO) -> None:
    """Prints the matrix, the list, and one line that sums up."""
    console = Console(file=stream, highlight=False, width=None if stream.isatty() else _LOG_WIDTH)
    console.print(_matrix(outcome.rows))
    _print_list(console, outcome.rows)
    rate = len(outcome.rows) / outcome.seconds if outcome.seconds else 0
    unexpected = sum(not row.judgement.verdict.as_expected for row in outcome.rows)
    verdict = "all as expected" if not unexpected else f"{unexpected} not as expected"
    console.print(
        f"{len(outcome.rows)} verdicts in {outcome.seconds:.1f} s ({rate:.0f}/s): {verdict}",
        style="bold green" if not unexpected else "bold red",
    )


def _matrix(rows: Sequence[Row]) -> Table:
    clients = list(dict.fromkeys(row.client.name for row in rows))
    table = Table()
    table.add_column("family")
    for client in clients:
        table.add_column(client)
    for family in dict.fromkeys(row.scenario.family for row in rows):
        mine = [row for row in rows if row.scenario.family == family]
        table.add_row(family, *(_cell([r for r in mine if r.client.name == c]) for c in clients))
    table.add_section()
    table.add_row("all", *(_cell([row for row in rows if row.client.name == c]) for c in clients))
    return table


def _cell(rows: Sequence[Row]) -> Text:
    tally = Counter(row.judgement.verdict for row in rows)
    parts = [
        (f"{tally[verdict]} {mark}", style)
        for verdict, (mark, style) in _MARKS.items()
        if tally[verdict]
    ]
    text = Text()
    for index, (part, style) in enumerate(parts):
        text.append("  " if index else "").append(part, style)
    return text


def _print_list(console: Console, rows: Sequence[Row]) -> None:
    order = [verdict for verdict in _MARKS if verdict is not Verdict.PASS]
    for verdict in reversed(order):
        for row in rows:
            if row.judgement.verdict is verdict and verdict.started:
                _print_row(console, row)
    for reason in dict.fromkeys(
        row.judgement.reason for row in rows if row.judgement.verdict is Verdict.NOT_INSTALLED
    ):
        console.print(Text(f"{Verdict.NOT_INSTALLED.value:<15} {reason}", style="dim"))


def _print_row(console: Console, row: Row) -> None:
    verdict = row.judgement.verdict
    line = Text(f"{verdict.value:<15} ", style=_MARKS[verdict][1])
    line.append(f"{row.client.name}  {row.scenario.id}", style="default")
    reasons = [printable(reason) for reason in row.judgement.reasons]
    if verdict is Verdict.EXPECTED_FAIL:
        # Its known reason is enough; `conform explain` has the rest.
        console.print(line.append(f"  {reasons[0]}", style="dim"), soft_wrap=True)
        return
    console.print(line, soft_wrap=True)
    for reason in reasons:
        console.print(Text(f"    {reason}"), soft_wrap=True)
