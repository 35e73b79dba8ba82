# SPDX-License-Identifier: Apache-2.0
"""Runs the clients that are wrong on purpose through every scenario."""

from __future__ import annotations

import atexit
import os
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from adconf import yaml_file
from adconf.catalogue import load_catalogue
from adconf.client import FEATURES, Client
from adconf.paths import FAUX_CLIENTS, SCENARIOS, programs
from adconf.resident import Residents
from adconf.runner import Row, run_row
from adconf.scenario import Scenario, load_scenarios

# What the base client does, and so what each of them can be judged by.
FAUX_CLAIMS = FEATURES - set(
    "soap mobilesync mapi v2-host time-limits digest ntlm negotiate bearer".split()
)


def faux_client(name: str, claims: frozenset[str] = FAUX_CLAIMS) -> Client:
    """One of the programs in faux_clients/."""
    start = ("/usr/bin/python3", "faux_run.py")
    return Client(
        name, name, FAUX_CLIENTS, (*start, name), claims, {}, resident=(*start, "--resident")
    )


@cache
def _residents() -> Residents:
    """One process for all of them: it knows no client before it is in a world."""
    residents = Residents()
    atexit.register(residents.close)
    return residents


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Every scenario of the suite."""
    return tuple(load_scenarios(SCENARIOS, load_catalogue(SCENARIOS).levels))


@dataclass(frozen=True)
class CaughtBy:
    """The scenarios meant for a faux client. `everywhere`: others catch it too.

    `claims`: what it does besides, or in the place of, what the base client does.
    """

    scenarios: frozenset[str]
    everywhere: bool
    claims: frozenset[str] = FAUX_CLAIMS


@cache
def caught_by() -> dict[str, CaughtBy]:
    """Faux client → what catches it."""
    table = {}
    for name, entry in yaml_file.load(FAUX_CLIENTS / "caught-by.yaml").items():
        more = entry if isinstance(entry, dict) else {"scenarios": entry}
        table[name] = CaughtBy(
            scenarios=frozenset(more["scenarios"]),
            everywhere=more.get("everywhere", False),
            claims=frozenset(more.get("claims", FAUX_CLAIMS)) | frozenset(more.get("speaks", ())),
        )
    return table


@cache
def telling() -> frozenset[str]:
    """The scenarios that catch one of the faux clients, and so tell their defects apart."""
    return frozenset(name for entry in caught_by().values() for name in entry.scenarios)


class Crowd:
    """Runs that are asked for together, side by side: most of a run is waiting."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=2 * (os.cpu_count() or 1))
        self._programs = programs()

    def run(self, client: Client, only: frozenset[str] | None = None) -> list[Future[Row]]:
        """The client in every scenario, or in those named: what will come of it."""
        return [
            self._pool.submit(run_row, scenario, client, self._programs, _residents())
            for scenario in scenarios()
            if only is None or scenario.id in only
        ]

    def close(self) -> None:
        """Whatever has not begun is not begun any more."""
        self._pool.shutdown(cancel_futures=True)
