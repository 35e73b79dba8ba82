# SPDX-License-Identifier: Apache-2.0
"""`conform coverage`: which requirement is exercised by which scenario, and which by none."""

from __future__ import annotations

import json
from collections.abc import Sequence

from adconf.catalogue import LEVELS, Catalogue, Requirement
from adconf.errors import EXIT_AS_EXPECTED, EXIT_UNEXPECTED
from adconf.scenario import Scenario


def covered(catalogue: Catalogue, scenarios: Sequence[Scenario]) -> dict[str, list[str]]:
    """Requirement id → ids of the scenarios that exercise it, in the catalogue's order."""
    table: dict[str, list[str]] = {identifier: [] for identifier in catalogue.requirements}
    for scenario in scenarios:
        for identifier in scenario.requirements:
            table.setdefault(identifier, []).append(scenario.id)
    return table


def report(
    catalogue: Catalogue, scenarios: Sequence[Scenario], require: str | None, as_json: bool
) -> int:
    """Prints the table; 1 when something of level `require` or stronger is not covered."""
    table = covered(catalogue, scenarios)
    missing = [item for item in catalogue.requirements.values() if not table[item.id]]
    if as_json:
        document = {"covered": table, "uncovered": [item.id for item in missing]}
        print(json.dumps(document, indent=1))
    else:
        _print_table(catalogue, table)
        _print_missing(missing)
        _print_sum(catalogue, missing)
    demanded = LEVELS[: LEVELS.index(require) + 1] if require else ()
    lacking = [item for item in missing if item.level in demanded]
    return EXIT_UNEXPECTED if lacking else EXIT_AS_EXPECTED


def _print_table(catalogue: Catalogue, table: dict[str, list[str]]) -> None:
    for identifier, names in table.items():
        if names:
            item = catalogue.requirements.get(identifier)
            level = item.level if item else "unknown"
            print(f"{identifier:<8} {level:<7} {' '.join(names)}")


def _print_missing(missing: Sequence[Requirement]) -> None:
    print("\nwithout a scenario:")
    for item in missing:
        print(f"{item.id:<8} {item.level:<7} {item.rule}")


def _print_sum(catalogue: Catalogue, missing: Sequence[Requirement]) -> None:
    print()
    for level in LEVELS:
        total = sum(item.level == level for item in catalogue.requirements.values())
        lacking = sum(item.level == level for item in missing)
        print(f"{level:<7} {total - lacking} of {total} covered")
