#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Stands in for fake-exchange where only the driver is tested: runs the command in no world."""

import json
import signal
import subprocess
import sys

# Asked to end, it ends the command first, as fake-exchange does.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))

dashes = sys.argv.index("--")
options, command = sys.argv[1:dashes], sys.argv[dashes + 1 :]
limit = float(options[options.index("--time-limit") + 1])
try:
    code = subprocess.run(command, timeout=limit, check=False).returncode
except subprocess.TimeoutExpired:
    code = 124
transcript = {
    "schema": "autodiscover-transcript/1",
    "seconds": 0.1,
    "exit_code": code,
    "events": [],
}
with open(options[options.index("--transcript") + 1], "w", encoding="utf-8") as file:
    json.dump(transcript, file)
sys.exit(code)
