# SPDX-License-Identifier: Apache-2.0
"""`conform check`: what is wrong with scenarios, with file, line, column and what is allowed."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jsonschema
from jsonschema.exceptions import ValidationError

from adconf import vacuity
from adconf.catalogue import FILE as CATALOGUE_FILE
from adconf.catalogue import LEVELS, Catalogue, load_catalogue
from adconf.client import EXPECTED_FAILURES, find_clients
from adconf.coverage import REASONS_FILE, covered, inconsistencies, load_reasons
from adconf.errors import UsageError
from adconf.paths import SCHEMAS, SMOKE, Programs
from adconf.scenario import load_scenarios, parse_scenario, scenario_files
from adconf.yaml_file import BadYaml, Positions, Problem, load

# Where any candidate may answer: their order is the subject, or nothing is wrong with any.
_FREE_ORDER = ("loc", "smoke")
_FAKE_EXCHANGE_LINE = re.compile(r"^(.+?):(\d+):(\d+): (?:([^:\s]+): )?(.+)$")


def check(
    folder: Path, files: Sequence[Path], clients: Path, programs: Programs | None
) -> list[Problem]:
    """Every problem of the given files, or of everything below `folder`, in the files' order.

    A folder among the files stands for the scenarios below it. Raises UsageError.
    """
    catalogue = load_catalogue(folder)
    paths = list(_named(files)) or list(scenario_files(folder).values())
    problems = [problem for path in paths for problem in check_scenario(path, catalogue)]
    if not files:
        problems += _check_catalogue(folder / CATALOGUE_FILE, catalogue)
        problems += [] if problems else _check_coverage(folder, catalogue)
        problems += _check_expected_failures(set(scenario_files(folder)), clients)
    if programs:
        known = {(problem.file, problem.line) for problem in problems}
        worlds = _check_worlds(paths, programs)
        problems += [item for item in worlds if (item.file, item.line) not in known]
    return problems


def _named(places: Sequence[Path]) -> Iterator[Path]:
    """The files that were named, and those below the folders that were."""
    for place in places:
        if not place.is_dir():
            yield place
            continue
        below = sorted(
            path
            for path in place.rglob("*.yaml")
            if path.name not in (CATALOGUE_FILE, REASONS_FILE)
        )
        if not below:
            raise UsageError(f"{place} holds no scenario (*.yaml); name one, or a folder that does")
        yield from below


def validator(name: str) -> Any:
    """A validator for one of the published schemas."""
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema)


_SCENARIO_VALIDATOR: list[Any] = []


def check_scenario(path: Path, catalogue: Catalogue) -> list[Problem]:
    """The problems of one scenario file."""
    try:
        data = load(path)
    except BadYaml as error:
        return [error.problem]
    except OSError as error:
        return [Problem(str(path), 1, 1, "", f"cannot be read: {error.strerror}")]
    positions = Positions(path.read_text(encoding="utf-8"))
    problems = [
        Problem(str(path), line, column, key, "stands twice")
        for key, line, column in positions.duplicate_keys()
    ]
    if not _SCENARIO_VALIDATOR:
        _SCENARIO_VALIDATOR.append(validator("scenario.schema.json"))
    errors = list(_SCENARIO_VALIDATOR[0].iter_errors(data))
    problems += [schema_problem(path, error, positions) for error in errors]
    if not errors:
        problems += _check_meaning(path, data, positions, catalogue)
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def schema_problem(path: Path, error: ValidationError, positions: Positions) -> Problem:
    """A schema error as a problem: the field, and what is allowed there."""
    error = _innermost(error)
    where = list(error.absolute_path)
    key = None
    message = error.message
    if error.validator == "additionalProperties" and isinstance(error.schema, dict):
        allowed = error.schema.get("properties", {})
        key = next((name for name in error.instance if name not in allowed), None)
        message = f"unknown field {key!r}; allowed are {', '.join(allowed) or 'numbers'}"
    elif "propertyNames" in error.absolute_schema_path:
        key = error.instance
        message = f"unknown field {key!r}; allowed are {', '.join(error.validator_value)}"
    elif error.validator == "enum":
        message = f"{error.instance!r} is not one of {', '.join(map(str, error.validator_value))}"
    line, column = positions.of(where, key)
    field = ".".join(str(part) for part in ([*where, key] if key else where))
    return Problem(str(path), line, column, field, message)


def _innermost(error: ValidationError) -> ValidationError:
    """Of alternatives that all fail, the one that gets furthest."""
    while error.context:
        error = max(
            error.context, key=lambda item: (len(item.absolute_path), item.validator != "type")
        )
    return error


def _check_meaning(
    path: Path, data: Mapping[str, Any], positions: Positions, catalogue: Catalogue
) -> Iterator[Problem]:
    def problem(where: Sequence[str | int], message: str) -> Problem:
        line, column = positions.of(where)
        return Problem(str(path), line, column, ".".join(map(str, where)), message)

    for index, identifier in enumerate(data["requirements"]):
        if catalogue.requirements and identifier not in catalogue.requirements:
            yield problem(["requirements", index], f"{identifier} is not in {CATALOGUE_FILE}")
    first = catalogue.requirements.get(data["requirements"][0])
    level = data.get("level")
    if first and level and LEVELS.index(level) < LEVELS.index(first.level):
        text = f"stronger than {first.id}, a {first.level!r}; a scenario may only be weaker"
        yield problem(["level"], text)
    try:
        scenario = parse_scenario("check/this", path, data, "must")
    except (ValueError, re.error) as error:
        yield problem(["expect"], str(error))
        return
    for message in vacuity.problems(scenario):
        yield problem(["expect"], message)
    if path.parent.name not in _FREE_ORDER:
        for message in vacuity.never_met(scenario, data["world"].get("hosts") or {}):
            yield problem(["expect"], message)


def _check_catalogue(path: Path, catalogue: Catalogue) -> Iterator[Problem]:
    if not path.is_file():
        return
    positions = Positions(path.read_text(encoding="utf-8"))
    data = load(path)
    if (SCHEMAS / "requirements.schema.json").is_file():
        for error in validator("requirements.schema.json").iter_errors(data):
            yield schema_problem(path, error, positions)
    seen: set[str] = set()
    for index, row in enumerate(data["requirements"]):
        if row["id"] in seen:
            line, column = positions.of(["requirements", index])
            yield Problem(str(path), line, column, "id", f"{row['id']} stands twice")
        seen.add(row["id"])
    assert seen == set(catalogue.requirements)


def _check_coverage(folder: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Where the scenarios are whole, each requirement has one, or a reason why it has none."""
    path = folder / REASONS_FILE
    if not path.is_file():
        return
    positions = Positions(path.read_text(encoding="utf-8"))
    table = covered(catalogue, load_scenarios(folder, catalogue.levels))
    for identifier, message in inconsistencies(catalogue, table, load_reasons(folder)):
        line, column = positions.of([], identifier)
        yield Problem(str(path), line, column, identifier, message)


def _check_expected_failures(known: set[str], folder: Path) -> Iterator[Problem]:
    for client in find_clients([], folder):
        path = client.folder / EXPECTED_FAILURES
        for identifier in client.expected_failures:
            if identifier not in known and not (SMOKE.parent / f"{identifier}.yaml").is_file():
                line, column = Positions(path.read_text(encoding="utf-8")).of([], identifier)
                yield Problem(str(path), line, column, identifier, "is no scenario")


def _check_worlds(paths: Sequence[Path], programs: Programs) -> list[Problem]:
    """What fake-exchange says about the worlds: it is the one that has to serve them."""
    if not paths:
        return []
    line = [str(programs.fake_exchange), "check", *map(str, paths)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return []
    output = (done.stdout + done.stderr).splitlines()
    found = [match for match in map(_FAKE_EXCHANGE_LINE.match, output) if match]
    if not found:
        return [Problem(str(programs.fake_exchange), 1, 1, "check", " / ".join(output[-3:]))]
    return [Problem(m[1], int(m[2]), int(m[3]), m[4] or "", m[5]) for m in found]
