# SPDX-License-Identifier: Apache-2.0
"""How the tests meet fake-exchange: the executable, a world, and its processes."""

import json
import os
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

EXECUTABLE = os.environ.get("FAKE_EXCHANGE", "fake-exchange")
PASSWORD = "correct horse battery"
PYTHON = "/usr/bin/python3"
# How long an event may take on a busy machine before it counts as missing.
PATIENCE_S = 30.0

WORLD = f"""\
mailbox: {{address: ann@corp.test, password: {PASSWORD}}}
world:
  dns:
    _autodiscover._tcp.corp.test: {{srv: ["0 0 443 mail.corp.test"]}}
  hosts:
    mail.corp.test:
      https: {{auth: basic, reply: settings}}
    six.corp.test:
      addresses: [ipv6]
      https: {{reply: settings}}
    plain.corp.test:
      http: {{reply: html}}
"""

Completed = subprocess.CompletedProcess[str]
Process = subprocess.Popen[bytes]


def arguments(world: Path, options: list[str], command: list[str]) -> list[str]:
    """The argument list of one `run`."""
    return [EXECUTABLE, "run", str(world), *options, "--", *command]


def run(world: Path, *command: str, options: list[str] | None = None, **how: Any) -> Completed:
    """Runs a command in the world to its end, with its output kept."""
    how = {"capture_output": True, "text": True, "timeout": PATIENCE_S, "input": "", **how}
    return subprocess.run(arguments(world, options or [], list(command)), check=False, **how)


def start(argv: list[str]) -> Process:
    """Starts fake-exchange; its standard input and output are pipes."""
    # Unbuffered, so that what was not read is still seen by select.
    return subprocess.Popen(argv, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def run_python(world: Path, code: str) -> Completed:
    """Runs a few lines of Python in the world."""
    return run(world, PYTHON, "-c", code)


def transcript(path: Path) -> dict[str, Any]:
    """Reads a transcript."""
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def read_line(process: Process) -> str:
    """The next line that the process prints; waits for it."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], PATIENCE_S)
    assert ready, "nothing was printed"
    return process.stdout.readline().decode()


def parents() -> dict[int, int]:
    """Each process of this machine and its parent."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue  # It has ended meanwhile.
            found[int(entry.name)] = int(stat.rsplit(")", 1)[1].split()[1])
    return found


def descendants(pid: int) -> list[int]:
    """All processes below `pid`."""
    table = parents()
    found: list[int] = []
    level = [pid]
    while level:
        level = [child for child, parent in table.items() if parent in level]
        found += level
    return found


class Watched:
    """Processes whose end can be waited for, whoever their parent is."""

    def __init__(self, pids: list[int]) -> None:
        self.pids = pids
        self._fds = [os.pidfd_open(pid) for pid in pids]

    def all_end(self) -> bool:
        """Waits until all have ended; False when one stays."""
        return all(select.select([fd], [], [], PATIENCE_S)[0] for fd in self._fds)

    def close(self) -> None:
        """Lets go."""
        for fd in self._fds:
            os.close(fd)


def adopt_orphans() -> None:
    """Makes processes that lose their parent children of this one, so that none hides."""
    import ctypes

    pr_set_child_subreaper = 36
    if ctypes.CDLL(None, use_errno=True).prctl(pr_set_child_subreaper, 1, 0, 0, 0) != 0:
        sys.exit("prctl failed")


def children_left() -> bool:
    """True when this process still has a child, be it only a dead one."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True
