# SPDX-License-Identifier: Apache-2.0
"""The recording proxy: passes bytes on as they are, both ways, and keeps them.

mitmproxy serves where HTTP is enough. Here the question is what a server really does: DNS, the
handshake, and replies that are no HTTP, so what is between the ends must not understand it.
"""

from __future__ import annotations

import select
import socket
import struct
import threading
from contextlib import suppress
from dataclasses import replace
from typing import Any

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype

from adconf.trace.authority import Authority
from adconf.trace.chamber import Link
from adconf.trace.model import Dns
from adconf.trace.passing import Passing
from adconf.trace.recorder import Recorder
from adconf.trace.upstream import Place, Upstream

_CHUNK = 65536
_LOOK_MS = 200


class Proxy:
    """Listens where the client is led to, and forwards to the upstream alone."""

    def __init__(self, upstream: Upstream, recorder: Recorder) -> None:
        self._upstream = upstream
        self._recorder = recorder
        self.authority = Authority()
        self._trust = upstream.trust()
        self._bound: set[tuple[str, int]] = set()
        self._lock = threading.Lock()
        self._link: Link | None = None
        self._over = threading.Event()
        self._open_ends: set[socket.socket] = set()

    def start(self, link: Link) -> None:
        """Serves DNS; everything else follows from its answers."""
        self._link = link
        for kind, serve in (("udp", self._serve_udp), ("tcp", self._serve_tcp)):
            listener = link.listen("127.0.0.1", 53, kind)
            if listener:
                threading.Thread(target=serve, args=(listener,), daemon=True).start()

    def stop(self) -> None:
        """The client is gone: every thread ends, and with it what it holds open."""
        self._over.set()
        with self._lock:
            for end in self._open_ends:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def _waiting(self, listener: socket.socket) -> bool:
        """Waits until there is something to take; False when nothing more will come."""
        watched = select.poll()
        watched.register(listener, select.POLLIN)
        while not self._over.is_set():
            if watched.poll(_LOOK_MS):
                return True
        return False

    def _serve_udp(self, listener: socket.socket) -> None:
        while self._waiting(listener):
            query, client = listener.recvfrom(_CHUNK)
            threading.Thread(
                target=self._answer_udp, args=(listener, query, client), daemon=True
            ).start()
        listener.close()

    def _answer_udp(self, listener: socket.socket, query: bytes, client: Any) -> None:
        answer = self._resolve(query, tcp=False)
        if answer is not None:
            with suppress(OSError):
                listener.sendto(answer, client)

    def _serve_tcp(self, listener: socket.socket) -> None:
        while self._waiting(listener):
            met, _ = listener.accept()
            threading.Thread(target=self._answer_tcp, args=(met,), daemon=True).start()
        listener.close()

    def _answer_tcp(self, met: socket.socket) -> None:
        with met, met.makefile("rb") as stream:
            head = stream.read(2)
            while len(head) == 2:
                answer = self._resolve(stream.read(struct.unpack("!H", head)[0]), tcp=True)
                if answer is None:
                    return
                met.sendall(struct.pack("!H", len(answer)) + answer)
                head = stream.read(2)

    def _resolve(self, query: bytes, tcp: bool) -> bytes | None:
        asked_at = self._recorder.now()
        answer = self._upstream.answer(query, tcp)
        heard, addresses = _read(query, answer, "tcp" if tcp else "udp", asked_at)
        self._recorder.heard(heard)
        for name, address in addresses:
            for place in self._upstream.places(name, address):
                self._open(place, address)
        return answer

    def _open(self, place: Place, address: str) -> None:
        with self._lock:
            if (address, place.port) in self._bound:
                return
            self._bound.add((address, place.port))
            listener = self._link.listen(address, place.port) if self._link else None
        if listener:
            threading.Thread(
                target=self._accept, args=(listener, place, address), daemon=True
            ).start()

    def _accept(self, listener: socket.socket, place: Place, address: str) -> None:
        while self._waiting(listener):
            met, _ = listener.accept()
            threading.Thread(target=self._pass, args=(met, place, address), daemon=True).start()
        listener.close()

    def _pass(self, met: socket.socket, place: Place, address: str) -> None:
        with self._lock:
            self._open_ends.add(met)
        Passing(self._recorder, self.authority, self._trust, place).run(met, address)
        with self._lock:
            self._open_ends.discard(met)


def _read(
    query: bytes, answer: bytes | None, transport: str, t_ms: float
) -> tuple[Dns, list[tuple[str, str]]]:
    """What was asked and answered, and which addresses it leads to, by the name asked for."""
    question = dns.message.from_wire(query).question[0]
    name = question.name.to_text(omit_final_dot=True).lower()
    heard = Dns(t_ms, name, dns.rdatatype.to_text(question.rdtype), "silent", (), transport)
    if answer is None:
        return heard, []
    try:
        message = dns.message.from_wire(answer, ignore_trailing=True)
    except dns.exception.DNSException:
        return replace(heard, rcode="malformed"), []
    records = [(each, item) for each in message.answer for item in each]
    texts = tuple(
        f"{each.name.to_text(omit_final_dot=True)} {dns.rdatatype.to_text(each.rdtype)} "
        f"{_without_dot(str(item))}"
        for each, item in records
    )
    cut = " truncated" if message.flags & dns.flags.TC else ""
    addresses = [
        (name, str(item))
        for each, item in records
        if each.rdtype in (dns.rdatatype.A, dns.rdatatype.AAAA)
    ]
    rcode = dns.rcode.to_text(message.rcode()) + cut
    return replace(heard, rcode=rcode, answers=texts), addresses


def _without_dot(data: str) -> str:
    return data[:-1] if data.endswith(".") and not data.endswith(" .") and data != "." else data
