# SPDX-License-Identifier: Apache-2.0
"""Several runs in one world: what each is told, what it leaves, and which events are whose."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from adconf import repeat
from adconf.runner import request
from adconf.runs import Run, parse_runs
from worlds import event, scenario

TWO = {"runs": [{"allow_redirect_to": ["h.test"]}, {"address": "bob@corp.test", "later": "2d"}]}
EXPECT: dict[str, Any] = {"earlier": [{"failed": "any"}], "result": {"failed": "any"}}
# Counts its runs in a file that is open to all, and says how many there were.
COUNT = """
import json, os, pathlib, sys
path = pathlib.Path(json.load(sys.stdin)["state_dir"], "n")
path.open("a").write("x")
path.chmod(0o644)
print(path.stat().st_size)
"""


def test_each_run_has_a_request_of_its_own() -> None:
    two = scenario(EXPECT, client=TWO)
    first, second = (request(two, run) for run in two.runs)
    assert (first["address"], first["allow_redirect_to"]) == ("ann@corp.test", ["h.test"])
    assert (second["address"], second["username"]) == ("bob@corp.test", "bob@corp.test")
    assert second["allow_redirect_to"] == []
    assert two.runs[1].later_s == 48 * 3600


# Fails if a scenario may leave open what an earlier run has to give.
def test_each_run_has_a_result() -> None:
    with pytest.raises(ValueError, match="one result is wanted for each"):
        scenario({"result": {"failed": "any"}}, client=TWO)
    with pytest.raises(ValueError, match="cannot be had together"):
        scenario(EXPECT, client=TWO, clock={"rate": 20})


def made(*runs: Run) -> repeat.Account:
    plan = repeat.plan(["/usr/bin/python3", "-c", COUNT], runs, [{} for _ in runs])
    done = subprocess.run(
        repeat.command(), input=json.dumps(plan), capture_output=True, text=True, check=True
    )
    return repeat.read(done.stdout)


# Fails if the folder does not outlive a run, or the file's permissions are not told.
def test_the_folder_outlives_the_run() -> None:
    account = made(Run(), Run())
    assert [(code, text.strip()) for code, text in account.answers] == [(0, "1"), (0, "2")]
    [file] = account.state
    assert (file.name, file.mode, file.content) == ("n", 0o644, b"xx")
    assert account.started_s[0] < account.started_s[1]


def test_what_was_kept_can_be_damaged() -> None:
    [file] = made(Run(), Run(damaged=True)).state
    assert file.content.startswith(b"\x00damaged\xff")


def test_events_belong_to_the_run_they_came_in() -> None:
    account = repeat.Account([], [100.0, 100.2], [])
    transcript = {"monotonic_s": 99.95, "events": [event(40, "dns"), event(170, "dns")]}
    assert [item["run"] for item in repeat.numbered(transcript, account)] == [1, 2]


def test_no_report_is_said_so() -> None:
    for text in ("", "{}", '{"runs": 1}'):
        with pytest.raises(ValueError):
            repeat.read(text)


def test_one_run_is_the_rule() -> None:
    assert parse_runs(()) == (Run(),)
    assert Path(repeat.INSIDE).is_file()
