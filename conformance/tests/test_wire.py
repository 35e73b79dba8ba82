# SPDX-License-Identifier: Apache-2.0
"""`expect.wire` and `expect.secrets`: what was seen on the wire."""

from __future__ import annotations

from typing import Any

import pytest

from adconf.expectation import Finding, findings
from adconf.kinds import Kind
from adconf.pattern import Event, parse_pattern
from worlds import EXPECT_FOUND, FOUND, GOOD_EVENTS, event, request, scenario, secret, seen

TLS_FAILED = event(9, "tls", host="mail.corp.test", port=443, ok=False, alert="unknown_ca")
LOGIN = request(3, "mail.corp.test", auth="basic", credential="rejected", query="A=b")


def found(expect: dict[str, Any], *events: Event, **fields: Any) -> list[Finding]:
    tested = scenario({**EXPECT_FOUND, **expect})
    return findings(tested.expect, seen(FOUND, *GOOD_EVENTS, *events, **fields), frozenset())


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ({"request": {"host": "MAIL.corp.test"}}, True),
        ({"request": {"host": "old.corp.test"}}, False),
        ({"request": {"host": ["old.corp.test", "mail.corp.test"]}}, True),
        ({"request": {"host": {"matches": r"^mail\."}}}, True),
        ({"request": {"path": "/Autodiscover/AUTODISCOVER.xml"}}, True),
        ({"request": {"path": "/autodiscover"}}, False),
        ({"request": {"port": 443, "tls": True}}, True),
        ({"request": {"port": [80, 8443]}}, False),
        ({"request": {"tls": False}}, False),
        ({"request": {"query": "a=B"}}, True),
        ({"request": {"query": ""}}, False),
        ({"request": {"auth": "basic", "credential": "rejected"}}, True),
        ({"request": {"body": "autodiscover"}}, True),
        ({"request": {"body": "envelope"}}, False),
        ({"request": {"header": {"content-type": "text/xml; charset=utf-8"}}}, True),
        ({"request": {"header": {"Authorization": None}}}, True),
        ({"request": {"header": {"Host": None}}}, False),
        ({"request": {}}, True),
        ({"dns": {}}, False),
    ],
)
def test_patterns(pattern: dict[str, Any], matches: bool) -> None:
    assert parse_pattern(pattern).matches(LOGIN) is matches


@pytest.mark.parametrize(("sent", "matches"), [(100, False), (101, True), (None, False)])
def test_a_pattern_of_what_a_client_was_sent(sent: int | None, matches: bool) -> None:
    closed = event(4, "close") if sent is None else event(4, "close", bytes_out=sent)
    assert parse_pattern({"close": {"bytes_out": {"over": 100}}}).matches(closed) is matches


SEARCH = event(4, "ldap", operation="search", scope="sub", attributes=["keywords", "cn"], result=0)


@pytest.mark.parametrize(
    ("fields", "matches"),
    [
        ({"operation": "search", "attributes": "Keywords"}, True),
        ({"attributes": ["sn", "cn"]}, True),
        ({"attributes": "key"}, False),
        ({"result": 0}, True),
        ({"operation": "bind"}, False),
    ],
)
def test_patterns_of_a_directory(fields: dict[str, Any], matches: bool) -> None:
    assert parse_pattern({"ldap": fields}).matches(SEARCH) is matches


def test_what_a_transcript_leaves_out_is_empty() -> None:
    assert parse_pattern({"request": {"query": ""}}).matches(request(1, "a.test"))
    assert not parse_pattern({"reply": {"fault": "silent"}}).matches(event(1, "reply"))


def test_must() -> None:
    assert found({"wire": {"must": [{"request": {"host": "mail.corp.test"}}]}}) == []


# Fails if a missing sight says nothing that one could act on.
def test_must_names_the_nearest_event() -> None:
    pattern = {"request": {"host": "mail.corp.test", "method": "GET"}}
    [finding] = found({"wire": {"must": [pattern]}})
    assert "request {host: mail.corp.test, method: GET}" in finding.text
    assert "#1" in finding.text and "differs in: method" in finding.text


def test_must_says_when_nothing_of_the_kind_was_seen() -> None:
    [finding] = found({"wire": {"must": [{"dns": {"type": "SRV"}}]}})
    assert "no dns event was seen at all" in finding.text


def test_never_names_what_was_seen() -> None:
    [finding] = found({"wire": {"never": [{"tls": {"ok": False}}]}}, TLS_FAILED)
    assert "#9" in finding.text and "unknown_ca" in finding.text


@pytest.mark.parametrize(
    ("hosts", "good"), [(("a.test", "b.test"), True), (("b.test", "a.test"), False)]
)
def test_before(hosts: tuple[str, str], good: bool) -> None:
    order = [{"request": {"host": "a.test"}}, {"request": {"host": "b.test"}}]
    events = [request(10 + index, host) for index, host in enumerate(hosts)]
    result = found({"wire": {"before": [order]}}, *events)
    assert (result == []) is good


def test_before_demands_both() -> None:
    order = [{"request": {"host": "a.test"}}, {"request": {"host": "b.test"}}]
    assert len(found({"wire": {"before": [order]}}, request(10, "a.test"))) == 1
    assert len(found({"wire": {"before": [order]}})) == 2


@pytest.mark.parametrize(
    ("bounds", "good"),
    [
        ({"exactly": 3}, True),
        ({"exactly": 2}, False),
        ({"at_least": 3, "at_most": 3}, True),
        ({"at_least": 4}, False),
        ({"at_most": 2}, False),
        ({"at_most": 3}, True),
    ],
)
def test_count(bounds: dict[str, int], good: bool) -> None:
    count: dict[str, Any] = {"of": {"request": {"host": "mail.corp.test"}}, **bounds}
    events = [request(7, "mail.corp.test"), request(8, "mail.corp.test")]
    assert (found({"wire": {"count": [count]}}, *events) == []) is good


# ---- secrets


def test_the_password_may_go_where_the_scenario_says() -> None:
    assert found({"secrets": {"only": ["Mail.corp.test"]}}, secret(5, "mail.corp.test")) == []


# Fails if a leak goes unnoticed when the scenario does not speak of secrets.
def test_it_may_go_nowhere_by_default() -> None:
    [finding] = found({}, secret(5, "mail.corp.test"))
    assert finding.kind is Kind.LEAK and "may go to: nobody" in finding.text


# Fails if plain HTTP is allowed for a host that may have the password.
def test_plain_http_is_always_a_leak() -> None:
    expect = {"secrets": {"only": ["mail.corp.test"]}}
    [finding] = found(expect, secret(5, "mail.corp.test", tls=False))
    assert finding.kind is Kind.LEAK and "in clear" in finding.text


def test_leaks_come_first_and_are_counted_together() -> None:
    expect: dict[str, Any] = {"wire": {"must": [{"dns": {}}]}}
    leak, missing = found(expect, *(secret(seq, "evil.test") for seq in range(5, 11)))
    assert leak.kind is Kind.LEAK and missing.kind is Kind.CONDUCT
    assert "#5, #6, #7, #8 and 2 more" in leak.text


def test_the_resolver_can_be_leaked_to() -> None:
    [finding] = found({}, event(5, "secret", tls=False, event=4, where="dns name", form="raw"))
    assert "the resolver" in finding.text


def test_the_output_counts_only_where_the_scenario_says() -> None:
    forms = {"output_forms": ("base64",)}
    assert found({}, **forms) == []
    [finding] = found({"secrets": {"in_output": False}}, **forms)
    assert finding.kind is Kind.LEAK and "base64" in finding.text
