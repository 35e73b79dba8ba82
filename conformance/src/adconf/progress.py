# SPDX-License-Identifier: Apache-2.0
"""Progress while scenarios run: one line that moves on a terminal, a line now and then in a log."""

from __future__ import annotations

import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import TextIO

from adconf.crew import Pair
from adconf.install import not_installed
from adconf.journal import Key, key_of
from adconf.runner import Row
from adconf.verdict import unsupported

_LOG_EVERY_S = 10.0
_MOVE_EVERY_S = 0.1


class Forecast:
    """How long what is left will take: as long as last time, or as the client's others."""

    def __init__(self, before: Mapping[Key, float], jobs: int) -> None:
        self._before = before
        self._jobs = jobs
        self._left: dict[Key, None] = {}
        self._taken: dict[str, list[float]] = defaultdict(list)

    def begin(self, pairs: Sequence[Pair]) -> None:
        """These have to be run. Who is not started takes no time."""
        started = [pair for pair in pairs if not (not_installed(pair[1]) or unsupported(*pair))]
        self._left = {key_of(*pair): None for pair in started}

    def add(self, row: Row) -> None:
        """One of them is done."""
        key = key_of(row.scenario, row.client)
        if key in self._left:
            del self._left[key]
            self._taken[row.client.name].append(row.seconds)

    def seconds(self) -> float | None:
        """The remaining time; None while nothing is known."""
        every = [second for taken in self._taken.values() for second in taken]
        if not every:
            return None
        usual = sum(every) / len(every)
        means = {name: sum(taken) / len(taken) for name, taken in self._taken.items()}
        total = sum(self._before.get(key, means.get(key[0], usual)) for key in self._left)
        return total / max(1, min(self._jobs, len(self._left)))


class Progress:
    """Prints how far the run is. Unexpected verdicts are printed at once, and stay."""

    def __init__(self, forecast: Forecast, kept: Container[Key] = (), quiet: bool = False) -> None:
        self._stream: TextIO = sys.stderr
        self._moving = self._stream.isatty()
        self._quiet = quiet
        self._forecast = forecast
        self._kept = kept
        self._total = self._done = 0
        self._printed = self._moved = time.monotonic()

    def begin(self, pairs: Sequence[Pair]) -> None:
        """These were selected; some of them may be kept from an earlier run."""
        self._total = len(pairs)
        self._forecast.begin([pair for pair in pairs if key_of(*pair) not in self._kept])
        self._done = sum(key_of(*pair) in self._kept for pair in pairs)
        if self._done and not self._quiet:
            self._keep(f"{self._done}/{self._total} kept from the run before")

    def add(self, row: Row) -> None:
        """One more row is there."""
        self._done += 1
        self._forecast.add(row)
        if self._quiet:
            return
        verdict = row.judgement.verdict
        if not verdict.as_expected:
            self._keep(f"{verdict.value:<15} {row.client.name:<18} {row.scenario.id}")
        now = time.monotonic()
        if self._moving and now - self._moved >= _MOVE_EVERY_S:
            self._move(f"{self._how_far()}  {row.client.name}  {row.scenario.id}")
            self._moved = now
        elif not self._moving and now - self._printed >= _LOG_EVERY_S:
            self._keep(self._how_far())

    def done(self) -> None:
        """Clears the moving line."""
        if self._moving and not self._quiet:
            self._move("")

    def _how_far(self) -> str:
        left = self._forecast.seconds()
        shown = f", {duration(left)} left" if left is not None else ""
        return f"{self._done}/{self._total} judged{shown}"

    def _keep(self, text: str) -> None:
        if self._moving:
            self._move("")
        print(text, file=self._stream, flush=True)
        self._printed = time.monotonic()

    def _move(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self._stream.write("\r\x1b[K" + text[:width])
        self._stream.flush()


def duration(seconds: float) -> str:
    """`8 s`, `3 min`, `1 h 20 min`."""
    whole = max(1, round(seconds))
    if whole < 90:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
