# SPDX-License-Identifier: Apache-2.0
"""Makes a process that is loaded already stand where another one stands: in its namespaces, with
its rights, descriptors, variables and arguments.
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import os
import random
import socket
import struct
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# The user's comes first: it gives the right to join the others. The one of processes holds for
# children alone.
_NAMESPACES = ("user", "ipc", "uts", "net", "mnt", "pid")
_PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 4, 24, 38
_CAPABILITY_VERSION_3 = 0x20080522
_LIBC = ctypes.CDLL(None, use_errno=True)


class Trouble(Exception):
    """The place cannot be taken; nothing of the client has run."""


@dataclass(frozen=True)
class Place:
    """How the other process was started, and what the kernel says of it."""

    pid: int
    folder: bytes
    argv: tuple[str, ...]
    variables: Mapping[bytes, bytes]
    fds: tuple[int, ...]
    status: Mapping[str, str]


def receive(connection: socket.socket) -> Place:
    """Reads the stub's one message. The kernel, not the message, says who sent it."""
    message, ancillary, _, _ = connection.recvmsg(1 << 20, socket.CMSG_SPACE(3 * 4))
    fds = array.array("i")
    for _, kind, data in ancillary:
        if kind == socket.SCM_RIGHTS:
            fds.frombytes(data)
    if not message or len(fds) != 3:
        raise Trouble("the stub's message is incomplete")
    size = struct.calcsize("3i")
    peer = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    pid = struct.unpack("3i", peer)[0]
    count, folder, *parts = message.split(b"\0")
    variables = [part.partition(b"=") for part in parts[int(count) :]]
    return Place(
        pid=pid,
        folder=folder,
        argv=tuple(os.fsdecode(part) for part in parts[: int(count)]),
        variables={name: value for name, _, value in variables},
        fds=tuple(fds),
        status=_status(pid),
    )


def _status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def join_namespaces(pid: int) -> None:
    """Joins those that are not ours already."""
    fds = [
        os.open(f"/proc/{pid}/ns/{name}", os.O_RDONLY | os.O_CLOEXEC)
        for name in _NAMESPACES
        if os.readlink(f"/proc/{pid}/ns/{name}") != os.readlink(f"/proc/self/ns/{name}")
    ]
    for fd in fds:
        _call("setns", fd, 0)
        os.close(fd)


def take(place: Place) -> None:
    """Takes all but the namespaces. To be called in a child, which alone is in the one of pids."""
    os.setsid()
    os.chdir(place.folder)
    os.umask(int(place.status["Umask"], 8))
    _take_rights(place.status)
    for target, fd in enumerate(place.fds):
        os.dup2(fd, target)
    os.environb.clear()
    os.environb.update(place.variables)
    _take_arguments(place.argv)
    _forget_what_was_read()


def _take_rights(status: Mapping[str, str]) -> None:
    bounding = int(status["CapBnd"], 16)
    for number in range(int(Path("/proc/sys/kernel/cap_last_cap").read_bytes()) + 1):
        if not bounding >> number & 1:
            _call("prctl", _PR_CAPBSET_DROP, number, 0, 0, 0)
    if status["NoNewPrivs"] == "1":
        _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    sets = [int(status[name], 16) for name in ("CapEff", "CapPrm", "CapInh")]
    halves = [value >> shift & 0xFFFFFFFF for shift in (0, 32) for value in sets]
    _call("capset", struct.pack("Ii", _CAPABILITY_VERSION_3, 0), struct.pack("6I", *halves))
    # The change of rights has taken /proc/self away from us.
    _call("prctl", _PR_SET_DUMPABLE, 1, 0, 0, 0)


def _take_arguments(argv: tuple[str, ...]) -> None:
    """As the interpreter would: all that follows our own script in the fresh command."""
    if sys.argv[0] not in argv:
        raise Trouble(f"the command of the manifest does not start {sys.argv[0]}")
    sys.argv[:] = argv[argv.index(sys.argv[0]) :]


def _forget_what_was_read() -> None:
    """What this process has learnt of the machine does not hold in the world."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        old = getattr(sys, name)
        fd = ("stdin", "stdout", "stderr").index(name)
        # Standard error is written line by line, whatever it is.
        new = open(fd, mode, 1 if fd == 2 else -1, old.encoding, old.errors, closefd=False)
        setattr(sys, name, new)
        setattr(sys, f"__{name}__", new)
    tempfile.tempdir = None
    random.seed()
    time.tzset()
    # The resolver of the C library looks at /etc/resolv.conf again.
    with contextlib.suppress(AttributeError):
        getattr(_LIBC, "__res_init")()


def _call(name: str, *arguments: int | bytes) -> None:
    if getattr(_LIBC, name)(*arguments) != 0:
        error = ctypes.get_errno()
        raise Trouble(f"{name}: {os.strerror(error)}")
