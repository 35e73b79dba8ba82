# SPDX-License-Identifier: Apache-2.0
"""Several runs of one client in one world: what differs between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_UNIT_S = {"h": 3600, "d": 24 * 3600}


@dataclass(frozen=True)
class Run:
    """One of several runs.

    `address`: the mailbox, and the login with it, where it is not the scenario's. `later_s`: how
    far the client's clock is ahead. `damaged`: whatever the client has kept is overwritten before.
    """

    address: str | None = None
    allow_redirect_to: tuple[str, ...] | None = None
    later_s: int = 0
    damaged: bool = False


# Most scenarios have this one.
ONCE = (Run(),)


def parse_runs(data: Sequence[Mapping[str, Any] | None]) -> tuple[Run, ...]:
    """`client.runs`; empty: one run."""
    return tuple(_run(item or {}) for item in data) or ONCE


def _run(data: Mapping[str, Any]) -> Run:
    allowed, later = data.get("allow_redirect_to"), data.get("later", "0h")
    return Run(
        address=data.get("address"),
        allow_redirect_to=None if allowed is None else tuple(allowed),
        later_s=int(later[:-1]) * _UNIT_S[later[-1]],
        damaged=data.get("damaged", False),
    )
