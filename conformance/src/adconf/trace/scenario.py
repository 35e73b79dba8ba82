# SPDX-License-Identifier: Apache-2.0
"""A trace as a scenario: the world, and what was observed as expectations to be reviewed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from adconf.trace import bodies
from adconf.trace.guess import Answer, address_of, endpoint_of, protocol_of
from adconf.trace.model import Exchange, Trace
from adconf.trace.world import world
from adconf.yaml_text import scenario_text

_DEFAULT_ADDRESS = "ann@corp.test"
_FOUND_FIELDS = ("ews_url", "mapi_url", "activesync_url")

_HEAD = """\
# SPDX-License-Identifier: Apache-2.0
#
# Imported from a recording: {origin}. Please review:
#   title         what is the one behaviour that this is about?
#   requirements  suggested from what happened: {suggested}
#   expect        is what was observed, be it right or wrong
"""


def scenario(trace: Trace, known: Mapping[int, Answer]) -> dict[str, Any]:
    """The fields of a scenario's file, in the order in which people write them."""
    requirements = suggestions(trace)
    data: dict[str, Any] = {
        "title": _title(trace),
        "requirements": requirements,
        "mailbox": {"address": trace.address or asked_for(trace) or _DEFAULT_ADDRESS},
    }
    told = dict(trace.client)
    if told.get("username", data["mailbox"]["address"]) != data["mailbox"]["address"]:
        data["mailbox"]["username"] = told["username"]
    told.pop("username", None)
    if told:
        data["client"] = told
    data["world"] = world(trace, known)
    data["expect"] = _expect(trace)
    return data


def text(trace: Trace, known: Mapping[int, Answer]) -> str:
    """The file."""
    data = scenario(trace, known)
    origin = (
        "; ".join(f"{key} {value}" for key, value in trace.origin.items()) or "of unknown origin"
    )
    return _HEAD.format(origin=origin, suggested=", ".join(data["requirements"])) + scenario_text(
        data
    )


def write(trace: Trace, known: Mapping[int, Answer], path: Path) -> None:
    """The file, and beside it those with the replies that are no text."""
    written = text(trace, known)
    path.write_text(written, encoding="utf-8")
    for name, data in bodies.files(trace, written).items():
        path.with_name(name).write_bytes(data)


def asked_for(trace: Trace) -> str:
    """The mailbox of the first request that names one."""
    return next((address for item in trace.exchanges if (address := address_of(item))), "")


def _title(trace: Trace) -> str:
    hosts = dict.fromkeys(item.host for item in trace.exchanges)
    if not hosts:
        return "Recorded: nothing answers"
    answered = _winner(trace)
    if answered is None:
        return f"Recorded: no endpoint at {', '.join(list(hosts)[:3])}"
    return f"Recorded: an endpoint from {answered.host}, after {len(trace.exchanges)} requests"


def _winner(trace: Trace) -> Exchange | None:
    """The last exchange that served an endpoint."""
    served = [item for item in trace.exchanges if item.status == 200 and endpoint_of(item)[1]]
    return served[-1] if served else None


def _expect(trace: Trace) -> dict[str, Any]:
    receivers = sorted(
        {item.host for item in trace.exchanges if item.tls and item.request.header("Authorization")}
    )
    expect: dict[str, Any] = {"result": _result(trace)}
    last = _winner(trace) or (trace.exchanges[-1] if trace.exchanges else None)
    if last is not None:
        expect["wire"] = {"must": [{"request": {"host": last.host, "method": last.method}}]}
    if receivers:
        expect["secrets"] = {"only": receivers}
    return expect


def _result(trace: Trace) -> dict[str, Any]:
    outcome = trace.outcome
    if outcome:
        if outcome.get("outcome") != "found":
            return {"failed": outcome.get("outcome", "any")}
        fields = {name: outcome[name] for name in _FOUND_FIELDS if outcome.get(name)}
        if fields:
            return {"found": dict(list(fields.items())[:1])}
    last = _winner(trace)
    if last is None:
        return {"failed": "any"}
    field, url = endpoint_of(last)
    return {"found": {field: url}}


def suggestions(trace: Trace) -> list[str]:
    """Requirements that this session is about, the most telling first; one at the least."""
    found = [rule for rule, applies in _RULES if applies(trace)]
    return found[:6] or ["LOC-01" if trace.exchanges else "LOC-12"]


def _redirected(trace: Trace, *statuses: int, tls: bool = True) -> bool:
    return any(item.status in statuses and item.tls == tls for item in trace.exchanges)


def _serves(trace: Trace, word: bytes) -> bool:
    return any(word in item.reply.body for item in trace.exchanges)


def _certificate(trace: Trace, *verdicts: str) -> bool:
    return any(c.certificate and c.certificate.verdict in verdicts for c in trace.connections)


def _spoke(trace: Trace, protocol: str) -> bool:
    return any(protocol_of(i) == protocol and i.status == 200 for i in trace.exchanges)


_Rule = tuple[str, Callable[[Trace], bool]]
_RULES: tuple[_Rule, ...] = (
    ("TLS-01", lambda t: _certificate(t, "expired", "not-yet-valid", "self-signed", "unknown-ca")),
    ("TLS-02", lambda t: _certificate(t, "wrong-name")),
    ("SRV-03", lambda t: any(" SRV " in a for d in t.dns for a in d.answers)),
    ("LOC-06", lambda t: _redirected(t, 301, 302, 307, 308, tls=False)),
    ("RED-13", lambda t: _serves(t, b"redirectAddr") or _serves(t, b">RedirectAddress<")),
    ("RED-09", lambda t: _serves(t, b"redirectUrl") or _serves(t, b">RedirectUrl<")),
    ("RED-01", lambda t: _redirected(t, 301, 302)),
    ("RED-02", lambda t: _redirected(t, 303, 307, 308)),
    ("ERR-09", lambda t: any(item.ended for item in t.exchanges)),
    ("ERR-01", lambda t: any(i.status >= 400 and i.status != 401 for i in t.exchanges)),
    ("AUTH-05", lambda t: any(i.status == 401 for i in t.exchanges)),
    ("SOAP-01", lambda t: _spoke(t, "soap")),
    ("AS-02", lambda t: _spoke(t, "mobilesync")),
    ("POX-10", lambda t: _spoke(t, "pox")),
)
