# SPDX-License-Identifier: Apache-2.0
"""The threads that run scenarios ahead of whoever waits for them: they only wait for processes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future

from adconf.client import Client
from adconf.journal import Key, key_of
from adconf.paths import Programs
from adconf.resident import Residents
from adconf.runner import Row, run_row
from adconf.scenario import Scenario
from adconf.threads import end, make_pool

Pair = tuple[Scenario, Client]


class Crew:
    """Runs pairs, `jobs` at a time. `kept` are rows that need no running; the others are told of
    to `on_row` as soon as they are there, one at a time, in the order in which they end."""

    def __init__(
        self,
        programs: Programs,
        jobs: int,
        residents: Residents,
        on_row: Callable[[Row], None],
        kept: Mapping[Key, Row],
    ) -> None:
        self._programs = programs
        self._residents = residents
        self._pool = make_pool(jobs, "scenario")
        self._on_row = on_row
        self._kept = kept
        self._lock = threading.Lock()
        self._stopping = False
        self.done: dict[Key, Row] = {}

    def submit(self, pair: Pair) -> Future[Row]:
        """Has the pair run; a kept one is there at once."""
        key = key_of(*pair)
        if key not in self._kept:
            return self._pool.submit(self._run, pair)
        self.done[key] = self._kept[key]
        future: Future[Row] = Future()
        future.set_result(self._kept[key])
        return future

    def _run(self, pair: Pair) -> Row:
        row = run_row(*pair, self._programs, self._residents)
        with self._lock:
            # A run that we cut off says nothing.
            if not self._stopping:
                self.done[key_of(*pair)] = row
                self._on_row(row)
        return row

    def stop(self) -> None:
        """Ends what is still running, which is something only after an early stop."""
        with self._lock:
            self._stopping = True
        end(self._pool)
