# SPDX-License-Identifier: Apache-2.0
"""Verdicts on disk while a run goes on: one line of JSON each, as soon as it is there.

What is written survives Ctrl-C and worse. `--resume` takes up the verdicts whose fingerprint
still holds, `--failed-first` and the remaining time rest on the last run's.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from adconf.client import Client
from adconf.errors import UsageError
from adconf.kinds import Kind
from adconf.observation import Reply
from adconf.paths import ROOT
from adconf.runner import Row
from adconf.scenario import Scenario
from adconf.verdict import Judgement, Verdict

NAME = "verdicts.ndjson"
Key = tuple[str, str]
# Verdicts that may be others the next time, with nothing changed that we see.
_AGAIN = (Verdict.ERROR.value, Verdict.NOT_INSTALLED.value)
# What a line holds after this is large, and of no use for anything but a report.
_BULK = ', "bulk": '


def key_of(scenario: Scenario, client: Client) -> Key:
    """What a verdict is about."""
    return client.name, scenario.id


def default_path() -> Path:
    """Where a run without a report keeps its verdicts: one file for each checkout."""
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    checkout = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    return Path(state) / "autodiscover-conform" / checkout / NAME


class Journal:
    """The file of one run. Only one run at a time may write it. Raises UsageError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._file: IO[str] = _open_alone(path)
        # The small part of the last verdict on each pair.
        self.known: dict[Key, dict[str, Any]] = {}
        for line in self._file:
            record = _head(line)
            if record:
                self.known[record["client"], record["scenario"]] = record

    def rows(self, wanted: Mapping[Key, tuple[Scenario, Client, str]]) -> dict[Key, Row]:
        """The rows of the wanted pairs whose fingerprint, given as the third, still holds."""
        found: dict[Key, Row] = {}
        self._file.seek(0)
        for line in self._file:
            head = _head(line)
            key = (head["client"], head["scenario"]) if head else ("", "")
            if head and key in wanted:
                scenario, client, fingerprint = wanted[key]
                found.pop(key, None)
                if head["fingerprint"] == fingerprint and head["verdict"] not in _AGAIN:
                    found[key] = _row(scenario, client, json.loads(line))
        return found

    def clear(self) -> None:
        """Begins anew: the verdicts of the run before go; `known` keeps what they were."""
        self._file.truncate(0)

    def write(self, row: Row, fingerprint: str) -> None:
        """One more verdict. Safe from any thread."""
        line = _line(row, fingerprint)
        with self._lock:
            self._file.seek(0, os.SEEK_END)
            self._file.write(line)
            self._file.flush()

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()


def _open_alone(path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise UsageError(
            f"another run is writing {path}; wait for it, or name another folder with --report"
        ) from error
    file.seek(0, os.SEEK_END)
    if file.tell():
        # What a killed run left half written must not swallow the next line.
        file.write("\n")
    file.seek(0)
    return file


def _line(row: Row, fingerprint: str) -> str:
    head = {
        "client": row.client.name,
        "scenario": row.scenario.id,
        "fingerprint": fingerprint,
        "verdict": row.judgement.verdict.value,
        "seconds": round(row.seconds, 3),
    }
    bulk = {
        "reasons": row.judgement.reasons,
        "kinds": [kind.value for kind in row.judgement.kinds],
        "reply": asdict(row.reply) if row.reply else None,
        "events": list(row.events),
        "stderr": row.stderr,
    }
    small = json.dumps(head, ensure_ascii=False)[:-1]
    return f"{small}{_BULK}{json.dumps(bulk, ensure_ascii=False)}}}\n"


def _head(line: str) -> dict[str, Any] | None:
    """The small part of a whole line; None for half a line. Text inside quotes cannot end it."""
    small, mark, _ = line.partition(_BULK)
    if not mark or not line.endswith("}}\n"):
        return None
    head: dict[str, Any] = json.loads(small + "}")
    return head


def _row(scenario: Scenario, client: Client, record: Mapping[str, Any]) -> Row:
    bulk = record["bulk"]
    kinds = tuple(Kind(kind) for kind in bulk["kinds"])
    return Row(
        scenario=scenario,
        client=client,
        judgement=Judgement(Verdict(record["verdict"]), tuple(bulk["reasons"]), kinds),
        seconds=record["seconds"],
        reply=_reply(bulk["reply"]) if bulk["reply"] else None,
        events=bulk["events"],
        stderr=bulk["stderr"],
    )


def _reply(data: dict[str, Any]) -> Reply:
    """As it was parsed: JSON knows no tuples."""
    known: dict[str, Any] = {**data, "attempts": tuple(data["attempts"])}
    return Reply(**known)
