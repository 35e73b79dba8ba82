# SPDX-License-Identifier: Apache-2.0
"""results.json: the verdicts for programs, as scenarios/schema/results.schema.json has them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adconf.paths import version
from adconf.runner import Row

if TYPE_CHECKING:
    from adconf.run import RunOutcome

SCHEMA = "autodiscover-results/1"


def document(outcome: RunOutcome) -> dict[str, Any]:
    """The whole document."""
    return {
        "schema": SCHEMA,
        "version": version(),
        "seconds": round(outcome.seconds, 3),
        "clients": {row.client.name: row.client.title for row in outcome.rows},
        "counts": counts(outcome.rows),
        "results": [row_document(row) for row in outcome.rows],
    }


def counts(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """Client → verdict → how many."""
    table: dict[str, Counter[str]] = {}
    for row in rows:
        table.setdefault(row.client.name, Counter())[row.judgement.verdict.value] += 1
    return {client: dict(sorted(verdicts.items())) for client, verdicts in table.items()}


def row_document(row: Row) -> dict[str, Any]:
    """One verdict."""
    return {
        "client": row.client.name,
        "scenario": row.scenario.id,
        "title": row.scenario.title,
        "level": row.scenario.level,
        "verdict": row.judgement.verdict.value,
        "requirements": list(row.scenario.requirements),
        "reason": row.judgement.reason,
        "reasons": list(row.judgement.reasons),
        "kinds": [kind.value for kind in row.judgement.kinds],
        "seconds": round(row.seconds, 3),
    }


def write(outcome: RunOutcome, path: Path) -> None:
    """Writes the file."""
    text = json.dumps(document(outcome), indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
