# SPDX-License-Identifier: Apache-2.0
"""The cases of the benchmark: a world each, the least that can be, and what the engine may take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

WORLDS = Path(__file__).resolve().parent / "worlds"
# How long the engine's default policy waits for a candidate that is silent (policy.h).
GRACE_S = 2.0


@dataclass(frozen=True)
class Case:
    """One mailbox, cold. All numbers are round trips.

    `ideal` is by arithmetic: candidates side by side, each name asked once, one connection a host,
    no password before a challenge. `path` is the way to the end, in which each thing waits for the
    one before it: SRV, and the ports that are asked. Its last host has the answer, if there is one.
    """

    name: str
    ideal: int
    bound: int
    path: tuple[str, ...] = ()
    found: bool = True
    waits_s: float = 0.0  # Besides.
    # The second of two discoveries, with what the first left in the cache, is in the `same`
    # process or in the `next`. Empty: there is only one.
    warm: str = ""

    @property
    def answer(self) -> str:
        """The host that a client which knew the answer would ask; empty: there is none."""
        return self.path[-1].partition(":")[0] if self.found and self.path else ""

    @property
    def world(self) -> Path:
        """Its file. The second discovery meets what the first one met."""
        return WORLDS / f"{'root-basic' if self.warm else self.name}.yaml"


SRV = "srv"
ROOT = "corp.test:443"
AUTODISCOVER = "autodiscover.corp.test:443"
PLAIN = "autodiscover.corp.test:80"
MAIL = "mail.corp.test:443"

CASES = [
    Case("root-basic", 5, 5, (ROOT,)),
    Case("root-ntlm", 6, 6, (ROOT,)),
    Case("root-absent", 5, 6, (AUTODISCOVER,)),
    Case("root-404", 5, 6, (AUTODISCOVER,)),
    Case("root-wrong-certificate", 5, 6, (AUTODISCOVER,)),
    Case("http-redirect-root-absent", 8, 9, (PLAIN, MAIL)),
    Case("http-redirect-root-404", 8, 9, (PLAIN, MAIL)),
    Case("srv-root-absent", 6, 7, (SRV, MAIL)),
    Case("srv-root-404", 6, 7, (SRV, MAIL)),
    Case("redirect-url", 10, 10, (ROOT, MAIL)),
    Case("all-404", 4, 5, (ROOT,), found=False),
    Case("nothing", 1, 2, (ROOT,), found=False),
    Case("root-black-hole", 5, 6, (AUTODISCOVER,), waits_s=GRACE_S),
    Case("cached-same-process", 1, 1, (ROOT,), warm="same"),
    Case("cached-next-process", 4, 4, (ROOT,), warm="next"),
]
