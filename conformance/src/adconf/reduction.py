# SPDX-License-Identifier: Apache-2.0
"""Makes nested data smaller while something holds of it (delta debugging). Knows no scenario.

First whole branches, then what hangs on those that stay, at last the texts; again until nothing
more can go. Several attempts are made at once, and the first that holds is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from typing import Any

Data = dict[str, Any]
Path = tuple[str | int, ...]
# What is put together when some pieces of it, by number, are left out.
Build = Callable[[frozenset[int]], Data]

# Shorter texts are names and addresses, which a reader wants whole.
_LONG_TEXT = 64
_MOST_PIECES = 400


class OutOfTime(Exception):
    """Raised by `holds` to end the search; what was reached stays."""


class Reducer:
    """`data` is the smallest so far; `roots` are the branches from which anything may go."""

    def __init__(
        self,
        data: Data,
        roots: Sequence[Path],
        holds: Callable[[Data], bool],
        pool: Executor,
        jobs: int,
    ) -> None:
        self.data = data
        self._roots = roots
        self._holds = holds
        self._pool = pool
        self._jobs = jobs

    def run(self) -> None:
        """Reduces until nothing more can go, or time is out."""
        try:
            while self._branches() | self._texts():
                pass
        except OutOfTime:
            return

    def _branches(self) -> bool:
        changed, depth = False, 0
        while True:
            base = self.data
            paths = [path for root in self._roots for path in _below(base, root, depth)]
            if not paths and depth > 2:
                return changed
            changed |= self._minimise(len(paths), lambda out: _without(base, paths, out))
            depth += 1

    def _texts(self) -> bool:
        changed = False
        for pattern in (r"[^\n]*\n|[^\n]+", r"[^<>\s]+|\s+|<|>"):
            for path in [path for root in self._roots for path in _long_texts(self.data, root)]:
                changed |= self._text(path, re.findall(pattern, _at(self.data, path), re.DOTALL))
        return changed

    def _text(self, path: Path, pieces: Sequence[str]) -> bool:
        if not 1 < len(pieces) <= _MOST_PIECES:
            return False
        base = self.data

        def build(out: frozenset[int]) -> Data:
            left = "".join(piece for index, piece in enumerate(pieces) if index not in out)
            rebuilt: Data = _replaced(base, path, left)
            return rebuilt

        return self._minimise(len(pieces), build)

    def _minimise(self, count: int, build: Build) -> bool:
        """Leaves out as many of the pieces as can be: large chunks first, then smaller ones."""
        left, out = list(range(count)), frozenset[int]()
        chunk = count
        while chunk:
            start = 0
            while start < len(left):
                starts = range(start, len(left), chunk)[: self._jobs]
                attempts = [out | frozenset(left[at : at + chunk]) for at in starts]
                built = [build(attempt) for attempt in attempts]
                held = list(self._pool.map(self._holds, built))
                hit = next((index for index, good in enumerate(held) if good), None)
                if hit is None:
                    start = starts[-1] + chunk
                    continue
                self.data, out = built[hit], attempts[hit]
                del left[starts[hit] : starts[hit] + chunk]
                start = starts[hit]
            chunk //= 2
        return bool(out)


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _exists(data: Any, path: Path) -> bool:
    for part in path:
        if not isinstance(data, dict) or part not in data:
            return False
        data = data[part]
    return True


def _below(data: Data, root: Path, depth: int) -> Iterator[Path]:
    """The paths that lie so many steps below the root."""
    if _exists(data, root):
        yield from _descend(_at(data, root), root, depth)


def _descend(value: Any, path: Path, depth: int) -> Iterator[Path]:
    if depth == 0:
        yield path
        return
    for key, item in _items(value):
        yield from _descend(item, (*path, key), depth - 1)


def _items(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _without(data: Data, paths: Sequence[Path], out: frozenset[int]) -> Data:
    kept: Data = _pruned(data, (), {paths[index] for index in out})
    return kept


def _pruned(value: Any, path: Path, gone: set[Path]) -> Any:
    if isinstance(value, dict):
        return {
            key: _pruned(item, (*path, key), gone)
            for key, item in value.items()
            if (*path, key) not in gone
        }
    if isinstance(value, list):
        return [
            _pruned(item, (*path, index), gone)
            for index, item in enumerate(value)
            if (*path, index) not in gone
        ]
    return value


def _long_texts(data: Data, root: Path) -> list[Path]:
    if not _exists(data, root):
        return []
    found: list[Path] = []
    waiting = [root]
    while waiting:
        path = waiting.pop()
        value = _at(data, path)
        if isinstance(value, str) and len(value) > _LONG_TEXT:
            found.append(path)
        waiting += [(*path, key) for key, _ in _items(value)]
    return found


def _replaced(value: Any, path: Path, text: str) -> Any:
    if not path:
        return text
    if isinstance(value, dict):
        return value | {path[0]: _replaced(value[path[0]], path[1:], text)}
    index = int(path[0])
    return [*value[:index], _replaced(value[index], path[1:], text), *value[index + 1 :]]
