#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Two discoveries of the engine with one cache, one after the other.

Prints how the second ended, and how long it took.
Usage: discover_twice.py same|next ADDRESS, with the password on standard input. `same`: both in
one process, which is `autodiscover bulk`; `next`: the second in a process of its own.
"""
from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PROGRAM = Path(os.environ["AUTODISCOVER_BIN_DIR"], "autodiscover")


def next_process(folder: Path, address: str, password: str) -> Callable[[], bool]:
    """A discovery in a new process each time."""
    words = ["discover", address, "--password-stdin", "--json", "--cache", folder / "cache"]

    def discover() -> bool:
        done = subprocess.run([PROGRAM, *words], input=password.encode(), stdout=subprocess.DEVNULL)
        return done.returncode == 0

    return discover


def same_process(folder: Path, address: str, password: str) -> Callable[[], bool]:
    """A line each time to a process that goes on until its input ends."""
    lines = folder / "lines"
    os.mkfifo(lines)
    words = ["bulk", "--quiet", "--password-stdin", "--input", lines, "--cache", folder / "cache"]
    process = subprocess.Popen(
        [PROGRAM, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin and process.stdout
    process.stdin.write(password + "\n")
    process.stdin.close()
    answers = process.stdout
    feed = lines.open("w", encoding="utf-8", buffering=1)

    def discover() -> bool:
        feed.write(json.dumps({"address": address}) + "\n")
        return bool(json.loads(answers.readline())["found"])

    return discover


def main() -> None:
    """Both, and the time of the second."""
    make = {"same": same_process, "next": next_process}[sys.argv[1]]
    password = sys.stdin.readline().rstrip("\n")
    with tempfile.TemporaryDirectory(prefix="twice-") as folder:
        discover = make(Path(folder), sys.argv[2], password)
        discover()
        began = time.monotonic_ns()
        found = discover()
        took = time.monotonic_ns() - began
    print(json.dumps({"outcome": "found" if found else "not_found", "nanoseconds": took}))


if __name__ == "__main__":
    main()
