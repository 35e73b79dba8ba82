# SPDX-License-Identifier: Apache-2.0
"""Progress while scenarios run: one line that moves on a terminal, a line now and then in a log."""

from __future__ import annotations

import shutil
import sys
import time
from typing import TextIO

from adconf.runner import Row

_LOG_EVERY_S = 10.0


class Progress:
    """Prints how far the run is. Unexpected verdicts are printed at once, and stay."""

    def __init__(self, stream: TextIO = sys.stderr, quiet: bool = False) -> None:
        self._stream = stream
        self._moving = stream.isatty()
        self._quiet = quiet
        self._printed = time.monotonic()

    def __call__(self, done: int, total: int, row: Row) -> None:
        """One more row is there."""
        if self._quiet:
            return
        verdict = row.judgement.verdict
        if not verdict.as_expected:
            self._keep(f"{verdict.value:<15} {row.client.name:<18} {row.scenario.id}")
        if self._moving:
            self._move(f"{done}/{total}  {row.client.name}  {row.scenario.id}")
        elif time.monotonic() - self._printed >= _LOG_EVERY_S:
            self._keep(f"{done}/{total} judged")

    def done(self) -> None:
        """Clears the moving line."""
        if self._moving and not self._quiet:
            self._move("")

    def _keep(self, text: str) -> None:
        if self._moving:
            self._move("")
        print(text, file=self._stream, flush=True)
        self._printed = time.monotonic()

    def _move(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self._stream.write("\r\x1b[K" + text[:width])
        self._stream.flush()
