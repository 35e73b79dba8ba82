# SPDX-License-Identifier: Apache-2.0
"""Cleans a trace before it reaches a disk: nobody's names and no secret are left in it."""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from xml.sax.saxutils import escape

from adconf.errors import UsageError
from adconf.trace.encodings import forms, in_every_form
from adconf.trace.har_write import har
from adconf.trace.model import Certificate, Connection, Dns, Exchange, Message, Trace
from adconf.trace.pseudonym import DROPPED, Pseudonyms, base_of, is_reserved
from adconf.trace.rules import CERTIFICATE_PART, PUBLIC_HOSTS, VOCABULARY, Rules

_MACHINES = re.compile(
    r"x-(feserver|beserver|calculatedbetarget|calculatedfetarget|diaginfo|"
    r"targetbeserver|backendserver|servername)$"
)
_TOKENS = re.compile(r"x-.*(token|session|auth-?key|api-?key|canary).*|.*-token$")
_LOGINS = ("authorization", "proxy-authorization", "authentication-info", "x-user-identity")
# Names of elements and attributes.
_MARKUP = re.compile(rb"(?:</?(?:[\w-]+:)?|\s)([A-Za-z][\w-]*)(?=[\s/>]*>|\s[\w:-]+=|=)")
_WORD_MIN = 4
_NEEDLE_MIN = 6
_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(frozen=True)
class Wishes:
    """`secrets`: what is known to be one. `keep`: what stays. `key`: see Pseudonyms."""

    secrets: Sequence[str] = ()
    keep: Sequence[str] = ()
    key: bytes = field(default_factory=lambda: secrets.token_bytes(16))


def clean(trace: Trace, wishes: Wishes) -> Trace:
    """The same trace about nobody. Raises UsageError where something would be left."""
    keep = frozenset(item.lower() for item in wishes.keep)
    known = [*wishes.secrets, *_logins(trace)]
    first = _Cleaner(Pseudonyms(wishes.key), keep, known)
    first.trace(trace)
    second = _Cleaner(Pseudonyms(wishes.key), keep, known)
    second.rules.learn(_everywhere(first.names, known, trace, keep), _bases(trace, first.names))
    done = second.trace(trace)
    done = replace(done, cleaned=dict(sorted(second.names.counts.items())))
    refuse(json.dumps(har(done), ensure_ascii=False), second.names.originals, known, keep)
    return done


def summary(trace: Trace) -> str:
    """What was replaced, in a line."""
    parts = [f"{count} × {kind}" for kind, count in trace.cleaned.items()]
    return "replaced: " + (", ".join(parts) or "nothing")


def refuse(
    text: str, replaced: Iterable[tuple[str, str]], known: Iterable[str], keep: Iterable[str]
) -> None:
    """Raises UsageError where a secret, or a name that was replaced, stands in the text."""
    lower, kept = text.lower(), set(keep)
    for secret in known:
        if len(secret) >= _WORD_MIN and any(
            form in text for form in forms(secret) if len(form) >= min(_NEEDLE_MIN, len(secret))
        ):
            raise UsageError("not written: a known secret is still in the trace, in some encoding")
    for kind, original in replaced:
        name = original.lower()
        telling = len(name) > _NEEDLE_MIN and name not in VOCABULARY and name not in kept
        if (
            telling
            and kind != "local part"
            and re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", lower)
        ):
            raise UsageError(
                f"not written: a {kind} that was replaced in one place is still in another; "
                "name it with --secret, or with --keep where it may stay"
            )


def _logins(trace: Trace) -> list[str]:
    """The passwords and tokens that were sent."""
    found = []
    for item in trace.exchanges:
        scheme, _, value = item.request.header("Authorization").partition(" ")
        value = value.strip()
        if scheme.lower() == "basic":
            try:
                found.append(base64.b64decode(value).decode("utf-8", "replace").partition(":")[2])
            except binascii.Error:
                found.append(value)
        elif scheme.lower() == "bearer":
            found.append(value)
    return [item for item in dict.fromkeys(found) if len(item) >= _WORD_MIN and item != DROPPED]


def _everywhere(
    names: Pseudonyms, known: Sequence[str], trace: Trace, keep: frozenset[str]
) -> dict[str, str]:
    """What has to go wherever it stands: but not the words of which the XML itself is made."""
    texts = b" ".join(part.body for item in trace.exchanges for part in (item.request, item.reply))
    tags = {tag.decode().lower() for tag in _MARKUP.findall(texts)}
    kinds = {secret.lower(): "password" for secret in known}
    for kind, original in names.originals:
        if kind in ("name", "LegacyDN", "machine", "token", "cookie"):
            kinds.setdefault(original.lower().strip(), kind)
        if kind in ("name", "address"):
            words = re.findall(r"[^\W\d_]{4,}", original.rpartition("@")[0] or original)
            kinds.update({word.lower(): "name" for word in words if word.lower() not in kinds})
        if kind == "name" and "." in original:
            kinds.setdefault(base_of(original.lower()).split(".")[0], "name")
    return {
        word: kind
        for word, kind in kinds.items()
        if len(word) >= _WORD_MIN
        and word not in keep
        and (kind == "password" or (word not in VOCABULARY and word not in tags))
    }


def _bases(trace: Trace, names: Pseudonyms) -> set[str]:
    found = {original for kind, original in names.originals if kind == "name" and "." in original}
    found |= {item.host for item in trace.exchanges}
    return {
        base_of(name.lower())
        for name in found
        if "." in name
        and " " not in name
        and not is_reserved(name.lower())
        and name not in PUBLIC_HOSTS
    }


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&apos;"})


def _in_json(text: str) -> str:
    return json.dumps(text)[1:-1]


_WRITINGS: tuple[Callable[[str], str], ...] = (str, escape, _quoted, _in_json)


class _Cleaner:
    """One reading of a trace."""

    def __init__(self, names: Pseudonyms, keep: frozenset[str], known: Sequence[str]) -> None:
        self.names = names
        self.rules = Rules(names, keep)
        self._known = sorted(
            (item for item in known if len(item) >= _WORD_MIN), key=len, reverse=True
        )

    def trace(self, trace: Trace) -> Trace:
        """All of it."""
        return replace(
            trace,
            exchanges=tuple(self._exchange(item) for item in trace.exchanges),
            dns=tuple(self._dns(item) for item in trace.dns),
            connections=tuple(self._connection(item) for item in trace.connections),
            address=self._text(trace.address),
            origin=self._data(trace.origin),
            client=self._data(trace.client),
            outcome=self._data(trace.outcome),
        )

    def _data(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._data(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._data(item) for item in value]
        return self._text(value) if isinstance(value, str) else value

    def _text(self, text: str) -> str:
        return in_every_form(text, self._plain) if text else text

    def _plain(self, text: str) -> str:
        for secret in self._known:
            for written in _WRITINGS:
                if written(secret) in text:
                    text = text.replace(
                        written(secret), written(self.names.text("password", secret))
                    )
        return self.rules.apply(text)

    def _exchange(self, item: Exchange) -> Exchange:
        return replace(
            item,
            host=self.rules.host(item.host),
            target=self._text(item.target),
            reason=self._text(item.reason),
            request=self._message(item.request),
            reply=self._message(item.reply),
            raw=self._bytes(item.raw),
        )

    def _message(self, message: Message) -> Message:
        headers = tuple(
            (self._text(name), self._header(name, value)) for name, value in message.headers
        )
        return Message(headers, self._bytes(message.body))

    def _bytes(self, body: bytes) -> bytes:
        """Wide text by its mark; anything else as UTF-8, the bytes that are none untouched."""
        coding = _BOMS.get(body[:2])
        if coding:
            text = body[2:].decode(coding, "surrogatepass")
            return body[:2] + self._text(text).encode(coding, "surrogatepass")
        return self._text(body.decode("utf-8", "surrogateescape")).encode(
            "utf-8", "surrogateescape"
        )

    def _header(self, name: str, value: str) -> str:
        lower = name.lower()
        if value.endswith(DROPPED):
            return value
        if lower in _LOGINS:
            self.names.text("login", value)
            return f"{value.split(' ')[0]} {DROPPED}" if " " in value else DROPPED
        if lower == "www-authenticate" and re.match(r"(ntlm|negotiate)\s+\S", value, re.I):
            self.names.text("NTLM or Kerberos message", value)
            return f"{value.split(' ')[0]} {DROPPED}"
        if lower in ("cookie", "set-cookie"):
            return self._cookies(value, only_first=lower == "set-cookie")
        if _MACHINES.match(lower) and "." not in value:
            return self.names.text("machine", value)
        if _TOKENS.match(lower):
            return self.names.text("token", value)
        return self._text(value)

    def _cookies(self, value: str, only_first: bool) -> str:
        parts = value.split(";")
        for index, part in enumerate(parts):
            name, equals, content = part.partition("=")
            if equals and (index == 0 or not only_first):
                parts[index] = f"{name}={self.names.text('cookie', content)}"
            else:
                parts[index] = self._text(part)
        return ";".join(parts)

    def _dns(self, item: Dns) -> Dns:
        return replace(
            item,
            name=self._name(item.name),
            answers=tuple(self._answer(text) for text in item.answers),
        )

    def _answer(self, text: str) -> str:
        owner, kind, data = (text.split(" ", 2) + ["", ""])[:3]
        parts = data.split(" ")
        if kind in ("SRV", "CNAME", "MX", "NS"):
            parts[-1] = self._name(parts[-1])
        return f"{self._name(owner)} {kind} {self._text(' '.join(parts))}"

    def _name(self, name: str) -> str:
        return self.rules.host(name) if "." in name.rstrip(".") else name

    def _connection(self, item: Connection) -> Connection:
        shown = item.certificate
        return replace(
            item,
            host=self.rules.host(item.host),
            sni=self._name(item.sni),
            address=self._text(item.address),
            certificate=self._certificate(shown) if shown else None,
        )

    def _certificate(self, shown: Certificate) -> Certificate:
        return replace(
            shown,
            subject=self._subject(shown.subject),
            issuer=self._subject(shown.issuer),
            names=tuple(self._name(self._text(name)) for name in shown.names),
        )

    def _subject(self, text: str) -> str:
        """The parts that are no host: names of people, firms and places."""

        def part(found: re.Match[str]) -> str:
            value = found[2]
            named = "." in value and " " not in value
            return found[1] + (
                self._name(value) if named else self.names.text("certificate", value)
            )

        return self._text(CERTIFICATE_PART.sub(part, text))
