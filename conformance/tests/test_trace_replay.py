# SPDX-License-Identifier: Apache-2.0
"""Record, clean, import, replay, record: the same sequence, and the same verdict."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from adconf import check
from adconf.client import Client, load_client
from adconf.install import not_installed
from adconf.paths import CLIENTS, SCENARIOS, programs
from adconf.runner import run_row
from adconf.scenario import Scenario, load_scenario, scenario_files
from adconf.trace import scenario as writing
from adconf.trace.clean import Wishes, clean
from adconf.trace.files import read, write
from adconf.trace.model import Trace
from adconf.trace.normal import differences, order, sequence
from adconf.trace.session import record_world
from adconf.trace.templates import recognised

# One of each thing that servers do, and some in which several meet.
WORLDS = """
srv/record-is-used srv/lowest-priority-first srv/truncated-answer srv/servfail srv/target-dot
srv/other-port srv/next-after-bad-certificate srv/behind-an-alias
red/redirect-301 red/redirect-307 red/relative-location red/answer-redirects-to-url
red/answer-redirects-to-address red/stranger-with-consent red/loop-of-answers red/ten-hops
loc/plain-http-redirect loc/nothing-there loc/autodiscover-404 loc/ipv6-only
tls/expired tls/wrong-name tls/self-signed tls/unknown-ca
auth/answers-a-challenge auth/several-in-one-header auth/rejected-at-one-host auth/digest
auth/ntlm-on-one-connection auth/wrong-password
err/html-page err/truncated-body err/status-503 err/reset-after-accept err/unknown-error-code
pox/blocks-of-one-type pox/shape-bom soap/the-request soap/fault as/server-among-others
""".split()
# Clients that nobody here has written, each with a world that it comes through.
REAL = {
    "exchangelib-pox": "red/redirect-302",
    "exchangelib-soap": "soap/the-request",
    "curl-sh": "auth/answers-a-challenge",
    "evolution-ews": "loc/autodiscover-host",
    "gnome-online-accounts": "loc/autodiscover-host",
    "thunderbird": "loc/autodiscover-host",
    "ews-javascript-api": "loc/autodiscover-host",
    "npm-autodiscover": "loc/autodiscover-host",
    "npm-exchange-autodiscover": "loc/autodiscover-host",
    "davmail": "loc/autodiscover-host",
    "eas4tbsync": "as/server-among-others",
    "pidgin-sipe": "loc/autodiscover-host",
}


@cache
def _client(name: str) -> Client:
    return load_client(CLIENTS / name)


def _scenario(name: str) -> Scenario:
    return load_scenario(name, scenario_files(SCENARIOS)[name], {})


def _imported(scenario: Scenario, client: Client, folder: Path) -> tuple[Trace, Scenario]:
    """A session in the world, by way of both files; the second is a scenario of its own."""
    seen, ended = record_world(scenario, client, (), programs())
    assert seen.dns and ended.exit_code == 0, ended.stderr
    known = [scenario.mailbox.password]
    write(clean(seen, Wishes(known, key=b"of this test")), folder / "trace.har")
    trace = read(folder / "trace.har")
    path = folder / "made" / "imported.yaml"
    path.parent.mkdir()
    writing.write(trace, recognised(trace.exchanges, programs()), path)
    return trace, load_scenario(scenario.id, path, {})


def _replayed(scenario: Scenario, client: Client, folder: Path) -> None:
    trace, made = _imported(scenario, client, folder)
    again, _ = record_world(made, client, (), programs())
    again = clean(again, Wishes([made.mailbox.password]))
    assert not differences(sequence(trace), sequence(again)), made.path.read_text()
    assert again.outcome == trace.outcome
    _same_verdict(scenario, made, client)


def _same_verdict(scenario: Scenario, made: Scenario, client: Client) -> None:
    # The expectations are those of the original; the world and its mailbox are the imported ones.
    judged = replace(scenario, path=made.path, mailbox=made.mailbox)
    first = run_row(scenario, client, programs()).judgement
    second = run_row(judged, client, programs()).judgement
    assert (first.verdict, first.kinds) == (second.verdict, second.kinds), second.reason


def test_there_are_thirty_worlds() -> None:
    assert len(set(WORLDS)) >= 30


@pytest.mark.parametrize("name", WORLDS)
def test_the_engine_sees_in_the_imported_world_what_it_saw(name: str, tmp_path: Path) -> None:
    _replayed(_scenario(name), _client("engine"), tmp_path)


@pytest.mark.parametrize("name", list(REAL))
def test_a_real_client_sees_in_the_imported_world_what_it_saw(name: str, tmp_path: Path) -> None:
    client = _client(name)
    absent = not_installed(client)
    if absent:
        pytest.skip(absent.reason)
    _replayed(_scenario(REAL[name]), client, tmp_path)


# It asks many names at once and stops when one has answered: no two of its sessions are alike.
def test_delta_chat_gets_the_same_verdict_in_the_imported_world(tmp_path: Path) -> None:
    client, scenario = _client("deltachat"), _scenario("loc/no-parent-domain")
    absent = not_installed(client)
    if absent:
        pytest.skip(absent.reason)
    _, made = _imported(scenario, client, tmp_path)
    _same_verdict(scenario, made, client)


def test_a_replay_is_in_the_same_order_where_one_host_follows_the_other(tmp_path: Path) -> None:
    trace, made = _imported(_scenario("red/redirect-301"), _client("engine"), tmp_path)
    again, _ = record_world(made, _client("engine"), (), programs())
    assert order(again) == order(clean(trace, Wishes()))


def test_what_is_imported_is_a_scenario_that_people_would_write(tmp_path: Path) -> None:
    _, made = _imported(_scenario("red/redirect-301"), _client("engine"), tmp_path)
    text = made.path.read_text(encoding="utf-8")
    assert 'corp.test: {https: {status: 301, location: "https://mail.corp.test{path}"}}' in text
    assert "mail.corp.test: {https: {auth: basic, reply: settings}}" in text
    assert "requirements: [RED-01, AUTH-05, POX-10]" in text and "Please review" in text
    problems = check.check(made.path.parent.parent, [], CLIENTS, programs())
    assert [item for item in problems if "imported.yaml" in item.file] == []


# The world's own namespace has no way out, and the recorder forwards to what it was given alone.
def test_nothing_but_the_world_is_contacted(tmp_path: Path) -> None:
    script = (
        "for u in https://corp.test https://1.1.1.1 https://example.org; do curl -sm 3 $u; done"
    )
    seen, _ = record_world(_scenario("red/redirect-301"), None, ("sh", "-c", script), programs())
    assert {item.host for item in seen.connections} == {"corp.test"}
    assert {item.name for item in seen.dns} == {"corp.test", "example.org"}
    assert all(not item.answers for item in seen.dns if item.name == "example.org")
    assert tmp_path.exists()
