# SPDX-License-Identifier: Apache-2.0
"""What a run leaves for the next: nothing that was judged is lost, or judged twice."""

from __future__ import annotations

import dataclasses
import re
import signal
from contextlib import closing
from pathlib import Path

import pytest

from adconf import journal, run
from adconf.crew import Pair
from adconf.errors import UsageError
from adconf.fingerprint import DECIDING
from adconf.journal import Journal
from adconf.paths import CONFORMANCE
from adconf.progress import Forecast, duration
from adconf.runner import Row
from adconf.verdict import Judgement, Verdict
from test_runner import EXPECT_FAILED, STUB, adapter
from waiting_client import AT_LAST_S, conform, fill
from worlds import scenario


class Bench:
    """A folder with a world's file, a client that leaves a mark when it is started, a report."""

    def __init__(self, folder: Path) -> None:
        self.world = folder / "world.yaml"
        self.world.write_text("first")
        self.marks = folder / "marks"
        self.report = folder / "report"
        self.journal = self.report / journal.NAME

    def pairs(self, names: str, answer: str = "not_found", known: str = "") -> list[Pair]:
        """These scenarios with the client; `known` is one that it is expected to fail."""
        script = f"""echo x >>'{self.marks}'; echo '{{"outcome": "{answer}"}}'"""
        reasons = {known: "it does something wrong"} if known else {}
        tester = dataclasses.replace(adapter(script), expected_failures=reasons)
        made = dataclasses.replace(scenario(EXPECT_FAILED), path=self.world)
        return [(dataclasses.replace(made, id=f"srv/{name}"), tester) for name in names]

    def run(self, pairs: list[Pair], **fields: bool) -> run.RunOutcome:
        """Runs and keeps."""
        options = run.RunOptions(report=self.report, quiet=True, keep=True, **fields)
        return run.run_pairs(pairs, STUB, options)

    def started(self) -> int:
        """How often the client was started since the last time this was asked."""
        marks = self.marks.read_text() if self.marks.exists() else ""
        self.marks.unlink(missing_ok=True)
        return len(marks.split())


@pytest.fixture(name="bench")
def _bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_resumed_run_judges_only_what_is_missing(bench: Bench) -> None:
    first = bench.run(bench.pairs("ab"))
    assert bench.started() == 2
    again = bench.run(bench.pairs("abc"), resume=True)
    assert bench.started() == 1
    assert [row.scenario.id for row in again.rows] == ["srv/a", "srv/b", "srv/c"]
    assert [row.judgement for row in again.rows[:2]] == [row.judgement for row in first.rows]
    assert again.rows[0].reply == first.rows[0].reply


def test_a_run_that_is_not_resumed_begins_anew(bench: Bench) -> None:
    bench.run(bench.pairs("ab"))
    bench.run(bench.pairs("c"))
    with closing(Journal(bench.journal)) as file:
        assert set(file.known) == {("tester", "srv/c")}


# Fails if an old verdict stands for a world or a client that is another by now.
@pytest.mark.parametrize("changed", ["world", "answer", "known"])
def test_what_has_changed_is_judged_again(bench: Bench, changed: str) -> None:
    bench.run(bench.pairs("a"))
    if changed == "world":
        bench.world.write_text("second")
    answer = "refused" if changed == "answer" else "not_found"
    bench.started()
    bench.run(bench.pairs("a", answer, "srv/a" if changed == "known" else ""), resume=True)
    assert bench.started() == 1


# Fails if a run that was killed while it wrote costs more than the verdict it was writing.
def test_half_a_line_is_no_verdict(bench: Bench) -> None:
    bench.run(bench.pairs("ab"))
    whole = bench.journal.read_text()
    bench.journal.write_text(whole[: whole.rindex('"bulk"') + 20])
    bench.started()
    assert len(bench.run(bench.pairs("ab"), resume=True).rows) == 2
    assert bench.started() == 1
    bench.run(bench.pairs("ab"), resume=True)
    assert bench.started() == 0


def test_errors_of_the_harness_are_tried_again(bench: Bench) -> None:
    bench.run(bench.pairs("a", answer="splendid"))
    bench.started()
    bench.run(bench.pairs("a", answer="splendid"), resume=True)
    assert bench.started() == 1


def test_what_failed_comes_first(bench: Bench) -> None:
    pairs = bench.pairs("a") + bench.pairs("b", answer="found") + bench.pairs("c")
    bench.run(pairs)
    stopped = bench.run(pairs, failed_first=True, fail_fast=True)
    assert [row.scenario.id for row in stopped.rows] == ["srv/b"]


def test_two_runs_do_not_write_one_journal(bench: Bench) -> None:
    with closing(Journal(bench.journal)), pytest.raises(UsageError, match="another run"):
        bench.run(bench.pairs("a"))


def test_a_run_without_report_goes_on_where_nothing_can_be_kept(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(bench.world))
    options = run.RunOptions(quiet=True, keep=True)
    assert len(run.run_pairs(bench.pairs("a"), STUB, options).rows) == 1
    assert "cannot be resumed" in capsys.readouterr().err


# ---- interrupted, as a user does it

_SCENARIO = """
title: Made for a test
requirements: [SRV-03]
mailbox: {address: ann@corp.test}
world: {}
expect: {result: {failed: any}}
"""
_ADAPTER = """
case $(cat) in *second*) exec cat ../../fifo ;; esac
echo '{"outcome": "not_found"}'
"""


_RUN = ("run", "-j", "1", "--report", "report")


@pytest.fixture(name="slow")
def _slow(tmp_path: Path) -> Path:
    """Two scenarios, and a client that waits in the second until the fifo has been written."""
    names = ("first", "second")
    fill(tmp_path, _ADAPTER, {name: _SCENARIO.replace("ann@", f"{name}@") for name in names})
    return tmp_path


def test_ctrl_c_keeps_what_was_judged_and_resume_goes_on(slow: Path) -> None:
    process = conform(slow, *_RUN)
    # Opens when the client of the second scenario reads: the first has been judged.
    with (slow / "fifo").open("w"):
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=AT_LAST_S)[0]
    assert process.returncode == 130, said
    assert "1 verdicts" in said and "--resume" in said
    assert "srv/first" in (slow / "report" / "results.json").read_text()

    (slow / "fifo").unlink()
    (slow / "fifo").write_text('{"outcome": "not_found"}')
    process = conform(slow, *_RUN, "--resume")
    said = process.communicate(timeout=AT_LAST_S)[0]
    assert process.returncode == 0, said
    assert "1/2 kept" in said and "2 verdicts" in said


# Fails if the client runs on behind the back of who has pressed Ctrl-C.
def test_ctrl_c_ends_a_client_that_is_explained(slow: Path) -> None:
    process = conform(slow, "explain", "srv/second", "--client", "slow")
    with (slow / "fifo").open("wb", buffering=0) as fifo:
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=AT_LAST_S)[0]
        with pytest.raises(BrokenPipeError):
            fifo.write(b"is anybody there?")
    assert process.returncode == 130, said


# ---- remaining time


def test_the_remaining_time_follows_the_run_before(bench: Bench) -> None:
    pairs = bench.pairs("abcd")
    forecast = Forecast({("tester", f"srv/{name}"): 10.0 for name in "bc"}, jobs=2)
    forecast.begin(pairs)
    assert forecast.seconds() is None
    forecast.add(Row(*pairs[0], Judgement(Verdict.PASS), 4.0))
    assert forecast.seconds() == (10 + 10 + 4) / 2


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (89, "89 s"), (170, "3 min"), (4800, "80 min"), (7500, "2 h 5 min")],
)
def test_durations_for_people(seconds: float, text: str) -> None:
    assert duration(seconds) == text


# Fails if `--resume` takes up a verdict that a changed module of the driver might not give.
def test_a_verdict_rests_on_every_module_that_judges() -> None:
    needed, todo = set(), ["runner"]
    while todo:
        name = todo.pop()
        needed.add(name)
        text = (CONFORMANCE / "src" / "adconf" / f"{name}.py").read_text(encoding="utf-8")
        found = re.findall(r"^from adconf\.(\w+) import|^from adconf import (\w+)", text, re.M)
        todo += {one or other for one, other in found} - needed
    assert needed - set(DECIDING) == {"errors", "timeline"}
