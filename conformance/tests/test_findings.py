# SPDX-License-Identifier: Apache-2.0
"""One text over all clients: what it says, and how one sees that it is out of date."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from adconf import findings
from adconf.catalogue import Catalogue, Requirement
from adconf.errors import UsageError
from worlds import client

_RULE = Requirement("SRV-03", "must", False, "Take the lowest | first.", "", "RFC 2782")
CATALOGUE = Catalogue({"SRV-03": _RULE}, {})
CLIENTS = [dataclasses.replace(client(), name=name, language="C") for name in ("one", "two")]


def record(name: str, scenario: str, verdict: str, *kinds: str, reason: str = "") -> dict[str, Any]:
    return {
        "client": name,
        "scenario": scenario,
        "title": f"The title of {scenario}",
        "verdict": verdict,
        "requirements": ["SRV-03"],
        "reasons": [reason] if reason else [],
        "kinds": list(kinds),
        "seconds": 0.1,
    }


DOCUMENT = {
    "schema": "autodiscover-results/1",
    "clients": {"one": "The One 1.0", "two": "The Two"},
    "results": [
        record("one", "srv/a", "pass"),
        record(
            "one",
            "srv/b",
            "expected-fail",
            "slow",
            reason="known: It waits for autodiscover.<suffix> and `text/xml`.",
        ),
        record("one", "srv/c", "expected-fail", "conduct", "leak", reason="known: It tells all."),
        record("one", "srv/d", "expected-fail", "leak", reason="known: It tells all."),
        record("one", "srv/e", "unsupported"),
        record("one", "srv/a", "error", reason="the adapter exited with 1"),
        record("two", "srv/b", "fail", "conduct", reason="expected this; seen that"),
    ],
}


def text() -> str:
    return "\n".join(findings.text_lines(DOCUMENT, CLIENTS, CATALOGUE)) + "\n"


def test_the_table_counts_each_world_once_by_its_worst() -> None:
    assert "| The One 1.0 | C | 4 | 1 | 2 | – | – | 1 | – | – | 2 |" in text()
    assert "| The Two | C | 1 | – | – | – | – | – | – | 1 | – |" in text()


def test_the_worst_comes_first_and_one_reason_is_told_once() -> None:
    leak, slow = text().index("- It tells all. (SRV-03: `srv/c`, `srv/d`)"), text().index(
        "- It waits"
    )
    assert text().index("**A leak is reported to the makers first**") < leak < slow
    # A stranger reads this before anything else.
    assert text().splitlines()[3].startswith("**A leak is reported to the makers first**")
    assert "- Not looked into yet: expected this; seen that" in text()


def test_the_rule_that_several_break_is_named() -> None:
    assert "| 2 | SRV-03 | Take the lowest \\| first. |" in text()


def test_what_was_just_written_is_up_to_date() -> None:
    scenarios = {f"srv/{letter}" for letter in "abcde"}
    assert list(findings.problems(text(), CLIENTS, scenarios)) == []


@pytest.mark.parametrize(
    ("changed", "clients", "scenarios", "problem"),
    [
        (text().replace("misleading", "odd"), CLIENTS, "bcd", "has other columns"),
        (text().replace("watched", "seen"), CLIENTS, "bcd", "introduction"),
        (text(), [*CLIENTS, client()], "bcd", "tester is missing"),
        (text(), CLIENTS[:1], "bcd", "two is no client"),
        (text(), CLIENTS, "bc", "srv/d is no scenario"),
    ],
)
def test_what_is_out_of_date_is_named(
    changed: str, clients: list[Any], scenarios: str, problem: str
) -> None:
    known = {f"srv/{letter}" for letter in scenarios}
    assert problem in " ".join(findings.problems(changed, clients, known))


def test_results_of_another_kind_are_refused(tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text(json.dumps({"schema": "else/1"}))
    with pytest.raises(UsageError, match="no results.json"):
        findings.write([tmp_path / "results.json"], [], CATALOGUE, None)
    with pytest.raises(UsageError, match="conform run --report"):
        findings.write([tmp_path / "missing.json"], [], CATALOGUE, None)


def test_a_long_list_of_worlds_is_cut_and_a_race_is_called_one() -> None:
    many = [
        record("one", f"srv/{n}", "expected-fail", "slow", reason="known: It naps.")
        for n in range(20)
    ]
    racing = dataclasses.replace(CLIENTS[0], sometimes=frozenset(row["scenario"] for row in many))
    document = DOCUMENT | {"results": many}
    said = "\n".join(findings.text_lines(document, [racing, CLIENTS[1]], CATALOGUE))
    assert (
        "- Not every time: It naps. (SRV-03: `srv/0`, " in said and "`srv/7` and 12 more)" in said
    )


# Fails if two runs of one client are counted as one run of it.
def test_of_several_runs_the_last_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = DOCUMENT | {"clients": {"two": "The Two"}, "results": [record("two", "srv/b", "pass")]}
    for name, document in (("first", DOCUMENT), ("later", later)):
        (tmp_path / name).write_text(json.dumps(document))
    findings.write([tmp_path / "first", tmp_path / "later"], CLIENTS, CATALOGUE, None)
    said = capsys.readouterr().out
    assert "| The Two | C | 1 | 1 | –" in said and "| The One 1.0 | C | 4 | 1 | 2 |" in said
