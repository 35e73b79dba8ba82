# SPDX-License-Identifier: Apache-2.0
"""Stands in the world for an adapter that is loaded already, and ends as the adapter ends.

Usage: python3 -I -S stub.py SOCKET COMMAND ARGS...   (COMMAND is how the adapter starts fresh)

Started once for each scenario, so it loads nothing that costs time: `_socket` spares the 10 ms that
`socket` takes for its enumerations.
"""

import array
import os
import sys

import _socket

# Says that the adapter was not reached; what it printed then is `TROUBLE` and the reason.
EXIT_MECHANISM = 119
TROUBLE = "resident adapter: "


def request(arguments: list[str]) -> bytes:
    """How this process was started, as the server's `parse` reads it."""
    argv = [os.fsencode(argument) for argument in arguments]
    variables = [name + b"=" + value for name, value in os.environb.items()]
    return b"\0".join([str(len(argv)).encode(), os.fsencode(os.getcwd()), *argv, *variables])


def ask(path: str, arguments: list[str]) -> tuple[str, str]:
    """Has the command run on our descriptors; how it ended: a word and what belongs to it."""
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)
    connection.connect(path)
    fds = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", [0, 1, 2]).tobytes())
    connection.sendmsg([request(arguments)], [fds])
    word, _, rest = connection.recv(4096).decode("utf-8", "replace").partition(" ")
    return word, rest


def main() -> int:
    """Ends with the adapter's status or signal."""
    try:
        word, rest = ask(sys.argv[1], sys.argv[2:])
    except OSError as error:
        word, rest = "failed", str(error)
    if word == "exit":
        return int(rest)
    if word == "signal":
        os.kill(os.getpid(), int(rest))
    print(TROUBLE + (rest or "it ended before it answered"), file=sys.stderr)
    return EXIT_MECHANISM


if __name__ == "__main__":
    sys.exit(main())
