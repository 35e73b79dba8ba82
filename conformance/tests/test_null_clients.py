# SPDX-License-Identifier: Apache-2.0
"""No vacuous pass: a client that does not look passes no scenario at all.

Clients that touch nothing leave the same traces in a world: one of them goes through every
scenario, and is judged with what each of them says.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import pytest

from adconf.client import FEATURES
from adconf.paths import FAUX_CLIENTS, programs
from adconf.runner import execute, observe, run_row
from adconf.sandbox import Execution
from adconf.scenario import Scenario
from adconf.verdict import Verdict, judge, unsupported
from crowd import faux_client, scenarios

NULL_CLIENTS = sorted(path.stem for path in FAUX_CLIENTS.glob("null_*.py"))


@cache
def traces() -> dict[str, Execution]:
    """Scenario → what is left when nothing was done in it."""
    build, client = programs(), replace(faux_client("true"), command=("/usr/bin/true",))
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        done = pool.map(lambda each: execute(each, client, build), scenarios())
        return {each.id: execution for each, execution in zip(scenarios(), done)}


@cache
def says(name: str) -> str:
    """What a client that does not look answers, whatever it is asked."""
    command = [sys.executable, str(FAUX_CLIENTS / f"{name}.py")]
    return subprocess.run(command, input="{}", capture_output=True, text=True, check=True).stdout


def verdict(name: str, scenario: Scenario) -> Verdict:
    """That of a client in a scenario."""
    client = faux_client(name, FEATURES)
    if len(scenario.runs) > 1:
        return run_row(scenario, client, programs()).judgement.verdict
    seen = observe(scenario, replace(traces()[scenario.id], stdout=says(name)))
    return (unsupported(scenario, client) or judge(scenario, client, seen)).verdict


def test_there_are_three_and_they_say_different_things() -> None:
    assert len({says(name) for name in NULL_CLIENTS}) == len(NULL_CLIENTS) == 3


# Fails if a client that touches nothing is not one.
def test_nothing_is_asked_and_nothing_goes_wrong() -> None:
    one = next(scenario for scenario in scenarios() if len(scenario.runs) == 1)
    own = {name: execute(one, faux_client(name), programs()) for name in NULL_CLIENTS}
    for name, execution in (traces() | own).items():
        assert execution.transcript is not None, f"{name}: {execution.stderr}"
        kinds = {event["kind"] for event in execution.transcript["events"]}
        assert not kinds & {"dns", "connect", "request", "ldap"}, name


# Fails if a scenario can be passed without doing anything.
@pytest.mark.parametrize("name", NULL_CLIENTS)
def test_it_passes_nothing(name: str) -> None:
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        verdicts = pool.map(lambda scenario: verdict(name, scenario), scenarios())
        judged = {scenario.id: said for scenario, said in zip(scenarios(), verdicts)}
    assert len(judged) == len(scenarios())
    assert [each for each, said in judged.items() if said is Verdict.PASS] == []
    assert Verdict.UNSUPPORTED not in judged.values()
