# SPDX-License-Identifier: Apache-2.0
"""What passed, while it passes: filled by many threads, read when the client is done."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from adconf.trace.model import SILENT, Connection, Dns
from adconf.trace.streams import Stream
from adconf.trace.upstream import Place


@dataclass
class Recorded:
    """One connection with what passed over it."""

    facts: Connection
    asked: Stream = field(default_factory=Stream)
    answered: Stream = field(default_factory=Stream)


class Recorder:
    """Everything that passed; filled by many threads, read when the client is done."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._started = time.monotonic()
        self.dns: list[Dns] = []
        self.connections: list[Recorded] = []

    def now(self) -> float:
        """Milliseconds since the recording began."""
        return round((time.monotonic() - self._started) * 1000, 3)

    def heard(self, item: Dns) -> None:
        """A question was answered, or not."""
        with self._lock:
            self.dns.append(item)

    def opened(self, place: Place, address: str) -> Recorded:
        """A connection was accepted; until its server has said something it is silent."""
        with self._lock:
            facts = Connection(
                self.now(), len(self.connections) + 1, place.host, place.port, address, met=SILENT
            )
            self.connections.append(Recorded(facts))
            return self.connections[-1]
