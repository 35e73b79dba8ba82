# SPDX-License-Identifier: Apache-2.0
"""What a run knows of the run before, and leaves to the next."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from adconf import journal
from adconf.crew import Pair
from adconf.errors import UsageError
from adconf.fingerprint import Fingerprints
from adconf.journal import Journal, Key, key_of
from adconf.paths import Programs
from adconf.runner import Row
from adconf.verdict import Verdict


class Wishes(Protocol):
    """The options of a run that matter here."""

    @property
    def report(self) -> Path | None:
        """The report's folder."""

    @property
    def keep(self) -> bool:
        """Whether to keep a journal at all."""

    @property
    def resume(self) -> bool:
        """Whether to take up the run before."""


class Memory:
    """A journal with the rows that are kept from it; without a journal it knows nothing."""

    def __init__(self, file: Journal | None, prints: Fingerprints | None) -> None:
        self._file = file
        self._prints = prints
        self.kept: Mapping[Key, Row] = {}

    @classmethod
    def open(cls, pairs: Sequence[Pair], programs: Programs, wishes: Wishes) -> Memory:
        """Reads what there is. Raises UsageError when it is in use or cannot be written."""
        file = _journal(wishes) if wishes.keep else None
        if not file:
            return cls(None, None)
        prints = Fingerprints(programs)
        memory = cls(file, prints)
        if wishes.resume:
            wanted = {key_of(*pair): (*pair, prints.of(*pair)) for pair in pairs}
            memory.kept = file.rows(wanted)
        else:
            file.clear()
        return memory

    @property
    def seconds(self) -> dict[Key, float]:
        """How long each pair took the last time."""
        known = self._file.known if self._file else {}
        return {key: record["seconds"] for key, record in known.items()}

    def failed_first(self, pairs: Sequence[Pair]) -> list[Pair]:
        """The pairs that were not as expected the last time, then the others."""
        known = self._file.known if self._file else {}

        def was_fine(pair: Pair) -> bool:
            record = known.get(key_of(*pair))
            return record is None or Verdict(record["verdict"]).as_expected

        return sorted(pairs, key=was_fine)

    def write(self, row: Row) -> None:
        """Keeps a row for later."""
        if self._file and self._prints:
            self._file.write(row, self._prints.of(row.scenario, row.client))

    def close(self) -> None:
        """Lets go of the journal."""
        if self._file:
            self._file.close()


def _journal(wishes: Wishes) -> Journal | None:
    """The journal. A run that nobody asked to be kept goes on without one."""
    path = wishes.report / journal.NAME if wishes.report else journal.default_path()
    try:
        return Journal(path)
    except (OSError, UsageError) as error:
        if wishes.report or wishes.resume:
            raise UsageError(str(error)) from error
        print(f"conform: this run cannot be resumed: {error}", file=sys.stderr)
        return None
