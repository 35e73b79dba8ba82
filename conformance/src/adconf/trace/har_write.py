# SPDX-License-Identifier: Apache-2.0
"""A trace as HAR 1.2, which any HAR viewer opens; DNS and TLS are in custom fields."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qsl

from adconf.paths import version
from adconf.trace.model import Exchange, Message, Trace

FORMAT = "autodiscover-trace/1"
# Custom fields of HAR begin with an underscore.
FIELD = "_autodiscover"
# When it was recorded is nobody's business, and would make two recordings of one world differ.
_BEGINNING = datetime(2000, 1, 1, tzinfo=timezone.utc)


def har(trace: Trace) -> dict[str, Any]:
    """The document."""
    facts: dict[str, Any] = {
        "format": FORMAT,
        "address": trace.address,
        "origin": dict(trace.origin),
        "client": dict(trace.client),
        "outcome": dict(trace.outcome),
        "cleaned": dict(trace.cleaned),
        "dns": [_lean(asdict(item)) for item in trace.dns],
        "connections": [_lean(asdict(item)) for item in trace.connections],
    }
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "conform", "version": version()},
            "entries": [_entry(item) for item in trace.exchanges],
            FIELD: _lean(facts),
        }
    }


def _lean(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing."""
    nothing: tuple[object, ...] = ("", None, (), [], {}, False)
    return {
        key: _lean(value) if isinstance(value, dict) else value
        for key, value in fields.items()
        if value not in nothing or value == 0 and value is not False
    }


def _entry(item: Exchange) -> dict[str, Any]:
    own = {"connection": item.connection, "ended": item.ended}
    if item.raw:
        own["raw"] = base64.b64encode(item.raw).decode()
    return {
        "startedDateTime": (_BEGINNING + timedelta(milliseconds=item.t_ms)).isoformat(),
        "time": 0,
        "request": _request(item),
        "response": _response(item),
        "cache": {},
        "timings": {"send": 0, "wait": 0, "receive": 0},
        "connection": str(item.connection),
        FIELD: _lean(own),
    }


def _request(item: Exchange) -> dict[str, Any]:
    query = parse_qsl(item.target.partition("?")[2], keep_blank_values=True)
    written: dict[str, Any] = {
        "method": item.method,
        "url": item.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(item.request.headers),
        "queryString": _pairs(query),
        "headersSize": -1,
        "bodySize": len(item.request.body),
    }
    if item.request.body:
        written["postData"] = {"mimeType": item.request.header("Content-Type"), "params": []}
        written["postData"] |= _text(item.request)
    return written


def _response(item: Exchange) -> dict[str, Any]:
    content = {"size": len(item.reply.body), "mimeType": item.reply.header("Content-Type")}
    return {
        "status": item.status,
        "statusText": item.reason,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(item.reply.headers),
        "content": content | _text(item.reply),
        "redirectURL": item.reply.header("Location"),
        "headersSize": -1,
        "bodySize": len(item.reply.body),
    }


def _text(message: Message) -> dict[str, str]:
    """What is no UTF-8 goes as Base64, so that no byte is lost."""
    try:
        return {"text": message.body.decode("utf-8")}
    except UnicodeDecodeError:
        return {"text": base64.b64encode(message.body).decode(), "encoding": "base64"}


def _pairs(items: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in items]
