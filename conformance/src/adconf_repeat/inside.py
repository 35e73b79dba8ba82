#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Runs an adapter several times in one world, with a folder that outlives the single run.

adconf/repeat.py writes the plan on standard input and reads the report on standard output. It knows
nothing but the standard library, as the world may have nothing else.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

# No file that can be read as what it was.
_DAMAGE = b"\x00damaged\xff" * 100
_CONTENT_BYTES_MAX = 1 << 20


def files(folder: Path) -> list[Path]:
    """Every file below the folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def run(command: list[str], item: dict[str, Any], state: Path) -> dict[str, Any]:
    """One run. What it prints on standard error passes through."""
    for path in files(state) if item["damaged"] else ():
        path.write_bytes(_DAMAGE)
    started = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(
        command,
        input=json.dumps(item["request"] | {"state_dir": str(state)}).encode() + b"\n",
        stdout=subprocess.PIPE,
        env=os.environ | item["environment"],
        check=False,
    )
    return {
        "started_s": started,
        "exit_code": done.returncode,
        "stdout": done.stdout.decode("utf-8", "replace"),
    }


def kept(state: Path) -> list[dict[str, Any]]:
    """The files that are left, with their permissions."""
    return [
        {
            "name": path.relative_to(state).as_posix(),
            "mode": path.stat().st_mode & 0o777,
            "content": base64.b64encode(path.read_bytes()[:_CONTENT_BYTES_MAX]).decode(),
        }
        for path in files(state)
    ]


def main() -> int:
    """Follows the plan, and reports."""
    plan = json.load(sys.stdin)
    state = Path(tempfile.mkdtemp(prefix="state-"))
    runs = [run(plan["command"], item, state) for item in plan["runs"]]
    print(json.dumps({"runs": runs, "state": kept(state)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
