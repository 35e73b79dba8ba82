# SPDX-License-Identifier: Apache-2.0
"""Clients that take long to load are loaded once a run: their resident processes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

from adconf.client import Client
from adconf_resident import stub

STUB = Path(stub.__file__).resolve()
# What fake-exchange passes on as well: what is read while loading shall not differ.
_VARIABLES = ("PATH", "LANG", "LC_ALL", "TERM")
_END_S = 5.0


class Resident:
    """One loaded client. Its socket exists at once; who connects early waits until it is loaded."""

    def __init__(self, client: Client) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="conform-resident-"))
        self._log: IO[bytes] = tempfile.TemporaryFile()
        self._process: subprocess.Popen[bytes] | None = None
        self._problem = ""
        try:
            self._start(client)
        except OSError as error:
            self._problem = str(error)

    def _start(self, client: Client) -> None:
        # Our copy is closed when the process has its own: if it dies, connecting fails at once.
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
            listener.bind(str(self.folder / "socket"))
            listener.listen(128)
            variables = {name: os.environ[name] for name in _VARIABLES if name in os.environ}
            self._process = subprocess.Popen(
                [*client.resident, str(listener.fileno())],
                cwd=client.folder,
                env=variables | {"PYTHONPATH": str(STUB.parents[1])},
                stdin=subprocess.PIPE,
                stdout=self._log,
                stderr=self._log,
                pass_fds=[listener.fileno()],
                start_new_session=True,
            )

    def command(self, fresh: Sequence[str]) -> tuple[str, ...]:
        """What to run in the world in the place of the client's own command."""
        return (sys.executable, "-I", "-S", str(STUB), str(self.folder / "socket"), *fresh)

    def said(self) -> str:
        """What it printed outside any world: why it did not start."""
        size = self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, size - 4096))
        return self._problem + self._log.read().decode("utf-8", "replace")

    def close(self) -> None:
        """Ends it: the end of its standard input is what it also sees should we be killed."""
        if self._process and self._process.stdin:
            self._process.stdin.close()
            try:
                self._process.wait(_END_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Residents:
    """The resident processes of one run, started when they are needed; none when `fresh`."""

    def __init__(self, fresh: bool = False) -> None:
        self._fresh = fresh
        self._lock = threading.Lock()
        self._of: dict[Path, Resident] = {}

    def of(self, client: Client) -> Resident | None:
        """The client's process; None when it is to be started fresh."""
        if self._fresh or not client.resident:
            return None
        with self._lock:
            if client.folder not in self._of:
                self._of[client.folder] = Resident(client)
            return self._of[client.folder]

    def close(self) -> None:
        """Ends them all."""
        for resident in self._of.values():
            resident.close()

    def __enter__(self) -> Residents:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
