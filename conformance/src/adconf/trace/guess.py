# SPDX-License-Identifier: Apache-2.0
"""Which template of fake-exchange a reply may have come from. Whether it did is asked elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from adconf.trace.model import Exchange

Answer = Mapping[str, Any]

_PROTOCOL = re.compile(
    r"<(?:\w+:)?Protocol\b.*?<(?:\w+:)?Type>(\w+)<(.*?)(?=<(?:\w+:)?Protocol\b|$)", re.S
)
# Namespaces tell the schemas apart; the request's decides which answer it can get.
_SOAP = "http://schemas.microsoft.com/exchange/2010/Autodiscover"
_MOBILE = "autodiscover/mobilesync/requestschema"
_OUTLOOK = "autodiscover/outlook/requestschema"


def protocol_of(exchange: Exchange) -> str:
    """What the request speaks, as a MATCH of the world format names it."""
    body = exchange.request.body.decode("utf-8", "replace")
    if _SOAP in body:
        return "soap"
    if _MOBILE in body:
        return "mobilesync"
    if _OUTLOOK in body:
        return "pox"
    if (
        exchange.path.lower().endswith("autodiscover.json")
        or "/autodiscover.json/" in exchange.path
    ):
        return "v2"
    return "none"


def address_of(exchange: Exchange) -> str:
    """The mailbox that the request asks for."""
    body = exchange.request.body.decode("utf-8", "replace")
    return _value(body, "EMailAddress") or _value(body, "Mailbox")


def endpoint_of(exchange: Exchange) -> tuple[str, str]:
    """The field of a result and the URL that a reply serves; empty when it serves none."""
    body = exchange.reply.body.decode("utf-8", "replace")
    if protocol_of(exchange) == "mobilesync":
        return ("activesync_url", _value(body, "Url"))
    if protocol_of(exchange) == "soap":
        return ("ews_url", _setting(body, "ExternalEwsUrl") or _setting(body, "InternalEwsUrl"))
    blocks = _blocks(body)
    for kind in ("EXPR", "EXHTTP", "EXCH"):
        if blocks.get(kind):
            return ("ews_url", blocks[kind])
    return ("ews_url", "")


def candidates(exchange: Exchange) -> Iterator[Answer]:
    """Answers with a template that might give this reply, the plainest first."""
    body = exchange.reply.body.decode("utf-8", "replace")
    usual = {} if exchange.status == 200 else {"status": exchange.status}
    if not body.strip():
        yield {"reply": "empty", **usual}
    elif "<html" in body.lower():
        yield {"reply": "html", **usual}
    else:
        yield from ({**answer, **usual} for answer in _of_a_schema(exchange, body))


def _of_a_schema(exchange: Exchange, body: str) -> Iterator[Answer]:
    address = _value(body, "RedirectAddr") or _value(body, "Redirect")
    code = _value(body, "ErrorCode")
    target = _value(body, "RedirectUrl") or _value(body, "RedirectTarget")
    if "@" in address or (code == "RedirectAddress" and target):
        yield {"reply": "redirect-addr", "to": address or target}
    elif target:
        yield {"reply": "redirect-url", "to": target}
    elif code and code != "NoError":
        yield from _errors(code, _value(body, "Message") or _value(body, "ErrorMessage"))
    else:
        yield from _settings(exchange, body)


def _errors(code: str, message: str) -> Iterator[Answer]:
    number: Any = int(code) if code.isdigit() else code
    yield {"reply": "error", "code": number}
    yield {"reply": "error", "code": number, "message": message}
    # Of the request, not of the answer: whatever is served here, such a request gets this.
    yield {"reply": "settings"}


def _settings(exchange: Exchange, body: str) -> Iterator[Answer]:
    answer: dict[str, Any] = {"reply": "settings"}
    _, url = endpoint_of(exchange)
    inner = _setting(body, "InternalEwsUrl") or _blocks(body).get("EXCH", "")
    if url and url != f"https://{exchange.host}/EWS/Exchange.asmx":
        answer["ews"] = url
    if inner and inner != url:
        answer["ews_internal"] = inner
    primary = _value(body, "AutoDiscoverSMTPAddress") or _setting(body, "AutoDiscoverSMTPAddress")
    if primary and primary.lower() != address_of(exchange).lower():
        answer["smtp_address"] = primary
    yield answer
    yield {**answer, "ews_internal": ""}


def _blocks(body: str) -> dict[str, str]:
    """Type of a POX block → its URL; the first of each."""
    found: dict[str, str] = {}
    for kind, text in _PROTOCOL.findall(body):
        url = _value(text, "EwsUrl") or _value(text, "ASUrl")
        if url:
            found.setdefault(kind, url)
    return found


def _value(text: str, name: str) -> str:
    found = re.search(rf"<(?:\w+:)?{name}\b[^>/]*>([^<]*)<", text)
    return _unescaped(found[1].strip()) if found else ""


def _setting(text: str, name: str) -> str:
    """The value of a setting in SOAP, which has its name beside it."""
    found = re.search(rf"<(?:\w+:)?Name>{name}</(?:\w+:)?Name>\s*<(?:\w+:)?Value>([^<]*)<", text)
    return _unescaped(found[1].strip()) if found else ""


def _unescaped(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text
