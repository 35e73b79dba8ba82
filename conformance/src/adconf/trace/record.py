# SPDX-License-Identifier: Apache-2.0
"""Records one session: a client in a chamber, a proxy around it, an upstream behind the proxy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adconf.trace.chamber import Chamber, Ended, Job
from adconf.trace.model import Trace, ordered
from adconf.trace.proxy import Proxy
from adconf.trace.recorder import Recorder
from adconf.trace.streams import exchanges
from adconf.trace.upstream import Upstream


@dataclass(frozen=True)
class Session:
    """What is known before it begins."""

    job: Job
    address: str = ""
    origin: Mapping[str, str] = field(default_factory=dict)
    client: Mapping[str, Any] = field(default_factory=dict)


def record(session: Session, upstream: Upstream) -> tuple[Trace, Ended]:
    """Runs the client to its end; what was seen is not cleaned yet, and must not reach a disk."""
    recorder = Recorder()
    proxy = Proxy(upstream, recorder)
    chamber = Chamber(session.job, proxy.authority.pem)
    proxy.start(chamber.link)
    try:
        ended = chamber.wait()
    finally:
        proxy.stop()
    return _trace(session, recorder), ended


def _trace(session: Session, recorder: Recorder) -> Trace:
    met = list(recorder.connections)
    seen = [
        exchange for item in met for exchange in exchanges(item.facts, item.asked, item.answered)
    ]
    return Trace(
        exchanges=ordered(seen),
        dns=ordered(recorder.dns),
        connections=tuple(item.facts for item in met),
        address=session.address,
        origin=session.origin,
        client=session.client,
    )
