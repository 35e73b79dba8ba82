# SPDX-License-Identifier: Apache-2.0
"""Runs inside the client's own network: starts the client, and hands out listening sockets.

Every address there is leads to this machine. Nothing listens anywhere until the recorder, which
lives outside and alone can reach anything, asks for a socket at an address and a port. It is
given over a socket that both know, as an open file. A program of its own: it may import nothing of
ours.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading

# From <linux/in6.h>: an address may be bound that no interface has.
_IPV6_FREEBIND = 78
_IP_FREEBIND = 15
_BACKLOG = 64


def main(arguments: list[str]) -> int:
    """Sets up the network, runs the command, answers the recorder; the command's exit code."""
    link = socket.socket(fileno=int(arguments[0]))
    for line in (
        ("link", "set", "lo", "up"),
        # Where there is no address but loopback, many programs ask no name server (AI_ADDRCONFIG).
        ("addr", "add", "198.18.0.1/32", "dev", "lo"),
        ("-6", "addr", "add", "2001:db8:ffff::1/128", "dev", "lo"),
        ("route", "add", "local", "0.0.0.0/0", "dev", "lo"),
        ("-6", "route", "add", "local", "::/0", "dev", "lo"),
    ):
        # A kernel without IPv6 refuses the last, and needs it as little.
        subprocess.run(["ip", *line], check="-6" not in line, stderr=subprocess.DEVNULL)
    _hand_out(link)
    _hand_out(link)
    threading.Thread(target=_serve, args=(link,), daemon=True).start()
    without = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"]
    return subprocess.run([*without, *arguments[1:]], check=False, close_fds=True).returncode


def _serve(link: socket.socket) -> None:
    while _hand_out(link):
        pass


def _hand_out(link: socket.socket) -> bool:
    """Answers one question of the recorder; False when it is gone."""
    line = link.recv(4096)
    if not line:
        return False
    asked = json.loads(line)
    try:
        made = _listener(asked["address"], asked["port"], asked["type"])
    except OSError as error:
        link.send(json.dumps({"error": os.strerror(error.errno or 0)}).encode())
        return True
    with made:
        socket.send_fds(link, [b"{}"], [made.fileno()])
    return True


def _listener(address: str, port: int, kind: str) -> socket.socket:
    six = ":" in address
    made = socket.socket(
        socket.AF_INET6 if six else socket.AF_INET,
        socket.SOCK_DGRAM if kind == "udp" else socket.SOCK_STREAM,
    )
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if six:
        made.setsockopt(socket.IPPROTO_IPV6, _IPV6_FREEBIND, 1)
    else:
        made.setsockopt(socket.IPPROTO_IP, _IP_FREEBIND, 1)
    made.bind((address, port))
    if kind == "tcp":
        made.listen(_BACKLOG)
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
