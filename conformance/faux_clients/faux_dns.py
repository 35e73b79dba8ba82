# SPDX-License-Identifier: Apache-2.0
"""SRV look-ups for the faux clients: a resolver in one page, on the standard library alone."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass

_SRV = 33
_TRUNCATED = 0x0200
_TIMEOUT_S = 3.0
# The additional record of RFC 6891: the root's name, type 41, 1232 bytes are welcome.
_OPT = struct.pack(">BHHIH", 0, 41, 1232, 0, 0)
# Whether to speak EDNS.
EDNS = False


@dataclass(frozen=True)
class Record:
    """One SRV record."""

    priority: int
    weight: int
    port: int
    target: str


def srv(name: str) -> list[Record]:
    """The SRV records of a name, in the order of the answer; empty for every kind of failure."""
    head = struct.pack(">6H", 1, 0x0100, 1, 0, 0, int(EDNS))
    query = head + _encode(name) + struct.pack(">2H", _SRV, 1)
    asked = len(query)
    query += _OPT if EDNS else b""
    try:
        answer = _ask_udp(query)
        if struct.unpack_from(">H", answer, 2)[0] & _TRUNCATED:
            answer = _ask_tcp(query)
        return _records(answer, asked)
    except (OSError, struct.error, IndexError):
        return []


def _server() -> str:
    with open("/etc/resolv.conf", encoding="ascii") as file:
        return next(line.split()[1] for line in file if line.startswith("nameserver"))


def _ask_udp(query: bytes) -> bytes:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as channel:
        channel.settimeout(_TIMEOUT_S)
        channel.sendto(query, (_server(), 53))
        return channel.recv(65535)


def _ask_tcp(query: bytes) -> bytes:
    with socket.create_connection((_server(), 53), timeout=_TIMEOUT_S) as channel:
        channel.sendall(struct.pack(">H", len(query)) + query)
        stream = channel.makefile("rb")
        (length,) = struct.unpack(">H", stream.read(2))
        return stream.read(length)


def _encode(name: str) -> bytes:
    parts = [label.encode("ascii") for label in name.split(".")]
    return b"".join(bytes([len(part)]) + part for part in parts) + b"\0"


def _records(answer: bytes, at: int) -> list[Record]:
    (count,) = struct.unpack_from(">H", answer, 6)
    found = []
    for _ in range(count):
        _, at = _name(answer, at)
        kind, _, _, length = struct.unpack_from(">HHIH", answer, at)
        at += 10
        if kind == _SRV:
            priority, weight, port = struct.unpack_from(">3H", answer, at)
            found.append(Record(priority, weight, port, _name(answer, at + 6)[0]))
        at += length
    return found


def _name(answer: bytes, at: int) -> tuple[str, int]:
    """A name, perhaps compressed, and where what follows it begins."""
    labels: list[str] = []
    after = 0
    while answer[at]:
        if answer[at] >= 0xC0:
            after = after or at + 2
            at = struct.unpack_from(">H", answer, at)[0] & 0x3FFF
        else:
            labels.append(answer[at + 1 : at + 1 + answer[at]].decode("ascii"))
            at += 1 + answer[at]
    return ".".join(labels), after or at + 1
