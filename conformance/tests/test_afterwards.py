# SPDX-License-Identifier: Apache-2.0
"""What is expected of a client's report, its output and its files."""

from __future__ import annotations

from typing import Any

from adconf.expectation import findings
from adconf.kinds import Kind
from adconf.observation import KeptFile, Observation, Reply, parse_reply
from worlds import EWS, FOUND, event, scenario, seen, settings

NOTHING = Reply("not_found", attempts=[{"target": "POST https://corp.test/x", "stage": "tls"}])
LOST: dict[str, Any] = {"result": {"failed": "any"}}
WON: dict[str, Any] = {"result": {"found": {"ews_url": EWS}}}


def unmet(expect: dict[str, Any], observed: Observation) -> list[str]:
    claims = frozenset({"endpoint", "trust-path"})
    return [item.text for item in findings(scenario(expect).expect, observed, claims)]


# Fails if a report may leave out an attempt, or name another stage.
def test_the_report_names_each_attempt() -> None:
    def told(target: str, stage: str) -> list[str]:
        return unmet(LOST | {"attempts": [{"target": target, "stage": stage}]}, seen(NOTHING))

    assert told("https://corp.test/", "tls") == []
    [text] = told("https://corp.test/", "connect")
    assert "it says POST https://corp.test/x: tls" in text
    [text] = told("https://autodiscover.corp.test/", "tls")
    assert "https://autodiscover.corp.test/ ended at the stage tls" in text


def test_what_is_never_printed() -> None:
    expect = LOST | {"output": {"never": [{"matches": r"[\x1b\x9b]"}, "secret thing"]}}
    assert unmet(expect, seen(NOTHING)) == []
    [text] = unmet(expect, seen(Reply("not_found", message="\x9b31m")))
    assert "in the client's output" in text and "\x9b" not in text
    assert len(unmet(expect, seen(NOTHING, stderr="a Secret Thing\n"))) == 1


# Fails if a file of the client may be open to others, or there need be none.
def test_what_is_kept_is_private() -> None:
    expect = LOST | {"state": {"private": True}}
    assert unmet(expect, seen(NOTHING, state=[KeptFile("a", 0o600, ())])) == []
    [text] = unmet(expect, seen(NOTHING, state=[KeptFile("a", 0o640, ())]))
    assert "a is open to other users (mode 0640)" in text
    assert "left no file" in unmet(expect, seen(NOTHING))[0]


def test_a_password_in_a_file_is_a_leak() -> None:
    expect = scenario(LOST | {"secrets": {"in_state": False}}).expect
    kept = seen(NOTHING, state=[KeptFile("a", 0o600, ("raw",))])
    [item] = findings(expect, kept, frozenset())
    assert (item.kind, item.text) == (Kind.LEAK, "the password stands in the file a (raw)")


# Fails if a client may call a host trusted that a DNS record named.
def test_the_trust_is_compared() -> None:
    expect = {"result": {"found": {"ews_url": EWS, "trust": "srv"}}}
    served = settings(1, "mail.corp.test")
    assert unmet(expect, seen(Reply("found", EWS, trust="srv"), served)) == []
    [text] = unmet(expect, seen(Reply("found", EWS, trust="tls"), served))
    assert "with the trust srv; the client said" in text and "with the trust tls" in text


def test_earlier_runs_have_results_of_their_own() -> None:
    expect = scenario(WON | {"earlier": [WON["result"]]}, client={"runs": [{}, {}]}).expect
    served = settings(1, "mail.corp.test")
    assert findings(expect, seen(FOUND, served, earlier=[FOUND]), frozenset()) == []
    [item] = findings(expect, seen(FOUND, served, earlier=[NOTHING]), frozenset())
    assert item.text.startswith("run 1: expected found")


def test_a_pattern_may_speak_of_one_run() -> None:
    expect = LOST | {"wire": {"never": [{"connect": {"run": 2, "host": "corp.test"}}]}}
    first, second = (event(n, "connect", host="corp.test", run=n) for n in (1, 2))
    assert unmet(expect, seen(NOTHING, first)) == []
    assert len(unmet(expect, seen(NOTHING, first, second))) == 1


def test_a_reply_may_hold_a_report() -> None:
    reply = parse_reply(
        '{"outcome": "not_found", "trust": "srv", "attempts": [{"target": "t", "stage": "dns"}]}'
    )
    assert reply.trust == "srv"
    assert list(reply.attempts) == [{"target": "t", "stage": "dns"}]
