# SPDX-License-Identifier: Apache-2.0
"""`conform coverage`: which requirement is exercised by which scenario, and which by none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from adconf import yaml_file
from adconf.catalogue import LEVELS, Catalogue, Requirement
from adconf.errors import EXIT_AS_EXPECTED, EXIT_UNEXPECTED, UsageError
from adconf.scenario import Scenario

# Beside the catalogue: requirement id → why no scenario can show it.
REASONS_FILE = "without-scenario.yaml"
_WORDS_MIN = 4


def load_reasons(folder: Path) -> dict[str, str]:
    """Why some requirements have no scenario. Raises UsageError."""
    path = folder / REASONS_FILE
    if not path.is_file():
        return {}
    try:
        data = yaml_file.load(path)
    except yaml_file.BadYaml as error:
        raise UsageError(str(error.problem)) from error
    return {identifier: " ".join(str(reason).split()) for identifier, reason in data.items()}


def inconsistencies(
    catalogue: Catalogue, table: Mapping[str, Sequence[str]], reasons: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Requirement id and what is wrong: each has a scenario, or else a reason, and never both."""
    for identifier in catalogue.requirements:
        if not table[identifier] and identifier not in reasons:
            text = "no scenario shows it: write one, or give the reason here why none can"
            yield identifier, text
    for identifier, reason in reasons.items():
        if identifier not in catalogue.requirements:
            yield identifier, "is no requirement"
        elif table[identifier]:
            yield identifier, f"has a scenario, {table[identifier][0]}: take it out of this list"
        elif len(reason.split()) < _WORDS_MIN:
            yield identifier, "give the reason in a sentence"


def covered(catalogue: Catalogue, scenarios: Sequence[Scenario]) -> dict[str, list[str]]:
    """Requirement id → ids of the scenarios that exercise it, in the catalogue's order."""
    table: dict[str, list[str]] = {identifier: [] for identifier in catalogue.requirements}
    for scenario in scenarios:
        for identifier in scenario.requirements:
            table.setdefault(identifier, []).append(scenario.id)
    return table


def report(
    catalogue: Catalogue,
    scenarios: Sequence[Scenario],
    reasons: Mapping[str, str],
    require: str | None,
    as_json: bool,
) -> int:
    """Prints the table; 1 when something of level `require` or stronger is not covered."""
    table = covered(catalogue, scenarios)
    missing = [item for item in catalogue.requirements.values() if not table[item.id]]
    if as_json:
        document = {
            "covered": table,
            "uncovered": [item.id for item in missing],
            "reasons": {item.id: reasons.get(item.id, "") for item in missing},
        }
        print(json.dumps(document, indent=1))
    else:
        _print_table(catalogue, table)
        _print_missing(missing, reasons)
        _print_sum(catalogue, missing)
    demanded = LEVELS[: LEVELS.index(require) + 1] if require else ()
    lacking = [item for item in missing if item.level in demanded]
    return EXIT_UNEXPECTED if lacking else EXIT_AS_EXPECTED


def show(
    catalogue: Catalogue,
    scenarios: Sequence[Scenario],
    reasons: Mapping[str, str],
    identifiers: Sequence[str],
) -> int:
    """Of each of these requirements: the rule, and the worlds that show it."""
    unknown = [name for name in identifiers if name not in catalogue.requirements]
    if unknown:
        raise UsageError(f"no requirement is called {unknown[0]}; `conform coverage` lists them")
    for identifier in identifiers:
        print(catalogue.requirements[identifier].sentence)
        shown = [item for item in scenarios if identifier in item.requirements]
        for scenario in shown:
            print(f"  {scenario.id}: {scenario.title}")
        if not shown:
            print(f"  no scenario: {reasons.get(identifier, 'none was written')}")
    return EXIT_AS_EXPECTED


def _print_table(catalogue: Catalogue, table: dict[str, list[str]]) -> None:
    for identifier, names in table.items():
        if names:
            item = catalogue.requirements.get(identifier)
            level = item.level if item else "unknown"
            print(f"{identifier:<8} {level:<7} {' '.join(names)}")


def _print_missing(missing: Sequence[Requirement], reasons: Mapping[str, str]) -> None:
    print("\nwithout a scenario:")
    for item in missing:
        print(f"{item.id:<8} {item.level:<7} {item.rule}")
        if item.id in reasons:
            print(f"{'':<16} {reasons[item.id]}")


def _print_sum(catalogue: Catalogue, missing: Sequence[Requirement]) -> None:
    print()
    for level in LEVELS:
        total = sum(item.level == level for item in catalogue.requirements.values())
        lacking = sum(item.level == level for item in missing)
        print(f"{level:<7} {total - lacking} of {total} covered")
