# SPDX-License-Identifier: Apache-2.0
"""What every adapter in Python does: one request in, one line out. `serve` is given what is
particular. Whatever a client prints goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Collection
from typing import Any, NoReturn

# Longer than any client here waits by itself for one silent host; shorter than the driver's
# patience.
LIMIT_S = 22
Reply = dict[str, Any]


def answer(reply: Reply, stdout: int) -> NoReturn:
    """Prints and ends at once: a desktop's libraries have exit handlers that take their time."""
    os.write(stdout, (json.dumps(reply) + "\n").encode())
    os._exit(0)


def _tell_of_a_crash(status: int, stdout: int) -> NoReturn:
    """A client that crashes has failed; it is no trouble of the adapter's."""
    if os.WIFSIGNALED(status):
        message = f"the client crashed: signal {os.WTERMSIG(status)}"
        answer({"outcome": "error", "message": message}, stdout)
    os._exit(os.WEXITSTATUS(status))


def serve(protocols: Collection[str], discover: Callable[[dict[str, Any]], Reply]) -> NoReturn:
    """Answers the request on standard input."""
    request = json.load(sys.stdin)
    stdout = os.dup(1)
    os.dup2(2, 1)
    if request.get("version") != 1:
        answer({"outcome": "unsupported", "message": "this adapter speaks version 1"}, stdout)
    if request["command"] != "discover" or request["protocol"] not in ("any", *protocols):
        answer({"outcome": "unsupported"}, stdout)
    child = os.fork()
    if child:
        _tell_of_a_crash(os.waitpid(child, 0)[1], stdout)
    # A thread, because a signal would wait for the library to return.
    late = {"outcome": "error", "message": "the client was still at it, and was ended"}
    limit = threading.Timer(min(LIMIT_S, request["timeout_s"]), answer, [late, stdout])
    limit.daemon = True
    limit.start()
    answer(discover(request), stdout)
