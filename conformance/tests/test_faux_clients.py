# SPDX-License-Identifier: Apache-2.0
"""Each client with one defect is caught, by exactly the scenarios that are meant for it.

The base client goes through every scenario. A faulty one goes through those that are meant for
it, and through one in thirty-two of those that catch another one, always the same: sixty clients in
two hundred scenarios each take ten minutes. AUTODISCOVER_EXHAUSTIVE=1 runs all in all.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from zlib import crc32

import pytest

from adconf.paths import FAUX_CLIENTS
from adconf.verdict import Verdict
from crowd import Crowd, caught_by, faux_client, scenarios, telling

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
    others = (each for each in telling() if crc32(f"{name} {each}".encode()) % 32 == 0)
    return own | frozenset(others)


class Runs:
    """All runs that the chosen tests need, begun at once."""

    def __init__(self, crowd: Crowd, names: Iterable[str]) -> None:
        self._begun = {
            name: crowd.run(faux_client(name, caught_by()[name].claims), scope(name))
            for name in dict.fromkeys(names)
        }

    def failures(self, name: str) -> frozenset[str]:
        """The scenarios that a client fails; none may end in an error."""
        rows = [future.result() for future in self._begun[name]]
        errors = [
            f"{r.scenario.id}: {r.judgement.reason}"
            for r in rows
            if r.judgement.verdict is Verdict.ERROR
        ]
        assert errors == []
        return frozenset(row.scenario.id for row in rows if row.judgement.verdict is Verdict.FAIL)


@pytest.fixture(name="runs", scope="module")
def _runs(request: pytest.FixtureRequest) -> Iterator[Runs]:
    chosen = [getattr(item, "callspec", None) for item in request.session.items]
    names = [each.params["name"] for each in chosen if each and "name" in each.params]
    crowd = Crowd()
    yield Runs(crowd, [BASE, *(name for name in names if name in FAULTY)])
    crowd.close()


def test_every_faux_client_has_its_list() -> None:
    assert len(FAULTY) >= 10
    assert set(caught_by()) == {BASE, *FAULTY}
    known = {scenario.id for scenario in scenarios()}
    assert {name for entry in caught_by().values() for name in entry.scenarios} <= known


# Fails if the scenarios fail a client that is right, or one that is wrong in something else.
def test_the_base_client_fails_only_what_is_said(runs: Runs) -> None:
    assert sorted(runs.failures(BASE)) == sorted(caught_by()[BASE].scenarios)


# Fails if a defect goes unnoticed, or is noticed where nobody meant it to be.
@pytest.mark.parametrize("name", FAULTY)
def test_each_defect_is_caught(runs: Runs, name: str) -> None:
    meant = caught_by()[name]
    caught = runs.failures(name) - runs.failures(BASE)
    assert meant.scenarios, "no scenario is meant for it"
    assert sorted(meant.scenarios - caught) == []
    if not meant.everywhere:
        assert sorted(caught - meant.scenarios) == []
