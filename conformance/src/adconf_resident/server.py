# SPDX-License-Identifier: Apache-2.0
"""The loaded adapter: waits beside the driver, and forks a child into the world of each stub.

Usage, in an adapter:   from adconf_resident.server import serve; serve(main)
"""

from __future__ import annotations

import atexit
import gc
import os
import select
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from adconf_resident import takeover

Main = Callable[[], int | None]


def serve(main: Main) -> NoReturn:
    """Serves the socket whose number is the last argument, until standard input ends."""
    listener = socket.socket(fileno=int(sys.argv[-1]))
    sys.path[:] = [folder for folder in sys.path if Path(folder) != Path(__file__).parents[1]]
    # With threads no namespace of users can be joined, and a fork would lose them.
    if threading.active_count() > 1:
        sys.exit("the client starts threads when it is loaded; it cannot be resident")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.collect()
    gc.freeze()
    while True:
        ready, _, _ = select.select([sys.stdin.fileno(), listener], [], [])
        if listener not in ready:
            # The driver removes the folder as well, unless it was killed.
            shutil.rmtree(Path(listener.getsockname()).parent, ignore_errors=True)
            os._exit(0)
        connection, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            _attend(connection, main)
        connection.close()


def _attend(connection: socket.socket, main: Main) -> NoReturn:
    """The child, outside the namespace of pids: starts the grandchild, and tells how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        place = takeover.receive(connection)
        takeover.join_namespaces(place.pid)
        pid = os.fork()
        if pid == 0:
            _run(connection, place, main)
        for fd in place.fds:
            os.close(fd)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status):
            _tell(connection, f"signal {os.WTERMSIG(status)}")
        else:
            _tell(connection, f"exit {os.WEXITSTATUS(status)}")
    except Exception as error:  # pylint: disable=broad-except; the stub must hear of it
        _tell(connection, f"failed {error}")
    os._exit(0)


def _run(connection: socket.socket, place: takeover.Place, main: Main) -> NoReturn:
    """The grandchild, inside: is the adapter from here on."""
    try:
        takeover.take(place)
    except Exception as error:  # pylint: disable=broad-except; the stub must hear of it
        _tell(connection, f"failed {error}")
        os._exit(1)
    connection.detach()
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os._exit(_status_of(main))


def _status_of(main: Main) -> int:
    """Runs a program to its end as the interpreter does, but for taking all its objects apart."""
    try:
        code = _code(main)
        getattr(threading, "_shutdown")()
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        return code
    except BaseException:  # pylint: disable=broad-except; nothing may return into the server
        return 120


def _code(main: Main) -> int:
    try:
        code: object = main()
    except SystemExit as ending:
        code = ending.code
    except BaseException:  # pylint: disable=broad-except; what an interpreter does with it
        sys.excepthook(*sys.exc_info())
        return 1
    if code is None or isinstance(code, int):
        return (code or 0) & 0xFF
    print(code, file=sys.stderr)
    return 1


def _tell(connection: socket.socket, text: str) -> None:
    try:
        connection.send(text.encode())
    except OSError:
        pass  # The stub was stopped: nobody waits for it.
