# SPDX-License-Identifier: Apache-2.0
"""What a scenario says of a reply's bytes: text where they are text, else a file beside it."""

from __future__ import annotations

import hashlib
from typing import Any

from adconf.trace.model import CUT, NOT_HTTP, Exchange, Trace

# In a text these would stand for something else.
_PLACES = ("{path}", "{host}", "{address}", "{padding}")
# A server may promise any length. How much of it is missing does not matter, but that it is.
_MISSING_MAX = 1_000_000


def body(item: Exchange) -> dict[str, Any]:
    """The fields of an answer that give the reply's body, whole or cut."""
    fields: dict[str, Any] = {"fault": {"truncate_after": len(item.reply.body)}}
    if item.ended != CUT:
        fields = {}
    elif is_text(item.reply.body):
        # The part that never came is not known; blanks stand for it, and do not come either.
        padding = {"text": " ", "times": _missing(item)}
        return {"body": item.reply.body.decode() + "{padding}", "padding": padding, **fields}
    data = _bytes(item)
    return ({"body": data.decode()} if is_text(data) else {"body_file": _name(data)}) | fields


def not_http(item: Exchange) -> dict[str, Any]:
    """The fields of an answer that is these bytes and nothing else."""
    if is_text(item.raw):
        return {"raw": item.raw.decode()}
    return {"version": "0.9", "body_file": _name(item.raw)}


def is_text(data: bytes) -> bool:
    """Whether the world format gives these bytes back when they are written as text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(place in text for place in _PLACES)


def files(trace: Trace, text: str) -> dict[str, bytes]:
    """The files that the text of a scenario names, with their bytes."""
    named = {_name(_bytes(item)): _bytes(item) for item in trace.exchanges}
    return {name: data for name, data in named.items() if name in text}


def _bytes(item: Exchange) -> bytes:
    if item.ended == NOT_HTTP:
        return item.raw
    return item.reply.body + (b" " * _missing(item) if item.ended == CUT else b"")


def _missing(item: Exchange) -> int:
    promised = item.reply.header("Content-Length")
    missing = int(promised) - len(item.reply.body) if promised.isdigit() else 1
    return min(max(1, missing), _MISSING_MAX)


def _name(data: bytes) -> str:
    return f"reply-{hashlib.sha256(data).hexdigest()[:12]}.bin"
