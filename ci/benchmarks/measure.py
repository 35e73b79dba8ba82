# SPDX-License-Identifier: Apache-2.0
"""Runs a client in a world of the benchmark, and measures what it waits for."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.cases import Case

REPOSITORY = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(REPOSITORY / "conformance" / "src"))

from adconf import sandbox  # noqa: E402
from adconf.client import find_clients  # noqa: E402
from adconf.paths import BIN_DIR_VARIABLE, CLIENTS, Programs  # noqa: E402

LOGIN = ("ann@corp.test", "correct horse battery")
REQUEST = {
    "version": 1,
    "command": "discover",
    "address": LOGIN[0],
    "username": LOGIN[0],
    "password": LOGIN[1],
    "protocol": "any",
    "allow_redirect_to": [],
    "timeout_s": 60,
    "ca_file": "/etc/ssl/certs/ca-certificates.crt",
}
# The client that knows the answer: libcurl, told where to ask.
BARE = "libcurl"
ENGINE = "engine"
POX = "http://schemas.microsoft.com/exchange/autodiscover/outlook"
QUESTION = (
    f'<Autodiscover xmlns="{POX}/requestschema/2006"><Request><EMailAddress>{LOGIN[0]}'
    f"</EMailAddress><AcceptableResponseSchema>{POX}/responseschema/2006a"
    "</AcceptableResponseSchema></Request></Autodiscover>"
)


@dataclass(frozen=True)
class Row:
    """One client in one case at one round-trip time. `round_trips` is None where that is 0."""

    case: str
    client: str
    rtt_ms: int
    round_trips: float | None
    ideal: int
    bound: int
    seconds: float
    outcome: str


@dataclass(frozen=True)
class Seen:
    """One run."""

    seconds: float
    outcome: str
    events: Sequence[Mapping[str, Any]]


def can_run(client: str, case: Case) -> bool:
    """Whoever knows the answer needs one; the second of two discoveries needs our cache."""
    if client == BARE:
        return bool(case.answer) and case.warm != "same"  # It ends with its connection.
    return not case.warm or client == ENGINE


def _task(client: str, case: Case) -> sandbox.Task:
    folder, said = REPOSITORY, ""
    if client == BARE:
        url = f"https://{case.answer}/autodiscover/autodiscover.xml"
        scheme = "--basic" if case.warm else "--anyauth"
        command = ["/usr/bin/curl", "--silent", "--fail", scheme, "--user", ":".join(LOGIN)]
        command += ["--header", "Content-Type: text/xml; charset=utf-8", "--data", QUESTION, url]
    elif case.warm:
        command = ["/usr/bin/python3", "ci/benchmarks/discover_twice.py", case.warm, LOGIN[0]]
        said = LOGIN[1]
    else:
        found = find_clients([client], CLIENTS)[0]
        command, folder, said = list(found.command), found.folder, json.dumps(REQUEST)
    return sandbox.Task(case.world, command, folder, said, 1.0, 120.0)


def run_once(client: str, case: Case, rtt_ms: int, bin_dir: Path) -> Seen:
    """Runs once. `seconds` begin when the world is ready."""
    task = _task(client, case)
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        transcript = Path(scratch) / "transcript.json"
        program, verb, *rest = sandbox.arguments(
            task, Programs(fake_exchange=bin_dir / "fake-exchange"), str(transcript)
        )
        result = subprocess.run(
            [program, verb, "--rtt", f"{rtt_ms}ms", *rest],
            input=task.stdin.encode(),
            capture_output=True,
            cwd=task.folder,
            env=os.environ | {BIN_DIR_VARIABLE: str(bin_dir)},
        )
        try:
            seen = json.loads(transcript.read_bytes())
            said = (
                {"outcome": "found" if result.returncode == 0 else "not_found"}
                if client == BARE
                else json.loads(result.stdout)
            )
            outcome = str(said["outcome"])
        except (OSError, ValueError, KeyError):
            sys.exit(f"{client} gave no answer in {case.name}: {result.stderr.decode()[-500:]}")
        if "nanoseconds" in said:
            return Seen(said["nanoseconds"] / 1e9, outcome, _after_success(seen["events"]))
        return Seen(float(seen["seconds"]), outcome, seen["events"])


def _after_success(events: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """What came after the first discovery had its answer."""
    first = next(place for place, event in enumerate(events) if event.get("status") == 200)
    return events[first + 1 :]


def measure(client: str, case: Case, rtts_ms: Sequence[int], runs: int, bin_dir: Path) -> list[Row]:
    """One row for each round-trip time: medians, and the difference to no latency at all."""
    rows = []
    base = 0.0
    for rtt_ms in sorted({0, *rtts_ms}):
        seen = [run_once(client, case, rtt_ms, bin_dir) for _ in range(runs)]
        seconds = statistics.median(one.seconds for one in seen)
        if rtt_ms == 0:
            base = seconds
        trips = round((seconds - base) * 1000 / rtt_ms, 1) if rtt_ms else None
        if rtt_ms in rtts_ms:
            rows.append(
                Row(
                    case.name,
                    client,
                    rtt_ms,
                    trips,
                    case.ideal,
                    case.bound,
                    round(seconds, 3),
                    seen[-1].outcome,
                )
            )
    return rows
