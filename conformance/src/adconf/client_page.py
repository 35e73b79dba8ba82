# SPDX-License-Identifier: Apache-2.0
"""What a client's page tells its maintainers: its failures, the worst first, then the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adconf.catalogue import Catalogue
from adconf.expectation import describe_reply, is_leak
from adconf.explain import expected_lines, repeat_command
from adconf.kinds import Kind
from adconf.pattern import Event
from adconf.runner import Row
from adconf.timeline import printable, timeline
from adconf.verdict import Verdict
from adconf.yaml_text import world_text

_KNOWN = "known: "


@dataclass(frozen=True)
class Entry:
    """One scenario: the world, what was expected, what was seen, and which rule says so.

    `known`: the reason that the list of expected failures gives; `reasons`: what this run saw.
    """

    row: Row
    known: str
    reasons: Sequence[str]
    expected: Sequence[str]
    said: str
    world: str
    timeline: Sequence[tuple[str, str]]
    rules: Sequence[str]
    repeat: str

    @property
    def verdict(self) -> str:
        """As in results.json."""
        return self.row.judgement.verdict.value


@dataclass(frozen=True)
class Group:
    """The failures of one kind."""

    kind: Kind
    entries: Sequence[Entry]


@dataclass(frozen=True)
class ClientPage:
    """`troubles` are no failures and yet not as expected; `rest` is what is fine."""

    groups: Sequence[Group]
    troubles: Sequence[Entry]
    rest: Sequence[Entry]

    @property
    def leaks(self) -> int:
        """In how many worlds the password went astray."""
        return sum(len(group.entries) for group in self.groups if group.kind is Kind.LEAK)


def client_page(rows: Sequence[Row], catalogue: Catalogue) -> ClientPage:
    """The page's content, from all rows of one client."""
    by_kind: dict[Kind, list[Entry]] = {kind: [] for kind in Kind}
    troubles: list[Entry] = []
    rest: list[Entry] = []
    for row in rows:
        entry = _entry(row, catalogue)
        verdict = row.judgement.verdict
        if verdict in (Verdict.FAIL, Verdict.EXPECTED_FAIL):
            by_kind[row.judgement.worst or Kind.CONDUCT].append(entry)
        else:
            (rest if verdict.as_expected else troubles).append(entry)
    groups = [Group(kind, entries) for kind, entries in by_kind.items() if entries]
    return ClientPage(groups, troubles, rest)


def _entry(row: Row, catalogue: Catalogue) -> Entry:
    reasons = list(row.judgement.reasons)
    listed = row.judgement.verdict is Verdict.EXPECTED_FAIL and reasons[:1]
    return Entry(
        row=row,
        known=reasons[0].removeprefix(_KNOWN) if listed else "",
        reasons=[printable(reason) for reason in (reasons[1:] if listed else reasons)],
        expected=list(expected_lines(row.scenario, row.client)),
        said=printable(describe_reply(row.reply)) if row.reply else "nothing",
        world=world_text(row.scenario.path),
        timeline=list(zip((_look(event, row) for event in row.events), timeline(row.events))),
        rules=catalogue.sentences(row.scenario.requirements),
        repeat=repeat_command(row),
    )


def _look(event: Event, row: Row) -> str:
    return "leak" if is_leak(event, row.scenario.expect) else str(event["kind"])
