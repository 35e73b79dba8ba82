# SPDX-License-Identifier: Apache-2.0
"""`expect.result` and `within_s`: what the client says."""

from __future__ import annotations

from typing import Any

import pytest

from adconf.expectation import findings, same_url
from adconf.observation import Observation, Reply
from worlds import EWS, EXPECT_FOUND, FOUND, GOOD_EVENTS, client, request, scenario, seen, settings


def texts(
    expect: dict[str, Any], observed: Observation, claims: str = "failure-kinds"
) -> list[str]:
    tested = scenario(expect)
    return [item.text for item in findings(tested.expect, observed, client(claims).claims)]


def test_found_and_served() -> None:
    assert texts(EXPECT_FOUND, seen(FOUND, *GOOD_EVENTS)) == []


# Fails if a client can pass by naming an endpoint that nobody told it.
def test_an_endpoint_that_nobody_served_is_invented() -> None:
    [text] = texts(EXPECT_FOUND, seen(FOUND, request(1, "mail.corp.test")))
    assert "invented" in text


def test_the_invention_is_told_of_also_where_a_failure_is_expected() -> None:
    found = texts({"result": {"failed": "not_found"}}, seen(FOUND, request(1, "corp.test")))
    assert len(found) == 2


def test_another_endpoint_than_expected() -> None:
    other = "https://old.corp.test/EWS/Exchange.asmx"
    [text] = texts(EXPECT_FOUND, seen(Reply("found", other), settings(1, "old.corp.test", other)))
    assert EWS in text and other in text


def test_the_address_counts_when_it_is_expected() -> None:
    expect = {"result": {"found": {"ews_url": EWS, "address": "Ann.B@corp.test"}}}
    assert texts(expect, seen(Reply("found", EWS, "ann.b@corp.test"), *GOOD_EVENTS)) == []
    assert texts(expect, seen(Reply("found", EWS, "bob@corp.test"), *GOOD_EVENTS)) != []
    assert texts(expect, seen(FOUND, *GOOD_EVENTS), "primary-address") != []


# Fails if a client that does not claim to name a thing is failed for not naming it.
def test_what_is_not_claimed_may_be_left_out() -> None:
    expect = {"result": {"found": {"ews_url": EWS, "address": "ann@corp.test"}}}
    assert texts(expect, seen(FOUND, *GOOD_EVENTS)) == []
    assert texts(expect, seen(Reply("found"), *GOOD_EVENTS)) == []
    assert texts(expect, seen(Reply("found"), *GOOD_EVENTS), "endpoint") != []
    wrong = Reply("found", "https://old.corp.test/EWS/Exchange.asmx")
    assert texts(expect, seen(wrong, *GOOD_EVENTS)) != []


def test_the_endpoint_of_the_service_that_was_wanted_counts() -> None:
    expect = {"result": {"found": {"activesync_url": EWS}}}
    found = Reply("found", None, others={"activesync_url": EWS})
    assert texts(expect, seen(found, *GOOD_EVENTS)) == []
    assert len(texts(expect, seen(FOUND, *GOOD_EVENTS))) == 2


@pytest.mark.parametrize("kind", ["not_found", "auth_failed", "server_error"])
def test_a_list_of_kinds_takes_each_of_them(kind: str) -> None:
    expect = {"result": {"failed": ["not_found", "auth_failed", "server_error"]}}
    assert texts(expect, seen(Reply(kind))) == []


def test_any_stands_for_all_but_an_invalid_address() -> None:
    expect = {"result": {"failed": "any"}}
    assert texts(expect, seen(Reply("tls_error"))) == []
    assert texts(expect, seen(Reply("invalid_address"))) != []
    assert texts(expect, seen(Reply("error"))) != []


def test_without_failure_kinds_not_found_stands_for_the_others() -> None:
    expect = {"result": {"failed": "auth_failed"}}
    assert texts(expect, seen(Reply("not_found")), claims="pox") == []
    assert texts(expect, seen(Reply("not_found"))) != []


def test_but_never_for_an_invalid_address() -> None:
    assert texts({"result": {"failed": "invalid_address"}}, seen(Reply("not_found")), "pox") != []


def test_any_of_takes_either_result() -> None:
    expect = {"result": {"any_of": [{"found": {"ews_url": EWS}}, {"failed": "refused"}]}}
    assert texts(expect, seen(FOUND, *GOOD_EVENTS)) == []
    assert texts(expect, seen(Reply("refused"))) == []
    [text] = texts(expect, seen(Reply("not_found")))
    assert "found" in text and " or a failure: refused" in text


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("https://MAIL.corp.test:443/EWS/Exchange.asmx", True),
        ("https://mail.corp.test:8443/EWS/Exchange.asmx", False),
        ("http://mail.corp.test/EWS/Exchange.asmx", False),
        ("https://mail.corp.test/EWS/Exchange.", False),
        ("https://mail.corp.test:nonsense/", False),
        (None, False),
    ],
)
def test_urls_are_compared_by_meaning(other: str | None, same: bool) -> None:
    assert same_url(EWS, other) is same


WITHIN = {**EXPECT_FOUND, "within_s": 5}


def test_in_time() -> None:
    assert texts(WITHIN, seen(FOUND, *GOOD_EVENTS, run_ms=4900)) == []


# Fails if a client may take as long as it likes.
def test_too_late() -> None:
    [text] = texts(WITHIN, seen(FOUND, *GOOD_EVENTS, run_ms=5100))
    assert "at most 5 s" in text and "5.1 s" in text


def test_still_running_is_a_finding_not_an_error() -> None:
    from adconf.verdict import Verdict, judge

    stuck = seen(None, *GOOD_EVENTS, still_running=True, trouble="stopped")
    assert judge(scenario(WITHIN), client(), stuck).verdict is Verdict.FAIL
    assert judge(scenario(EXPECT_FOUND), client(), stuck).verdict is Verdict.ERROR
