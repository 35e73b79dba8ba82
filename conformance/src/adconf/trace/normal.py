# SPDX-License-Identifier: Apache-2.0
"""What two recordings of one world must have in common: the sequence, without clocks and taste."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from adconf.trace.guess import endpoint_of, protocol_of
from adconf.trace.model import Connection, Dns, Exchange, Trace

_NOTHING = ("NOERROR", "NXDOMAIN")


def sequence(trace: Trace) -> list[str]:
    """The exchanges, each in a line, host by host: hosts may be asked at the same time.

    A second attempt at DNS, or a connection more, depends on the machine's load, so that of these
    only the different ones count. A name that is not there does not count at all: clients that ask
    for several names at once stop when one has answered.
    """
    told = [item for item in trace.dns if item.answers or item.rcode not in _NOTHING]
    lines = [f"dns {line}" for line in sorted({_dns(item) for item in told})]
    lines += sorted({_connection(item) for item in trace.connections})
    by_host: dict[tuple[str, int], list[str]] = {}
    for item in trace.exchanges:
        by_host.setdefault((item.host, item.port), []).append(_exchange(item))
    for place in sorted(by_host):
        lines += by_host[place]
    return lines


def order(trace: Trace) -> list[str]:
    """All exchanges in the order in which they were asked."""
    return [_exchange(item) for item in trace.exchanges]


def differences(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """What is in one and not in the other, for people."""
    first, second = Counter(one), Counter(other)
    return [f"- {line}" for line in (first - second)] + [f"+ {line}" for line in (second - first)]


def _dns(item: Dns) -> str:
    kinds = sorted(" ".join(answer.split(" ")[1:]) for answer in item.answers)
    # Which address a host has is the world's choice.
    shown = [kind.split(" ")[0] if kind[:2] in ("A ", "AA") else kind for kind in kinds]
    return f"{item.type} {item.name} {item.transport} {item.rcode} {','.join(shown)}"


def _connection(item: Connection) -> str:
    verdict = item.certificate.verdict if item.certificate else "-"
    tls = f"tls {verdict} {'ok' if item.tls_ok else 'refused'}" if item.tls else "plain"
    return f"connection {item.host}:{item.port} {item.met} {tls}".replace("  ", " ")


def _exchange(item: Exchange) -> str:
    credentials = item.request.header("Authorization").split(" ")[0].lower() or "none"
    challenges = sorted(value.split(" ")[0].lower() for value in item.reply.all("WWW-Authenticate"))
    field, url = endpoint_of(item)
    parts = [
        f"{item.method} {item.url} {protocol_of(item)} auth={credentials} → {item.status}",
        item.ended,
        f"location={item.reply.header('Location')}" if item.reply.header("Location") else "",
        f"challenge={','.join(challenges)}" if challenges else "",
        f"{field}={url}" if url else "",
    ]
    return " ".join(part for part in parts if part)
