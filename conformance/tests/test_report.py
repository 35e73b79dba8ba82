# SPDX-License-Identifier: Apache-2.0
"""What a run leaves behind: results.json, junit.xml, index.html, the exit code."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from adconf import page, results, run, terminal, timeline
from adconf.catalogue import Catalogue
from adconf.check import validator
from adconf.client import Client
from adconf.errors import UsageError
from adconf.kinds import Kind
from adconf.observation import Reply
from adconf.plugin import Pair
from adconf.runner import Row
from adconf.verdict import Judgement, Verdict
from test_runner import EXPECT_FAILED, STUB, adapter
from worlds import client, request, scenario

HOSTILE = "<script>alert('x')</script>\x1b[31m"


def rows(*verdicts: Verdict) -> list[Row]:
    judged = [Judgement(verdict, (f"because {HOSTILE}",)) for verdict in verdicts]
    events = (request(1, HOSTILE, target=HOSTILE),)
    reply = Reply("found", HOSTILE, HOSTILE, HOSTILE)
    made = scenario(EXPECT_FAILED)
    return [Row(made, client(), j, 0.5, reply, events, HOSTILE) for j in judged]


def outcome(*verdicts: Verdict) -> run.RunOutcome:
    return run.RunOutcome(rows(*verdicts), 1.0)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_results_fit_their_schema(verdict: Verdict) -> None:
    document = json.loads(json.dumps(results.document(outcome(verdict))))
    errors = list(validator("results.schema.json").iter_errors(document))
    assert errors == []
    assert document["counts"] == {"tester": {verdict.value: 1}}


# Fails if text from a server can act in the reader's browser.
def test_the_page_escapes_what_came_from_outside() -> None:
    for verdict in Verdict:
        text = page.render_client(outcome(verdict), client(), Catalogue({}, {}))
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_the_page_needs_nothing_from_elsewhere() -> None:
    text = page.render(outcome(Verdict.PASS), Catalogue({}, {}))
    text += page.render_client(outcome(Verdict.FAIL), client(), Catalogue({}, {}))
    for source in (" src=", "@import", "url(", "<link"):
        assert source not in text


def failed(kind: Kind, title: str) -> Row:
    made = dataclasses.replace(scenario(EXPECT_FAILED), id=f"srv/{kind.value}", title=title)
    return Row(made, client(), Judgement(Verdict.FAIL, (f"because of {kind.value}",), (kind,)), 0.5)


# Fails if a maintainer has to look for the leak among the slow answers, or reads of it unwarned.
def test_a_clients_page_begins_with_the_warning_and_the_worst() -> None:
    judged = [failed(kind, f"Title of {kind.value}") for kind in reversed(Kind)]
    done = run.RunOutcome([*judged, *rows(Verdict.PASS)], 1.0)
    text = page.render_client(done, client(), Catalogue({}, {}))
    order = [text.index("the client's makers are told privately")]
    order += [text.index(f"Title of {kind.value}") for kind in Kind]
    assert order == sorted(order)
    assert "This page has 1." in text


def test_every_cell_of_the_matrix_leads_to_its_explanation(tmp_path: Path) -> None:
    odd = dataclasses.replace(client(), name="../o d/d")
    done = run.RunOutcome([dataclasses.replace(row, client=odd) for row in rows(*Verdict)], 1.0)
    page.write(done, Catalogue({}, {}), tmp_path / "index.html")
    links = re.findall(r'href="(clients/[^"#]+)#([^"]+)"', (tmp_path / "index.html").read_text())
    assert links
    for file, anchor in links:
        assert f'id="{anchor}"' in (tmp_path / file).read_text()


def test_the_terminal_shows_control_characters_instead_of_obeying_them() -> None:
    stream = io.StringIO()
    terminal.print_matrix(outcome(Verdict.FAIL), stream)
    assert "\x1b" not in stream.getvalue()
    assert "\x1b" not in timeline.describe(rows(Verdict.FAIL)[0].events[0])


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        ((Verdict.PASS, Verdict.EXPECTED_FAIL, Verdict.UNSUPPORTED), 0),
        ((Verdict.PASS, Verdict.FAIL), 1),
        ((Verdict.UNEXPECTED_PASS,), 1),
        ((Verdict.FAIL, Verdict.ERROR), 3),
    ],
)
def test_exit_codes(verdicts: tuple[Verdict, ...], code: int) -> None:
    assert outcome(*verdicts).exit_code == code


# ---- through pytest itself


def pairs() -> list[Pair]:
    def named(name: str, script: str) -> Client:
        return dataclasses.replace(adapter(script), name=name)

    good = named("good", """echo '{"outcome": "not_found"}'""")
    bad = named("bad", """echo '{"outcome": "error"}'""")
    broken = named("broken", "exit 1")
    worlds = [scenario(EXPECT_FAILED), scenario(EXPECT_FAILED, needs=["srv"])]
    worlds[1] = dataclasses.replace(worlds[1], id="srv/other")
    return run.all_pairs(worlds, [good, bad, broken])


def test_a_whole_run_and_its_junit_file(tmp_path: Path) -> None:
    options = run.RunOptions(jobs=2, report=tmp_path, quiet=True)
    done = run.run_pairs(pairs(), STUB, options)
    assert [row.judgement.verdict.value for row in done.rows] == [
        *("pass", "unsupported", "fail", "unsupported", "error", "unsupported")
    ]
    suite = ElementTree.parse(tmp_path / "junit.xml").getroot()[0]
    counted = {key: suite.get(key) for key in ("tests", "failures", "errors", "skipped")}
    assert counted == {"tests": "6", "failures": "1", "errors": "1", "skipped": "3"}


# Fails if pytest's own lines stand between ours, or in the JSON of `run --json`.
def test_pytest_itself_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    run.run_pairs(pairs()[:2], STUB, run.RunOptions(quiet=True))
    assert capfd.readouterr() == ("", "")


def test_selection_by_pytests_k() -> None:
    options = run.RunOptions(select="made and (good or bad)", quiet=True)
    done = run.run_pairs(pairs(), STUB, options)
    assert [row.client.name for row in done.rows] == ["good", "bad"]


def test_fail_fast_stops_at_the_first() -> None:
    done = run.run_pairs(pairs(), STUB, run.RunOptions(fail_fast=True, quiet=True))
    assert len(done.rows) == 3


def test_a_selection_of_nothing_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="nothing is selected"):
        run.run_pairs(pairs(), STUB, run.RunOptions(select="nonsense", quiet=True))
    with pytest.raises(UsageError, match="is an? expression|an expression"):
        run.run_pairs(pairs(), STUB, run.RunOptions(select="a and", quiet=True))
