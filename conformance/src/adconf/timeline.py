# SPDX-License-Identifier: Apache-2.0
"""A transcript for people: one line an event."""

from __future__ import annotations

from collections.abc import Sequence

from adconf.pattern import Event

# A peer may send texts without end. The transcript has them whole.
_UNREAD_SHOWN = 40
_LINES_SHOWN = 80
_LINE_SHOWN = 600
_ITEMS_SHOWN = 4
_VALUE_SHOWN = 200


def timeline(events: Sequence[Event]) -> list[str]:
    """The exchange, one line an event: number, time, what happened."""
    width = len(str(len(events))) + 1
    return [
        f"{number(event):>{width}} {event.get('t_ms', 0):>9.1f} ms  {describe(event)}"
        for event in events
    ]


def number(event: Event) -> str:
    """`#7`, as reasons name events."""
    return f"#{event['seq']}"


def describe(event: Event) -> str:
    """What happened, in one line. Control characters, which a peer may send, are spelled out."""
    describer = _DESCRIBERS.get(event["kind"])
    return printable(describer(event) if describer else event["kind"])


def carried(event: Event) -> list[str]:
    """The headers and the body of a request or reply, as lines; nothing for other events."""
    lines = [f"{name}: {value}" for name, value in event.get("headers", ())]
    if event.get("body"):
        lines += ["", *str(event["body"]).splitlines()]
    shown = [printable(short(line, _LINE_SHOWN)) for line in lines[:_LINES_SHOWN]]
    more = len(lines) - len(shown)
    return [*shown, f"… and {more} more lines"] if more else shown


def several(items: Sequence[str], separator: str = ", ") -> str:
    """The first few, and how many more there are."""
    shown = [short(str(item)) for item in items[:_ITEMS_SHOWN]]
    more = len(items) - len(shown)
    return separator.join(shown) + (f"{separator}and {more} more" if more else "")


def short(text: str, limit: int = _VALUE_SHOWN) -> str:
    """The text, or its beginning and how much is missing."""
    if len(text) <= limit:
        return text
    return f"{text[:limit]}… and {len(text) - limit} more characters"


def printable(text: str) -> str:
    """The text with everything spelled out that a terminal would obey instead of show."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _dns(event: Event) -> str:
    answers = several(event.get("answers", ())) or "nothing"
    rcode = event.get("rcode", "")
    shown = answers if rcode == "NOERROR" else rcode
    over = " over TCP" if event.get("transport") == "tcp" else ""
    return f"dns      {event.get('type')} {short(event.get('name', ''))}{over} → {shown}"


def _connect(event: Event) -> str:
    fault = f" ({event['fault']})" if event.get("fault") else ""
    return f"connect  {_place(event)}{fault}"


def _tls(event: Event) -> str:
    sni = f" for {event['sni']}" if event.get("sni") else ""
    if event.get("ok"):
        return f"tls      {_place(event)}{sni}: {event.get('version', 'ok')}"
    why = short(event.get("alert") or event.get("reason") or "no reason given")
    return f"tls      {_place(event)}{sni} failed: {why}"


def _request(event: Event) -> str:
    scheme = "https" if event.get("tls") else "http"
    standard = 443 if event.get("tls") else 80
    port = "" if event.get("port") == standard else f":{event.get('port')}"
    target = event.get("target", event.get("path", ""))
    url = target if "://" in target else f"{scheme}://{event.get('host')}{port}{target}"
    parts = [f"request  {event.get('method')} {short(url)}"]
    if event.get("protocol", "none") != "none":
        parts.append(event["protocol"].upper())
    if event.get("address"):
        parts.append(f"for {short(event['address'])}")
    parts.append(_authorization(event))
    return ", ".join(parts)


def _authorization(event: Event) -> str:
    scheme = event.get("auth", "none")
    if scheme == "none":
        return "no credentials"
    outcome = event.get("credential", "none")
    return f"{scheme} credentials" + ("" if outcome == "none" else f" ({outcome})")


def _reply(event: Event) -> str:
    parts = [f"reply    {event.get('status', 'no status')} from {_place(event)}"]
    if event.get("reply", "none") != "none":
        parts.append(event["reply"])
    if event.get("location"):
        parts.append(f"Location: {short(event['location'])}")
    if event.get("ews"):
        parts.append(f"EWS: {several(event['ews'], ' ')}")
    if event.get("fault"):
        parts.append(f"fault: {event['fault']}")
    return ", ".join(parts)


def _ldap(event: Event) -> str:
    parts = [f"ldap     {event.get('operation')} at {_place(event)}"]
    if event.get("tls"):
        parts.append("over TLS")
    if event.get("operation") == "bind":
        parts.append(event.get("method", ""))
        if event.get("credential", "none") != "none":
            parts.append(event["credential"])
    if event.get("operation") == "search":
        parts.append(f"{event.get('scope')} of '{event.get('base')}' for {event.get('filter')}")
        parts.append(f"{event.get('entries', 0)} found")
    if event.get("result"):
        parts.append(f"result {event['result']}")
    if event.get("fault"):
        parts.append(f"fault: {event['fault']}")
    return ", ".join(parts)


def _close(event: Event) -> str:
    unread = f", unread: {event['unread'][:_UNREAD_SHOWN]}" if event.get("unread") else ""
    counts = f"{event.get('bytes_in', 0)} bytes in, {event.get('bytes_out', 0)} out"
    return f"close    {_place(event)} by {event.get('by', 'somebody')}, {counts}{unread}"


def _secret(event: Event) -> str:
    what = "cookie" if event.get("form") == "cookie" else "password"
    over = "over TLS" if event.get("tls") else "IN CLEAR"
    return (
        f"SECRET   the {what} arrived at {_place(event)} {over}, "
        f"in {event.get('where')} of #{event.get('event')} ({event.get('form')})"
    )


def _address(event: Event) -> str:
    over = "over TLS" if event.get("tls") else "in clear"
    return (
        f"address  arrived at {_place(event)} {over}, "
        f"in {event.get('where')} of #{event.get('event')} ({event.get('form')})"
    )


def _place(event: Event) -> str:
    host, port = event.get("host"), event.get("port")
    return f"{host}:{port}" if host else "the resolver"


_DESCRIBERS = {
    "dns": _dns,
    "connect": _connect,
    "tls": _tls,
    "request": _request,
    "reply": _reply,
    "ldap": _ldap,
    "close": _close,
    "secret": _secret,
    "address": _address,
}
