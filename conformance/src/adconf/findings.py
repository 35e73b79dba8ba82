# SPDX-License-Identifier: Apache-2.0
"""`conform findings`: one text over all clients, from results.json, for people who know nothing of
this suite."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from adconf.catalogue import Catalogue
from adconf.client import Client
from adconf.errors import EXIT_AS_EXPECTED, EXIT_UNEXPECTED, UsageError
from adconf.kinds import Kind
from adconf.results import SCHEMA
from adconf.verdict import Verdict

Record = Mapping[str, Any]
_FAILED = (Verdict.FAIL.value, Verdict.EXPECTED_FAIL.value)
_NOT_ASKED = (Verdict.UNSUPPORTED.value, Verdict.NOT_INSTALLED.value, Verdict.ERROR.value)
_KNOWN = "known: "
_MARK = "<!-- SPDX-License-Identifier: Apache-2.0 -->"
_COLUMNS = (
    *("client", "written in", "worlds", "passed"),
    *(kind.heading.lower() for kind in Kind),
    "not asked",
)
_HEAD = "| " + " | ".join(_COLUMNS) + " |"
_COMMON_SHOWN = 12
_NAMES_SHOWN = 8
_INTRODUCTION = """\
# What Autodiscover clients do

**A leak is reported to the makers first**, privately, before anyone publishes it: [SECURITY.md](../SECURITY.md) says how. If you find one
with this suite, do that. Here leaks are told by the rule that they break and by what was seen, without a recipe.

Each client below was run, unmodified, in the worlds of [`scenarios`](../scenarios/README.md): small private internets with an
Exchange server in them, and with the redirects, wrong certificates, dead hosts and strangers that a client meets. It was given an
address and a password, and everything it did was watched. A world counts as passed when the client did all that the rules
demand and nothing that they forbid. The rules, with their sources, are in [`requirements.yaml`](../scenarios/requirements.yaml).

This file is written by `conform findings --results report/results.json -o conformance/FINDINGS.md`, from one or several runs of
`conform run --report report`. What a client does by a race of its own is not the same in each run. A client is judged by what it claims only; where it claims less, fewer worlds are its own.
Most worlds have their trouble at the mail domain and the answer at its `autodiscover` host. For a client that asks that host first the two have
changed places, so that it meets the trouble too.
"""  # noqa: E501


def write(
    results: Sequence[Path],
    clients: Sequence[Client],
    catalogue: Catalogue,
    output: Path | None,
) -> int:
    """Writes the text to the file, or prints it."""
    document = _together([_read(path) for path in results])
    text = "\n".join(text_lines(document, clients, catalogue)) + "\n"
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return EXIT_AS_EXPECTED


def check(path: Path, clients: Sequence[Client], scenarios: Sequence[str]) -> int:
    """Whether the file has the form that is written today, all clients, and no scenario that is
    gone. What the clients do is not run again."""
    found = list(problems(path.read_text(encoding="utf-8"), clients, set(scenarios)))
    for problem in found:
        print(f"{path}: {problem}")
    print(f"{path}: {'write it again: conform findings --help' if found else 'up to date in form'}")
    return EXIT_UNEXPECTED if found else EXIT_AS_EXPECTED


def problems(text: str, clients: Sequence[Client], scenarios: set[str]) -> Iterator[str]:
    """What is out of date."""
    if not text.startswith(f"{_MARK}\n{_INTRODUCTION}"):
        yield "the introduction is another by now"
    if _HEAD not in text.splitlines():
        yield "the table over all clients has other columns by now"
    judged = set(re.findall(r"^## .*\(`([^`]+)`\)$", text, re.MULTILINE))
    for name in sorted({client.name for client in clients} - judged):
        yield f"{name} is missing"
    for name in sorted(judged - {client.name for client in clients}):
        yield f"{name} is no client any more"
    # Reasons have media types between backticks as well: these are of no family.
    families = {name.split("/")[0] for name in scenarios}
    for name in sorted(set(re.findall(r"`([a-z0-9]+/[a-z0-9-]+)`", text)) - scenarios):
        if name.split("/")[0] in families:
            yield f"{name} is no scenario any more"


def _read(path: Path) -> Record:
    try:
        document: Record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {error}; `conform run --report DIR` writes it") from error
    if document.get("schema") != SCHEMA:
        raise UsageError(f"{path} is no results.json of this version ({SCHEMA})")
    return document


def _together(documents: Sequence[Record]) -> Record:
    """As of one run. Of a client that was run more than once, the last run counts."""
    latest = {name: document for document in documents for name in document["clients"]}
    return {
        "clients": {name: latest[name]["clients"][name] for name in sorted(latest)},
        "results": [
            row
            for document in documents
            for row in document["results"]
            if latest[row["client"]] is document
        ],
    }


def text_lines(document: Record, clients: Sequence[Client], catalogue: Catalogue) -> Iterator[str]:
    """The whole text."""
    known = {client.name: client for client in clients}
    rows: dict[str, list[Record]] = {name: [] for name in document["clients"]}
    for row in document["results"]:
        rows[row["client"]].append(row)
    yield _MARK
    yield _INTRODUCTION
    yield _HEAD
    yield "|---|---" + "|---:" * (len(_COLUMNS) - 2) + "|"
    for name, title in document["clients"].items():
        yield _summary(title, known.get(name), rows[name])
    yield ""
    yield from (f"- **{kind.heading}**: {kind.meaning}" for kind in Kind)
    yield "- **Not asked**: The client does not claim what the world needs, or the run failed."
    yield ""
    yield from _most_common(document["results"], catalogue)
    for name, title in document["clients"].items():
        yield from _section(name, title, known.get(name), rows[name])


def _summary(title: str, client: Client | None, rows: Sequence[Record]) -> str:
    asked = [row for row in rows if row["verdict"] not in _NOT_ASKED]
    cells = [_cell(title), client.language if client else ""]
    if rows and all(row["verdict"] == Verdict.NOT_INSTALLED.value for row in rows):
        return f"| {' | '.join(cells)} | not installed where this was written |" + " |" * (
            len(_COLUMNS) - 3
        )
    worst = Counter(_worst(row) for row in asked if row["verdict"] in _FAILED)
    passed = sum(row["verdict"] in ("pass", "unexpected-pass") for row in asked)
    numbers = [len(asked), passed, *(worst[kind] for kind in Kind), len(rows) - len(asked)]
    return "| " + " | ".join([*cells, *(str(number or "–") for number in numbers)]) + " |"


def _worst(row: Record) -> Kind:
    kinds = [Kind(kind) for kind in row.get("kinds", ())]
    return min(kinds, key=lambda kind: kind.rank) if kinds else Kind.CONDUCT


def _most_common(results: Sequence[Record], catalogue: Catalogue) -> Iterator[str]:
    """The rules that most clients break: what the authors of the next client should know."""
    broken: dict[str, set[str]] = {}
    for row in results:
        if row["verdict"] in _FAILED:
            broken.setdefault(row["requirements"][0], set()).add(row["client"])
    ranked = sorted(broken.items(), key=lambda item: (-len(item[1]), item[0]))
    several = [(name, who) for name, who in ranked if len(who) > 1][:_COMMON_SHOWN]
    if not several:
        return
    yield "## The rules that most of them break"
    yield ""
    yield "| clients | rule | what it demands |"
    yield "|---:|---|---|"
    for name, who in several:
        rule = catalogue.requirements.get(name)
        yield f"| {len(who)} | {name} | {_cell(rule.rule) if rule else ''} |"
    yield ""


def _section(name: str, title: str, client: Client | None, rows: Sequence[Record]) -> Iterator[str]:
    yield f"## {title} (`{name}`)"
    yield ""
    places = list(_places(client)) if client else []
    if places:
        yield " · ".join(places)
        yield ""
    failed = [row for row in rows if row["verdict"] in _FAILED]
    if not failed:
        asked = any(row["verdict"] not in _NOT_ASKED for row in rows)
        yield "Nothing failed of what it claims." if asked else "It was not run."
        yield ""
    for kind in Kind:
        mine = [row for row in failed if _worst(row) is kind]
        if mine:
            yield f"**{kind.heading}**"
            yield ""
            yield from _reasons(mine, client.sometimes if client else frozenset())
            yield ""


def _places(client: Client) -> Iterator[str]:
    """Where to read of it: its own page, and how it is run here."""
    if client.homepage:
        yield f"<{client.homepage}>"
    if (client.folder / "README.md").is_file():
        yield f"[how it is run here](clients/{client.name}/README.md)"


def _reasons(rows: Sequence[Record], racing: frozenset[str]) -> Iterator[str]:
    """One line for each reason, with worlds that show it; `racing` are not failed every time."""
    by_reason: dict[str, list[Record]] = {}
    for row in rows:
        by_reason.setdefault(_reason(row), []).append(row)
    for reason, shown in by_reason.items():
        rules = _listed(dict.fromkeys(row["requirements"][0] for row in shown))
        worlds = _listed([f"`{row['scenario']}`" for row in shown])
        often = "Not every time: " if {row["scenario"] for row in shown} <= racing else ""
        yield f"- {often}{reason} ({rules}: {worlds})"


def _listed(names: Iterable[str]) -> str:
    """The first of them, and how many more: the client's page in the report has all."""
    every = list(names)
    more = len(every) - _NAMES_SHOWN
    return ", ".join(every[:_NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _reason(row: Record) -> str:
    first = row["reasons"][0] if row["reasons"] else row["title"]
    if first.startswith(_KNOWN):
        return _markdown(first.removeprefix(_KNOWN))
    return _markdown(f"Not looked into yet: {first}")


def _cell(text: str) -> str:
    return _markdown(text).replace("|", "\\|")


def _markdown(text: str) -> str:
    """The text with nothing left that would be taken for HTML; between backticks nothing is."""
    parts = text.split("`")
    parts[::2] = [part.replace("<", "&lt;") for part in parts[::2]]
    return "`".join(parts)
