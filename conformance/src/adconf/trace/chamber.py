# SPDX-License-Identifier: Apache-2.0
"""The private network in which a recorded client runs: bubblewrap's command line, and the link."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from adconf.errors import UsageError
from adconf.paths import BIN_DIR_VARIABLE

CA_FOLDER = "/etc/ssl/certs"
CA_FILE = f"{CA_FOLDER}/ca-certificates.crt"
_HOME = "/tmp/home"
_RUNTIME = "/tmp/runtime"
_FRESH = ("/tmp", "/var/tmp", "/run")
_INSIDE = Path(__file__).with_name("inside.py")
_CAPABILITIES = ("CAP_NET_BIND_SERVICE", "CAP_NET_ADMIN", "CAP_SETPCAP")
_FILES = {
    "/etc/resolv.conf": "nameserver 127.0.0.1\n",
    "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n",
}
_MESSAGE_MAX = 4096


@dataclass(frozen=True)
class Job:
    """What is to run. `stdin` None: the caller's own terminal. `shown`: folders it needs."""

    command: Sequence[str]
    folder: Path
    stdin: str | None = None
    shown: Sequence[Path] = ()
    limit_s: float = 120.0


@dataclass(frozen=True)
class Ended:
    """How it ended, and what it printed where that was kept."""

    exit_code: int
    stdout: str = ""
    stderr: str = ""


class Link:
    """Asks the inside for listening sockets."""

    def __init__(self, ours: socket.socket) -> None:
        self._ours = ours
        self._lock = threading.Lock()

    def listen(self, address: str, port: int, kind: str = "tcp") -> socket.socket | None:
        """A socket that listens there; None where it cannot be had, or the inside is gone."""
        asked = json.dumps({"address": address, "port": port, "type": kind}).encode()
        with self._lock:
            try:
                self._ours.send(asked)
                said, files, _, _ = socket.recv_fds(self._ours, _MESSAGE_MAX, 1)
            except OSError:
                return None
        if not files:
            return None
        assert said
        return socket.socket(fileno=files[0])


class Chamber:
    """One run of one command."""

    def __init__(self, job: Job, ca_pem: bytes) -> None:
        if not shutil.which("bwrap"):
            raise UsageError("recording needs bubblewrap: apt install bubblewrap")
        self._job = job
        self._stack = ExitStack()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._stack.enter_context(ours)
        self.link = Link(ours)
        kept = job.stdin is not None
        with theirs:
            folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
            self._process = subprocess.Popen(
                _line(job, ca_pem, folder, theirs.fileno()),
                stdin=subprocess.PIPE if kept else None,
                stdout=subprocess.PIPE if kept else None,
                stderr=subprocess.PIPE if kept else None,
                pass_fds=[theirs.fileno()],
            )

    def wait(self) -> Ended:
        """Until the command has ended, or its time is over."""
        data = None if self._job.stdin is None else self._job.stdin.encode()
        with self._stack:
            try:
                said = self._process.communicate(data, timeout=self._job.limit_s)
            except subprocess.TimeoutExpired:
                self._process.kill()
                said = self._process.communicate()
            except KeyboardInterrupt:
                # It was meant for the client, which got it too; what was recorded stays.
                said = self._process.communicate()
        texts = [(part or b"").decode("utf-8", "replace") for part in said]
        return Ended(self._process.returncode, *texts)


def _line(job: Job, ca_pem: bytes, folder: Path, link: int) -> list[str]:
    line = ["bwrap", "--die-with-parent", "--hostname", "localhost", "--uid", "0", "--gid", "0"]
    line += [f"--unshare-{what}" for what in ("user", "net", "pid", "ipc", "uts")]
    for capability in _CAPABILITIES:
        line += ["--cap-add", capability]
    line += ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    for fresh in _FRESH:
        line += ["--perms", "1777", "--tmpfs", fresh]
    line += [
        "--perms",
        "0700",
        "--dir",
        _HOME,
        "--perms",
        "0700",
        "--dir",
        _RUNTIME,
        "--tmpfs",
        CA_FOLDER,
    ]
    for path in _hidden(job):
        line += ["--ro-bind", path, path]
    for name, text in {**_FILES, CA_FILE: ca_pem.decode()}.items():
        source = folder / name.replace("/", "_")
        source.write_text(text, encoding="ascii")
        line += ["--ro-bind", str(source), os.path.realpath(name) if name != CA_FILE else name]
    line += [
        "--clearenv",
        *(part for item in _environment().items() for part in ("--setenv", *item)),
    ]
    line += ["--chdir", str(job.folder), sys.executable, "-I", str(_INSIDE), str(link)]
    return [*line, *job.command]


def _hidden(job: Job) -> list[str]:
    """What is needed and lies where the chamber has folders of its own."""
    needed = {str(path) for path in (*job.shown, job.folder, _INSIDE.parents[3])}
    needed |= {part for part in job.command if part.startswith("/")}
    needed.add(os.environ.get(BIN_DIR_VARIABLE, ""))
    inside = tuple(f"{fresh}/" for fresh in _FRESH)
    return sorted(path for path in needed if path.startswith(inside) and Path(path).exists())


def _environment() -> Mapping[str, str]:
    kept = ("PATH", "LANG", "LC_ALL", "TERM", BIN_DIR_VARIABLE)
    trust = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        **{name: CA_FILE for name in trust},
        "HOME": _HOME,
        "USER": "root",
        "LOGNAME": "root",
        "TMPDIR": "/tmp",
        "SSL_CERT_DIR": CA_FOLDER,
        "XDG_RUNTIME_DIR": _RUNTIME,
    }
