# SPDX-License-Identifier: Apache-2.0
"""Values for the tests: scenarios, clients and events, each with one thing changed at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from adconf.client import Client
from adconf.observation import Observation, Reply
from adconf.pattern import Event
from adconf.scenario import Scenario, parse_scenario

EWS = "https://mail.corp.test/EWS/Exchange.asmx"
PASSWORD = "correct horse"


def scenario(expect: dict[str, Any], **fields: Any) -> Scenario:
    """A scenario with these expectations."""
    data = {
        "title": "A scenario made for a test",
        "requirements": ["SRV-03"],
        "mailbox": {"address": "ann@corp.test", "password": PASSWORD},
        "world": {},
        "expect": expect,
    }
    return parse_scenario("srv/made-up", Path("made-up.yaml"), data | fields, "must")


def client(claims: str = "pox failure-kinds", known: dict[str, str] | None = None) -> Client:
    """A client with these claims and expected failures."""
    return Client(
        "tester", "A tester", Path("."), ("true",), frozenset(claims.split()), known or {}
    )


def event(seq: int, kind: str, **fields: Any) -> Event:
    """One event of a transcript."""
    return {"seq": seq, "t_ms": seq * 1.5, "kind": kind, **fields}


def request(seq: int, host: str, **fields: Any) -> Event:
    """A POX request as a client sends it first."""
    usual = {
        "host": host,
        "port": 443,
        "tls": True,
        "method": "POST",
        "target": "/autodiscover/autodiscover.xml",
        "path": "/autodiscover/autodiscover.xml",
        "headers": [["Host", host], ["Content-Type", "text/xml; charset=utf-8"]],
        "body": "<Autodiscover/>",
        "protocol": "pox",
        "address": "ann@corp.test",
        "auth": "none",
        "credential": "none",
    }
    return event(seq, "request", **(usual | fields))


def settings(seq: int, host: str, ews: str = EWS, **fields: Any) -> Event:
    """A reply that serves an endpoint."""
    usual = {"host": host, "port": 443, "status": 200, "reply": "settings", "ews": [ews]}
    return event(seq, "reply", **(usual | fields))


def secret(seq: int, host: str, tls: bool = True, **fields: Any) -> Event:
    """The password arrived at this host."""
    usual = {"host": host, "port": 443 if tls else 80, "tls": tls, "event": seq - 1}
    return event(
        seq, "secret", **usual, **{"where": "header Authorization", "form": "base64"}, **fields
    )


def seen(reply: Reply | None, *events: Event, **fields: Any) -> Observation:
    """What was seen of one run."""
    return Observation(reply=reply, events=events, **fields)


FOUND = Reply("found", EWS)
# A run in which nothing is wrong: one host asked, its endpoint named.
GOOD_EVENTS = (request(1, "mail.corp.test"), settings(2, "mail.corp.test"))
EXPECT_FOUND: dict[str, Any] = {"result": {"found": {"ews_url": EWS}}}
