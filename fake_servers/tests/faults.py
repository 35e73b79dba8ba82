# SPDX-License-Identifier: Apache-2.0
"""Worlds in which one thing is wrong, and what a client said and the world saw there."""

import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exchange import PYTHON, run, transcript

Event = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """How a client ended, what it said, and the transcript of its world."""

    exit_code: int
    out: str
    err: str
    document: dict[str, Any] = field(repr=False)

    def events(self, kind: str) -> list[Event]:
        """All events of one kind."""
        return [event for event in self.document["events"] if event["kind"] == kind]


def world_file(directory: Path, world: str) -> Path:
    """A world file with these lines under `world`."""
    path = directory / "faulty.yaml"
    lines = textwrap.indent(textwrap.dedent(world).strip("\n"), "  ")
    path.write_text(f"mailbox: {{address: ann@corp.test}}\nworld:\n{lines}\n", encoding="utf-8")
    return path


def meet(directory: Path, world: str, *command: str, options: tuple[str, ...] = ()) -> Seen:
    """Runs a command in a world with these lines under `world`."""
    kept = directory / "seen.json"
    result = run(
        world_file(directory, world),
        *command,
        options=["--transcript", str(kept), *options],
    )
    assert kept.exists(), result.stderr
    return Seen(result.returncode, result.stdout, result.stderr, transcript(kept))


def meet_python(directory: Path, world: str, code: str) -> Seen:
    """Runs a few lines of Python there."""
    return meet(directory, world, PYTHON, "-c", textwrap.dedent(code))
