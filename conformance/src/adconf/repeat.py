# SPDX-License-Identifier: Apache-2.0
"""Several runs in one world: what the program inside is told, and what it reports.

The runs are made by adconf_repeat/inside.py, which takes the place of the adapter.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import adconf_repeat
from adconf import sandbox
from adconf.pattern import Event
from adconf.runs import Run

INSIDE = Path(adconf_repeat.__file__).with_name("inside.py")


@dataclass(frozen=True)
class StateFile:
    """A file that the client has left."""

    name: str
    mode: int
    content: bytes


@dataclass(frozen=True)
class Account:
    """What was reported. `answers`: exit code and standard output of each run."""

    answers: Sequence[tuple[int, str]]
    started_s: Sequence[float]
    state: Sequence[StateFile]


def command() -> list[str]:
    """What is run in the world instead of the adapter."""
    return ["/usr/bin/python3", str(INSIDE)]


def plan(
    adapter: Sequence[str], runs: Sequence[Run], requests: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What it reads: the adapter's command, and of each run the request and what differs."""
    return {
        "command": list(adapter),
        "runs": [
            {
                "request": request,
                "environment": sandbox.later(run.later_s) if run.later_s else {},
                "damaged": run.damaged,
            }
            for run, request in zip(runs, requests)
        ],
    }


def read(text: str) -> Account:
    """Its report. Raises ValueError when it is none."""
    try:
        report = json.loads(text)
        return Account(
            [(run["exit_code"], run["stdout"]) for run in report["runs"]],
            [run["started_s"] for run in report["runs"]],
            [
                StateFile(file["name"], file["mode"], base64.b64decode(file["content"]))
                for file in report["state"]
            ],
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"no report of several runs: {error}") from error


def numbered(transcript: Mapping[str, Any], account: Account) -> list[Event]:
    """The events, each with the `run` that it belongs to: 1, 2 …"""
    ready_s = float(transcript["monotonic_s"])
    begins = [(started - ready_s) * 1000 for started in account.started_s]
    return [
        {**event, "run": max(1, sum(begin <= event["t_ms"] for begin in begins))}
        for event in transcript.get("events", ())
    ]
