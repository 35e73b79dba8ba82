# SPDX-License-Identifier: Apache-2.0
"""A trace as values: what a client asked, and what it was answered, whoever wrote it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Header = tuple[str, str]
Headers = tuple[Header, ...]

# How a connection was met, where it was not simply accepted.
REFUSED, SILENT, RESET = "refused", "silent", "reset"
# How a reply ended, where it did not end well.
CUT, NOT_HTTP, NO_REPLY = "cut", "not-http", "no-reply"


@dataclass(frozen=True)
class Certificate:
    """What the server showed, and what a strict client thinks of it (`valid`, `expired` …)."""

    verdict: str
    subject: str = ""
    issuer: str = ""
    names: tuple[str, ...] = ()
    not_before: str = ""
    not_after: str = ""


@dataclass(frozen=True)
class Dns:
    """One question and its answer; `answers` are `NAME TYPE DATA`."""

    t_ms: float
    name: str
    type: str
    rcode: str
    answers: tuple[str, ...] = ()
    transport: str = "udp"


@dataclass(frozen=True)
class Connection:
    """One connection, and its handshake where there was one."""

    t_ms: float
    number: int
    host: str
    port: int
    address: str = ""
    met: str = ""
    tls: bool = False
    sni: str = ""
    tls_ok: bool = False
    tls_version: str = ""
    # What the client objected to.
    alert: str = ""
    certificate: Certificate | None = None
    # `client`, `server`, or `reset` (by the server); empty: it was open to the end.
    closed_by: str = ""


@dataclass(frozen=True)
class Message:
    """Headers and body; the body as it was meant, without framing and compression."""

    headers: Headers = ()
    body: bytes = b""

    def header(self, name: str) -> str:
        """The first value, or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value."""
        return tuple(value for key, value in self.headers if key.lower() == name.lower())


@dataclass(frozen=True)
class Exchange:
    """One request and its reply. `status` 0: there was none. `raw`: bytes that are no HTTP."""

    t_ms: float
    host: str
    port: int
    tls: bool
    method: str
    target: str
    request: Message
    status: int = 0
    reason: str = ""
    reply: Message = Message()
    connection: int = 0
    ended: str = ""
    raw: bytes = b""

    @property
    def path(self) -> str:
        """The target without its query, as it was sent."""
        return self.target.partition("?")[0]

    @property
    def url(self) -> str:
        """As a browser shows it."""
        if "://" in self.path:
            # Asked for as one asks a proxy.
            return self.target
        scheme, standard = ("https", 443) if self.tls else ("http", 80)
        port = "" if self.port == standard else f":{self.port}"
        return f"{scheme}://{self.host}{port}{self.target}"


@dataclass(frozen=True)
class Trace:
    """Everything that was seen, each list in the order of time.

    `origin`: who wrote it down, of what. `outcome`: what the client said, as adapters say it.
    """

    exchanges: tuple[Exchange, ...] = ()
    dns: tuple[Dns, ...] = ()
    connections: tuple[Connection, ...] = ()
    address: str = ""
    origin: Mapping[str, str] = field(default_factory=dict)
    client: Mapping[str, Any] = field(default_factory=dict)
    outcome: Mapping[str, Any] = field(default_factory=dict)
    # What the cleaner replaced: kind → how many different ones.
    cleaned: Mapping[str, int] = field(default_factory=dict)


_Timed = TypeVar("_Timed", Dns, Exchange)


def ordered(items: Sequence[_Timed]) -> tuple[_Timed, ...]:
    """In the order of time."""
    return tuple(sorted(items, key=lambda item: item.t_ms))
