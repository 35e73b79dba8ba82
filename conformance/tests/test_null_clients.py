# SPDX-License-Identifier: Apache-2.0
"""No vacuous pass: a client that does not look passes no scenario at all."""

from __future__ import annotations

import pytest

from adconf.client import FEATURES
from adconf.paths import FAUX_CLIENTS
from adconf.verdict import Verdict
from crowd import faux_client, run_all, scenarios

NULL_CLIENTS = sorted(path.stem for path in FAUX_CLIENTS.glob("null_*.py"))


def test_there_are_three() -> None:
    assert len(NULL_CLIENTS) == 3


# Fails if a scenario can be passed without doing anything.
@pytest.mark.parametrize("name", NULL_CLIENTS)
def test_it_passes_nothing(name: str) -> None:
    rows = run_all(faux_client(name, FEATURES))
    assert len(rows) == len(scenarios())
    passed = [row.scenario.id for row in rows if row.judgement.verdict is Verdict.PASS]
    assert passed == []
    claimed = [row.judgement.verdict for row in rows]
    assert Verdict.UNSUPPORTED not in claimed
