# SPDX-License-Identifier: Apache-2.0
"""Each client with one defect is caught, by exactly the scenarios that are meant for it.

The base client goes through every scenario. A faulty one goes through those that are meant for
it, and through one in sixteen of those that catch another one, always the same: sixty clients in
two hundred scenarios each take ten minutes. AUTODISCOVER_EXHAUSTIVE=1 runs all in all.
"""

from __future__ import annotations

import os
from functools import cache
from zlib import crc32

import pytest

from adconf.paths import FAUX_CLIENTS
from adconf.verdict import Verdict
from crowd import caught_by, faux_client, run_all, scenarios, telling

BASE = "faux_base"
FAULTY = sorted(
    path.stem for path in FAUX_CLIENTS.glob("*.py") if not path.stem.startswith(("faux_", "null_"))
)


def scope(name: str) -> frozenset[str] | None:
    """The scenarios that a client is run in; None for all."""
    if name == BASE or os.environ.get("AUTODISCOVER_EXHAUSTIVE"):
        return None
    own = caught_by()[name].scenarios
    if caught_by()[name].everywhere:
        return own
    others = (each for each in telling() if crc32(f"{name} {each}".encode()) % 16 == 0)
    return own | frozenset(others)


@cache
def failures(name: str) -> frozenset[str]:
    """The scenarios that a client fails; none may end in an error."""
    rows = run_all(faux_client(name, caught_by()[name].claims), scope(name))
    errors = [
        f"{r.scenario.id}: {r.judgement.reason}"
        for r in rows
        if r.judgement.verdict is Verdict.ERROR
    ]
    assert errors == []
    return frozenset(row.scenario.id for row in rows if row.judgement.verdict is Verdict.FAIL)


def test_every_faux_client_has_its_list() -> None:
    assert len(FAULTY) >= 10
    assert set(caught_by()) == {BASE, *FAULTY}
    known = {scenario.id for scenario in scenarios()}
    assert {name for entry in caught_by().values() for name in entry.scenarios} <= known


# Fails if the scenarios fail a client that is right, or one that is wrong in something else.
def test_the_base_client_fails_only_what_is_said() -> None:
    assert sorted(failures(BASE)) == sorted(caught_by()[BASE].scenarios)


# Fails if a defect goes unnoticed, or is noticed where nobody meant it to be.
@pytest.mark.parametrize("name", FAULTY)
def test_each_defect_is_caught(name: str) -> None:
    meant = caught_by()[name]
    caught = failures(name) - failures(BASE)
    assert meant.scenarios, "no scenario is meant for it"
    assert sorted(meant.scenarios - caught) == []
    if not meant.everywhere:
        assert sorted(caught - meant.scenarios) == []
