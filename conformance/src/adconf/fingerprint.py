# SPDX-License-Identifier: Apache-2.0
"""What a verdict depends on, as a short text: equal texts, same verdict. For `run --resume`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import adconf_resident
from adconf.client import Client
from adconf.paths import Programs
from adconf.scenario import Scenario

_LENGTH = 16
# The modules of the driver that a verdict depends on; the others only show it.
DECIDING = (
    "afterwards client expectation finding install kinds observation paths pattern redact repeat "
    "resident runner runs sandbox scenario verdict yaml_file"
).split()


class Fingerprints:
    """Of scenarios and clients, each read once. Programs count by size and time, files by text."""

    def __init__(self, programs: Programs) -> None:
        folder = programs.fake_exchange.parent
        built = [path for path in sorted(folder.iterdir()) if path.is_file()]
        stamps = [f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in built]
        driver = [Path(__file__).with_name(f"{name}.py") for name in DECIDING]
        driver += sorted(Path(adconf_resident.__file__).parent.glob("*.py"))
        self._base = _digest(["\n".join(stamps).encode(), *(path.read_bytes() for path in driver)])
        self._clients: dict[str, str] = {}
        self._scenarios: dict[Path, str] = {}

    def of(self, scenario: Scenario, client: Client) -> str:
        """The fingerprint of one verdict."""
        if client.name not in self._clients:
            self._clients[client.name] = _digest(_client_parts(client))
        if scenario.path not in self._scenarios:
            self._scenarios[scenario.path] = _digest([_text(scenario.path)])
        parts = (self._base, self._clients[client.name], self._scenarios[scenario.path])
        return _digest(part.encode() for part in parts)


def _client_parts(client: Client) -> Iterable[bytes]:
    """Its folder, the files its command names, what adapters share, its claims."""
    yield repr((client.command, sorted(client.claims), client.expected_failures)).encode()
    named = [client.folder / part for part in (*client.command, *client.resident)]
    shared = sorted((client.folder.parent / "lib").glob("*"))
    for path in [*sorted(client.folder.iterdir()), *named, *shared]:
        yield path.name.encode()
        yield _text(path)


def _text(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def _digest(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:_LENGTH]
