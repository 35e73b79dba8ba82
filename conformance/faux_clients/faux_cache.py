# SPDX-License-Identifier: Apache-2.0
"""What a faux client remembers: which URL answered for a mailbox, and until when."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HOUR_S = 3600
_DAY_HOURS = 24.0
_WEEK_HOURS = 7 * _DAY_HOURS


class Store:
    """A file of the user alone. One that cannot be read is empty. No folder: no memory."""

    def __init__(self, folder: str) -> None:
        self.path = Path(folder, "endpoints.json") if folder else None

    def known(self, address: str) -> Iterator[tuple[str, str]]:
        """The URL that answered last, and how its host had become known."""
        entry = self.read().get(self.key(address))
        if entry and time.time() < entry["until"]:
            yield entry["url"], entry["trust"]

    def keep(self, address: str, url: str, trust: str, hours: str) -> None:
        """Remembers what answered."""
        until = time.time() + self.life(hours) * _HOUR_S
        entry = {"url": url, "trust": trust, "until": until}
        self.write(self.read() | {self.key(address): entry})

    @staticmethod
    def key(address: str) -> str:
        """Whose entry it is."""
        return address.lower()

    @staticmethod
    def life(hours: str) -> float:
        """How many hours: what the server says, if that is a number; 0 is as long as may be."""
        if not hours.isdigit():
            return _DAY_HOURS
        return min(float(hours) or _WEEK_HOURS, _WEEK_HOURS)

    def read(self) -> dict[str, Any]:
        """Everything that is known."""
        try:
            data = json.loads(self.path.read_text(encoding="utf-8")) if self.path else {}
        except (OSError, ValueError):
            return {}
        return data if isinstance(data, dict) else {}

    def write(self, data: dict[str, Any]) -> None:
        """Replaces the file."""
        if self.path:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, self.mode())
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(data, file)

    @staticmethod
    def mode() -> int:
        """Who may read it."""
        return 0o600
