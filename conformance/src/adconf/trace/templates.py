# SPDX-License-Identifier: Apache-2.0
"""Asks fake-exchange itself which template gives a reply, so that nothing is known here of them."""

from __future__ import annotations

import http.client
import re
import ssl
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from adconf.paths import Programs
from adconf.trace.bodies import is_text
from adconf.trace.guess import Answer, candidates
from adconf.trace.model import Exchange
from adconf.trace.upstream import Place, World
from adconf.yaml_text import scenario_text

_FIRST_PORT = 20000
_TIMEOUT_S = 10.0
# What the cleaner replaces says nothing about where a reply came from.
_BLURRED = (
    (re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I), "GUID"),
    (re.compile(r"/o=[^<\"]*", re.I), "DN"),
    (re.compile(r"(<(?:\w+:)?(?:DisplayName|Server|ServerVersion)>)[^<]*"), r"\1"),
    (
        re.compile(r"(<(?:\w+:)?Name>UserDisplayName</(?:\w+:)?Name>\s*<(?:\w+:)?Value>)[^<]*"),
        r"\1",
    ),
    (re.compile(r'\b(Time|Id)="[^"]*"'), r"\1"),
)

# Which exchange, and which of its candidates.
_Try = tuple[int, Answer]


def recognised(exchanges: Sequence[Exchange], programs: Programs) -> dict[int, Answer]:
    """Index of the exchange → the template that gives its reply, for those that have one."""
    tries: list[_Try] = [
        (index, answer)
        for index, item in enumerate(exchanges)
        if item.status and not item.ended and 300 > item.status >= 200
        # Blurred as they are compared, odd bytes would look like those of a template.
        and is_text(item.reply.body)
        for answer in candidates(item)
    ]
    if not tries:
        return {}
    with tempfile.TemporaryDirectory(prefix="conform-import-") as folder:
        path = Path(folder) / "templates.yaml"
        path.write_text(scenario_text(_world(exchanges, tries)), encoding="utf-8")
        served = World(path, programs)
        try:
            return _compared(exchanges, tries, served.every_place())
        finally:
            served.close()


def _world(exchanges: Sequence[Exchange], tries: Sequence[_Try]) -> Mapping[str, Any]:
    """Each candidate at a port of its own, of the host that it stands in for."""
    hosts: dict[str, Any] = {}
    for number, (index, answer) in enumerate(tries):
        ports = hosts.setdefault(exchanges[index].host, {"ports": {}})["ports"]
        ports[str(_FIRST_PORT + number)] = dict(answer)
    return {"mailbox": {"address": "ann@corp.test"}, "world": {"hosts": hosts}}


def _compared(
    exchanges: Sequence[Exchange], tries: Sequence[_Try], places: Sequence[Place]
) -> dict[int, Answer]:
    by_port = {place.port: place for place in places}
    found: dict[int, Answer] = {}
    for number, (index, answer) in enumerate(tries):
        place = by_port.get(_FIRST_PORT + number)
        if place and index not in found and _gives(place, exchanges[index]):
            found[index] = answer
    return found


def _gives(place: Place, exchange: Exchange) -> bool:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    link = http.client.HTTPSConnection(*place.real, timeout=_TIMEOUT_S, context=context)
    headers = {"Host": exchange.host, "Content-Type": exchange.request.header("Content-Type")}
    try:
        link.request(exchange.method, exchange.target, exchange.request.body, headers)
        reply = link.getresponse()
        body = reply.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()
    kind = (reply.getheader("Content-Type") or "").lower()
    alike = kind == exchange.reply.header("Content-Type").lower() or not body
    return (
        reply.status == exchange.status and alike and blurred(body) == blurred(exchange.reply.body)
    )


def blurred(body: bytes) -> str:
    """The text without what differs from server to server and run to run."""
    text = body.decode("utf-8", "replace")
    for pattern, instead in _BLURRED:
        text = pattern.sub(instead, text)
    return text
