# SPDX-License-Identifier: Apache-2.0
"""index.html: the report as one self-contained page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from adconf.catalogue import Catalogue
from adconf.client import Client
from adconf.expectation import describe_reply, is_leak
from adconf.explain import expected_lines, repeat_command
from adconf.paths import version
from adconf.pattern import Event
from adconf.results import counts
from adconf.runner import Row
from adconf.scenario import Scenario
from adconf.timeline import printable, timeline
from adconf.verdict import Verdict

if TYPE_CHECKING:
    from adconf.run import RunOutcome

# Verdict → what a cell says. Words, not colours alone.
WORDS = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "fail",
    Verdict.EXPECTED_FAIL: "known",
    Verdict.UNEXPECTED_PASS: "passes!",
    Verdict.UNSUPPORTED: "n/a",
    Verdict.NOT_INSTALLED: "not there",
    Verdict.ERROR: "error",
}


@dataclass(frozen=True)
class Cell:
    """One verdict, with all that its explanation shows."""

    anchor: str
    row: Row
    word: str
    expected: Sequence[str]
    seen: str
    timeline: Sequence[tuple[str, str]]
    sentences: Sequence[str]
    repeat: str

    @property
    def verdict(self) -> str:
        """As in results.json."""
        return self.row.judgement.verdict.value


@dataclass(frozen=True)
class Line:
    """One scenario against all clients; None where a client was not run."""

    scenario: Scenario
    cells: Sequence[Cell | None]


@dataclass(frozen=True)
class Family:
    """The scenarios of one folder."""

    name: str
    title: str
    lines: Sequence[Line]


def write(outcome: RunOutcome, catalogue: Catalogue, path: Path) -> None:
    """Writes the page."""
    path.write_text(render(outcome, catalogue), encoding="utf-8")


def render(outcome: RunOutcome, catalogue: Catalogue) -> str:
    """The page. Everything from outside is escaped: servers in a world may be hostile."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    clients = list({row.client.name: row.client for row in outcome.rows}.values())
    return environment.get_template("index.html.j2").render(
        clients=clients,
        families=_families(outcome.rows, clients, catalogue),
        counts=counts(outcome.rows),
        words={verdict.value: word for verdict, word in WORDS.items()},
        outcome=outcome,
        unexpected=sum(not row.judgement.verdict.as_expected for row in outcome.rows),
        version=version(),
    )


def _families(rows: Sequence[Row], clients: Sequence[Client], catalogue: Catalogue) -> list[Family]:
    cells = {(row.scenario.id, row.client.name): _cell(row, catalogue) for row in rows}
    scenarios = {row.scenario.id: row.scenario for row in rows}
    families: dict[str, list[Line]] = {}
    for scenario in scenarios.values():
        line = Line(scenario, [cells.get((scenario.id, client.name)) for client in clients])
        families.setdefault(scenario.family, []).append(line)
    return [Family(name, catalogue.family_title(name), lines) for name, lines in families.items()]


def _look(event: Event, row: Row) -> str:
    return "leak" if is_leak(event, row.scenario.expect) else str(event["kind"])


def _cell(row: Row, catalogue: Catalogue) -> Cell:
    name = f"{row.scenario.id}--{row.client.name}"
    return Cell(
        anchor=re.sub(r"[^A-Za-z0-9-]+", "-", name),
        row=row,
        word=WORDS[row.judgement.verdict],
        expected=list(expected_lines(row.scenario, row.client)),
        seen=printable(describe_reply(row.reply)) if row.reply else "nothing",
        timeline=list(zip((_look(event, row) for event in row.events), timeline(row.events))),
        sentences=catalogue.sentences(row.scenario.requirements),
        repeat=repeat_command(row),
    )
