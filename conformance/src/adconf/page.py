# SPDX-License-Identifier: Apache-2.0
"""The report: index.html with the matrix, and a page a client with every reason.

Each page needs nothing from elsewhere. With 14 clients and 300 scenarios the matrix is 1 MB, and
so is the page of a client; all explanations in one file would be 20.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from adconf.catalogue import Catalogue
from adconf.client import Client
from adconf.client_page import client_page
from adconf.paths import version
from adconf.results import counts
from adconf.runner import Row
from adconf.scenario import Scenario
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
CLIENT_PAGES = "clients"
# More columns than this have their names turned, so that the matrix fits a screen.
_FEW_CLIENTS = 5


@dataclass(frozen=True)
class Cell:
    """One verdict: what it says, and where it is explained."""

    client: str
    verdict: str
    word: str
    href: str


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
    """Writes the matrix there, and the pages of the clients beside it."""
    path.write_text(render(outcome, catalogue), encoding="utf-8")
    folder = path.parent / CLIENT_PAGES
    folder.mkdir(exist_ok=True)
    for client in _clients(outcome.rows):
        text = render_client(outcome, client, catalogue)
        (folder / page_name(client)).write_text(text, encoding="utf-8")


def render(outcome: RunOutcome, catalogue: Catalogue) -> str:
    """The matrix. Everything from outside is escaped: servers in a world may be hostile."""
    clients = _clients(outcome.rows)
    return _template("index.html.j2").render(
        clients=[(client, f"{CLIENT_PAGES}/{page_name(client)}") for client in clients],
        wide=len(clients) > _FEW_CLIENTS,
        families=_families(outcome.rows, clients, catalogue),
        counts=counts(outcome.rows),
        words={verdict.value: word for verdict, word in WORDS.items()},
        outcome=outcome,
        unexpected=sum(not row.judgement.verdict.as_expected for row in outcome.rows),
        version=version(),
    )


def render_client(outcome: RunOutcome, client: Client, catalogue: Catalogue) -> str:
    """One client's page."""
    rows = [row for row in outcome.rows if row.client.name == client.name]
    return _template("client.html.j2").render(
        page=client_page(rows, catalogue),
        client=client,
        words={verdict.value: word for verdict, word in WORDS.items()},
        counts=counts(rows)[client.name],
        version=version(),
    )


def page_name(client: Client) -> str:
    """The file of a client's page: its name may come from a manifest that we did not write."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", client.name).lstrip(".") + ".html"


def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template(name)


def _clients(rows: Sequence[Row]) -> list[Client]:
    return list({row.client.name: row.client for row in rows}.values())


def _families(rows: Sequence[Row], clients: Sequence[Client], catalogue: Catalogue) -> list[Family]:
    cells = {(row.scenario.id, row.client.name): _cell(row) for row in rows}
    scenarios = {row.scenario.id: row.scenario for row in rows}
    families: dict[str, list[Line]] = {}
    for scenario in scenarios.values():
        line = Line(scenario, [cells.get((scenario.id, client.name)) for client in clients])
        families.setdefault(scenario.family, []).append(line)
    return [Family(name, catalogue.family_title(name), lines) for name, lines in families.items()]


def _cell(row: Row) -> Cell:
    return Cell(
        client=row.client.name,
        verdict=row.judgement.verdict.value,
        word=WORDS[row.judgement.verdict],
        href=f"{CLIENT_PAGES}/{page_name(row.client)}#{row.scenario.id}",
    )
