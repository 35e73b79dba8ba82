# SPDX-License-Identifier: Apache-2.0
"""YAML with positions: values for the driver, and the line and column of any field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

# The loader written in C; ten times as fast.
_LOADER = yaml.CSafeLoader


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a file, for people."""

    file: str
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        return (
            f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"
        )


class BadYaml(Exception):
    """The text is no YAML, or no mapping."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def load(path: Path, name: str = "", unique: bool = False) -> dict[str, Any]:
    """The file's mapping, every key a string; empty when the file is. Raises BadYaml.

    `unique`: also for a key that stands twice, of which YAML would take the last in silence.
    """
    shown = name or str(path)
    try:
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadYaml(_syntax_problem(shown, error)) from error
    for key, line, column in Positions(text).duplicate_keys() if unique else ():
        raise BadYaml(Problem(shown, line, column, key, "stands twice; keep one of the two"))
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise BadYaml(Problem(shown, 1, 1, "", "the file must hold one mapping"))
    return {str(key): _with_text_keys(value) for key, value in data.items()}


def _syntax_problem(name: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(name, line, column, "", str(getattr(error, "problem", None) or error))


def _with_text_keys(value: Any) -> Any:
    """Port numbers are keys that YAML reads as numbers; a schema wants text."""
    if isinstance(value, dict):
        return {str(key): _with_text_keys(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_text_keys(item) for item in value]
    return value


class Positions:
    """Line and column of each field of one file. Only checks need it, so it is parsed apart."""

    def __init__(self, text: str) -> None:
        self._root = yaml.compose(text, Loader=_LOADER)

    def of(self, path: Sequence[str | int], key: str | None = None) -> tuple[int, int]:
        """Where the value at `path` is; with `key`, where that key of the mapping there is."""
        node = self._root
        for part in path:
            below = _child(node, part)
            if below is None:
                break
            node = below
        if key is not None and isinstance(node, yaml.MappingNode):
            for name, _ in node.value:
                if str(name.value) == key:
                    node = name
                    break
        return (node.start_mark.line + 1, node.start_mark.column + 1) if node else (1, 1)

    def duplicate_keys(self) -> Iterator[tuple[str, int, int]]:
        """Keys that stand twice in one mapping, which YAML would let pass in silence."""
        yield from _duplicates(self._root)


def _child(node: Any, part: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if str(key.value) == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part]
    return None


def _duplicates(node: Any) -> Iterator[tuple[str, int, int]]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _duplicates(item)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.value, key.start_mark.line + 1, key.start_mark.column + 1
            seen.add(key.value)
            yield from _duplicates(value)
