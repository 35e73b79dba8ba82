# SPDX-License-Identifier: Apache-2.0
"""HAR 1.2 of our own, of a browser, of Fiddler or of mitmproxy, as a trace."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from adconf.errors import UsageError
from adconf.trace.har_write import FIELD
from adconf.trace.model import (
    Certificate,
    Connection,
    Dns,
    Exchange,
    Header,
    Message,
    Trace,
    ordered,
)

# Of HTTP/2: they say what the URL and the status say already.
_PSEUDO = ":"


def read_har(data: Mapping[str, Any], name: str) -> Trace:
    """Raises UsageError, with the field that is wrong."""
    try:
        log = data["log"]
        entries = log["entries"]
    except (KeyError, TypeError) as error:
        raise UsageError(f"{name}: no HAR: log.entries is missing") from error
    found = []
    for number, entry in enumerate(entries):
        try:
            found.append((_started(entry), _exchange(entry)))
        except (KeyError, TypeError, ValueError, binascii.Error, AttributeError) as error:
            text = f"{name}: log.entries[{number}]: no entry of HAR 1.2 ({error!r})"
            raise UsageError(text) from error
    begin = min((started for started, _ in found), default=0.0)
    exchanges = ordered([replace(item, t_ms=started - begin) for started, item in found])
    own = log.get(FIELD)
    if not own:
        return _guessed(exchanges, entries, name)
    try:
        return _own(own, exchanges)
    except (KeyError, TypeError) as error:
        raise UsageError(f"{name}: log.{FIELD}: not as conform writes it ({error})") from error


def _started(entry: Mapping[str, Any]) -> float:
    text = str(entry["startedDateTime"]).replace("Z", "+00:00")
    return datetime.fromisoformat(text).timestamp() * 1000


def _exchange(entry: Mapping[str, Any]) -> Exchange:
    asked, told = entry["request"], entry["response"]
    url = urlsplit(asked["url"])
    tls = url.scheme == "https"
    own = entry.get(FIELD) or {}
    return Exchange(
        t_ms=0.0,
        host=(url.hostname or "").lower(),
        port=url.port or (443 if tls else 80),
        tls=tls,
        method=asked["method"],
        target=(url.path or "/") + (f"?{url.query}" if url.query else ""),
        request=Message(_headers(asked), _body(asked.get("postData") or {})),
        # Browsers write 0 or -1 where there was no reply.
        status=max(0, int(told["status"])),
        reason=told.get("statusText") or "",
        reply=Message(_headers(told), _body(told.get("content") or {})),
        connection=int(own.get("connection", 0)),
        ended=own.get("ended", "") or ("" if int(told["status"]) > 0 else "no-reply"),
        raw=base64.b64decode(own.get("raw", "")),
    )


def _headers(part: Mapping[str, Any]) -> tuple[Header, ...]:
    return tuple(
        (item["name"], item["value"])
        for item in part.get("headers", ())
        if not item["name"].startswith(_PSEUDO)
    )


def _body(part: Mapping[str, Any]) -> bytes:
    text = part.get("text") or ""
    if part.get("encoding") == "base64":
        return base64.b64decode(text)
    return str(text).encode("utf-8", "surrogatepass")


def _own(own: Mapping[str, Any], exchanges: tuple[Exchange, ...]) -> Trace:
    return Trace(
        exchanges=exchanges,
        dns=tuple(Dns(**_with_tuple(item, "answers")) for item in own.get("dns", ())),
        connections=tuple(_connection(item) for item in own.get("connections", ())),
        address=own.get("address", ""),
        origin=own.get("origin", {}),
        client=own.get("client", {}),
        outcome=own.get("outcome", {}),
        cleaned=own.get("cleaned", {}),
    )


def _with_tuple(item: Mapping[str, Any], name: str) -> dict[str, Any]:
    fields: dict[str, Any] = dict(item)
    fields[name] = tuple(fields.get(name, ()))
    return fields


def _connection(item: Mapping[str, Any]) -> Connection:
    shown = item.get("certificate")
    if shown:
        shown = Certificate(**_with_tuple(shown, "names"))
    return Connection(**{**item, "certificate": shown})


def _guessed(
    exchanges: tuple[Exchange, ...], entries: Sequence[Mapping[str, Any]], name: str
) -> Trace:
    """What a browser does not write down: each host was found, and its certificate was good."""
    numbers: dict[tuple[str, int], Connection] = {}
    for item in exchanges:
        place = (item.host, item.port)
        met = Connection(
            item.t_ms,
            len(numbers) + 1,
            *place,
            tls=item.tls,
            sni=item.host if item.tls else "",
            tls_ok=item.tls,
            certificate=Certificate("valid") if item.tls else None,
        )
        numbers.setdefault(place, met)
    linked = tuple(
        replace(item, connection=numbers[(item.host, item.port)].number) for item in exchanges
    )
    addresses = {
        (urlsplit(entry["request"]["url"]).hostname or ""): entry.get("serverIPAddress") or ""
        for entry in entries
    }
    dns = [
        Dns(0.0, host, kind, "NOERROR", (f"{host} {kind} {address}",))
        for host, address in addresses.items()
        for kind in ("AAAA" if ":" in address else "A",)
        if address
    ]
    return Trace(linked, tuple(dns), tuple(numbers.values()), origin={"file": name})
