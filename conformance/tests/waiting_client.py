# SPDX-License-Identifier: Apache-2.0
"""A folder with scenarios and one client that waits, and the driver as a process in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from adconf.paths import CONFORMANCE
from test_runner import STUB

# That long on a machine that hardly gets to it, and no measure of anything: a busy machine is slow
# in all things. Whether a client was waited for is told by what has ended it.
AT_LAST_S = 600
# A file in the folder: a client was ended by its own limit.
LIMIT_NOTE = "limit-was-reached"


def conform(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """A command with the folder's scenarios and its one client."""
    environment = {"AUTODISCOVER_BIN_DIR": str(folder / "bin"), "HOME": str(folder)}
    environment["STUB_LIMIT_NOTE"] = str(folder / LIMIT_NOTE)
    places = ["--scenarios", "scenarios", "--clients", "clients"]
    # Whoever runs the tests in the background has them ignore Ctrl-C, and so would the command.
    return subprocess.Popen(
        ["env", "--default-signal=INT", sys.executable, "-m", "adconf", *arguments, *places],
        cwd=folder,
        env=os.environ | environment | {"PYTHONPATH": str(CONFORMANCE / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def fill(folder: Path, adapter: str, scenarios: Mapping[str, str]) -> None:
    """`scenarios`: name → text. `adapter`: a shell script, which may wait for ../../fifo."""
    for name, text in scenarios.items():
        file = folder / "scenarios" / "srv" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    client = folder / "clients" / "slow"
    client.mkdir(parents=True)
    (client / "client.yaml").write_text("{name: slow, command: [/bin/sh, a.sh], claims: [pox]}")
    (client / "a.sh").write_text(adapter)
    os.mkfifo(folder / "fifo")
    (folder / "bin").mkdir()
    (folder / "bin" / "fake-exchange").symlink_to(STUB.fake_exchange)
