#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Stands in for fake-exchange where only the driver is tested: runs the command in no world."""

import json
import os
import signal
import subprocess
import sys

dashes = sys.argv.index("--")
options, command = sys.argv[1:dashes], sys.argv[dashes + 1 :]
limit = float(options[options.index("--time-limit") + 1])
running: list[subprocess.Popen[bytes]] = []
asked: list[int] = []


def end(number: int, _: object) -> None:
    """Asked to end, it ends the command first, as fake-exchange does."""
    asked.append(number)
    for process in running:
        process.terminate()


signal.signal(signal.SIGTERM, end)
running.append(subprocess.Popen(command))
if asked:
    running[0].terminate()
try:
    code = running[0].wait(limit)
except subprocess.TimeoutExpired:
    running[0].kill()
    code = 124
    # For a test of what ends a client: its limit did.
    if note := os.environ.get("STUB_LIMIT_NOTE"):
        open(note, "wb").close()
if asked:
    sys.exit(128 + asked[0])
transcript = {
    "schema": "autodiscover-transcript/1",
    "seconds": 0.1,
    "exit_code": code,
    "events": [],
}
with open(options[options.index("--transcript") + 1], "w", encoding="utf-8") as file:
    json.dump(transcript, file)
sys.exit(code)
