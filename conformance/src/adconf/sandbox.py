# SPDX-License-Identifier: Apache-2.0
"""Runs one program in one world: the command line of fake-exchange, and nothing of verdicts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from adconf.errors import UsageError
from adconf.paths import BIN_DIR_VARIABLE, CLIENTS, Programs

# fake-exchange says so when it had to end the command (as timeout(1) does).
EXIT_TIME_LIMIT = 124
# Its own troubles lie from here up to the time limit's code.
EXIT_OWN_FIRST = 120
# Directories that are empty inside the sandbox, whatever they hold outside.
_FRESH_INSIDE = ("/tmp/", "/var/tmp/", "/run/")
# How much longer than its own time limit fake-exchange may take to clean up.
_GRACE_S = 5.0


@dataclass(frozen=True)
class Execution:
    """How a run ended. `transcript` is None when fake-exchange wrote none."""

    exit_code: int
    stdout: str
    stderr: str
    transcript: Mapping[str, Any] | None
    seconds: float
    timed_out: bool


@dataclass(frozen=True)
class Task:
    """What to run: the world, the command, its input and its clock. `limit_s` is real time.

    `shown` are folders that the command needs besides its own.
    """

    world: Path
    command: Sequence[str]
    folder: Path
    stdin: str
    clock_rate: float
    limit_s: float
    shown: Sequence[Path] = ()


class Running:
    """The processes of runs that have not ended: what an interrupt has to end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._ending = False

    def add(self, process: subprocess.Popen[bytes]) -> None:
        """This one runs."""
        with self._lock:
            self._processes.add(process)
            if self._ending:
                process.terminate()

    def remove(self, process: subprocess.Popen[bytes]) -> None:
        """This one has ended."""
        with self._lock:
            self._processes.discard(process)

    @contextmanager
    def ending(self) -> Iterator[None]:
        """Asks each to end, and those that are started meanwhile; fake-exchange then cleans up
        behind itself."""
        with self._lock:
            self._ending = True
            for process in self._processes:
                process.terminate()
        try:
            yield
        finally:
            self._ending = False


RUNNING = Running()


def run(task: Task, programs: Programs) -> Execution:
    """Runs the command in the world and collects what was seen."""
    with tempfile.NamedTemporaryFile(prefix="conform-", suffix=".json") as transcript:
        started = time.monotonic()
        process = subprocess.Popen(
            arguments(task, programs, transcript.name),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=task.folder,
            start_new_session=True,
        )
        RUNNING.add(process)
        try:
            stdout, stderr, killed = _communicate(process, task)
        except KeyboardInterrupt:
            # It has a session of its own, so that the terminal's Ctrl-C does not reach it.
            _end(process)
            raise
        finally:
            RUNNING.remove(process)
        return Execution(
            exit_code=process.returncode,
            stdout=stdout.decode("utf-8", "replace"),
            stderr=stderr.decode("utf-8", "replace"),
            transcript=read_transcript(Path(transcript.name)),
            seconds=time.monotonic() - started,
            timed_out=killed or process.returncode == EXIT_TIME_LIMIT,
        )


def arguments(task: Task, programs: Programs, transcript: str) -> list[str]:
    """The command line of fake-exchange for this task."""
    line = [str(programs.fake_exchange), "run", "--transcript", transcript]
    line += ["--time-limit", f"{task.limit_s:g}", "--env", BIN_DIR_VARIABLE]
    for folder in _hidden_folders(task, programs):
        line += ["--bind", folder]
    if task.clock_rate != 1:
        line += ["--clock-rate", f"{task.clock_rate:g}"]
        for name, value in _clock(f"+0 x{task.clock_rate:g}").items():
            line += ["--env", f"{name}={value}"]
    return [*line, str(task.world), "--", *task.command]


def _hidden_folders(task: Task, programs: Programs) -> list[str]:
    """The folders a client needs that lie where the sandbox has empty directories of its own."""
    needed = {
        str(folder) for folder in (*task.shown, task.folder, CLIENTS, programs.fake_exchange.parent)
    }
    return sorted(
        folder for folder in needed if folder.startswith(_FRESH_INSIDE) and Path(folder).exists()
    )


def later(seconds: int) -> dict[str, str]:
    """The variables that put a command's clock ahead."""
    return _clock(f"+{seconds}")


def _clock(setting: str) -> dict[str, str]:
    return {"LD_PRELOAD": str(_fast_clock()), "FAKETIME": setting}


@cache
def _fast_clock() -> Path:
    """The library of the package `faketime`, in its form for programs with threads."""
    for path in sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")):
        return path
    raise UsageError("scenarios with a clock need libfaketime: apt install faketime")


def _communicate(process: subprocess.Popen[bytes], task: Task) -> tuple[bytes, bytes, bool]:
    try:
        stdout, stderr = process.communicate(task.stdin.encode(), timeout=task.limit_s + _GRACE_S)
        return stdout, stderr, False
    except subprocess.TimeoutExpired:
        return *_end(process), True


def _end(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Asks it to end: fake-exchange cleans up and writes its transcript then."""
    process.terminate()
    try:
        return process.communicate(timeout=_GRACE_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.communicate()


def read_transcript(path: Path) -> Mapping[str, Any] | None:
    """What fake-exchange wrote; None when it wrote nothing, or half of it."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None
