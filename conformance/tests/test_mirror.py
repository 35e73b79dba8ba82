# SPDX-License-Identifier: Apache-2.0
"""A client that asks the `autodiscover` host first meets the trouble there, and not behind it."""

from __future__ import annotations

import dataclasses

import pytest

from adconf import yaml_file
from adconf.client import Client
from adconf.mirror import facing
from adconf.paths import SCENARIOS, programs
from adconf.runner import run_row
from adconf.scenario import Scenario, load_scenario, scenario_files
from adconf.verdict import Verdict
from crowd import faux_client
from worlds import client

_OTHER = dataclasses.replace(client(), asks_first="autodiscover-host")
# The base client with its candidates the other way round.
_SECOND_HOST_FIRST = """
import sys; sys.path.insert(0, {folder!r})
import faux_base
class Other(faux_base.Client):
    def candidates(self):
        first, second, *rest = super().candidates()
        yield from (second, first, *rest)
faux_base.main(Other)
"""


def _scenario(name: str) -> Scenario:
    return load_scenario(name, scenario_files(SCENARIOS)[name], {})


def _second_host_first(**fields: str) -> Client:
    right = faux_client("faux_base")
    script = _SECOND_HOST_FIRST.format(folder=str(right.folder))
    return dataclasses.replace(right, command=("/usr/bin/python3", "-c", script), **fields)


def test_the_two_hosts_change_places_in_world_and_expectations() -> None:
    made = facing(_scenario("red/url-redirect-to-itself-with-port"), _OTHER)
    data = yaml_file.load(made.path)
    hosts = data["world"]["hosts"]
    wanted = {"location": "https://autodiscover.CORP.test:443{path}"}
    assert hosts["autodiscover.corp.test"]["https"] == wanted
    assert data["expect"]["secrets"] == {"only": ["corp.test"]}
    assert made.mailbox.address == "ann@corp.test" and "changed places" in made.about


@pytest.mark.parametrize(
    "name", ["loc/root-404", "red/downgrade-does-not-stop-the-run", "srv/record-is-used"]
)
def test_a_world_that_would_be_another_stays(name: str) -> None:
    assert facing(_scenario(name), _OTHER) == _scenario(name)
    assert facing(_scenario("err/html-page"), client()) == _scenario("err/html-page")


# Fails if such a client passes without having met the page, or is failed for its order.
def test_it_comes_to_the_point() -> None:
    scenario, other = _scenario("err/html-page"), _second_host_first(asks_first="autodiscover-host")
    row = run_row(facing(scenario, other), other, programs())
    assert row.judgement.verdict is Verdict.PASS, row.judgement.reason
    vacuous = run_row(scenario, other, programs()).judgement
    assert vacuous.verdict is Verdict.FAIL and "corp.test" in vacuous.reason
