# SPDX-License-Identifier: Apache-2.0
"""One connection of the client, and the one to its server: bytes pass as they are, and are kept."""

from __future__ import annotations

import select
import socket
import ssl
import struct
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from adconf.trace import tls_facts
from adconf.trace.authority import Authority
from adconf.trace.model import RESET, SILENT
from adconf.trace.recorder import Recorded, Recorder
from adconf.trace.upstream import Place

_CHUNK = 65536
_CONNECT_S = 30.0
_TLS_RECORD = 0x16


class Passing:
    """One connection of the client, and the one to its server."""

    def __init__(
        self, recorder: Recorder, authority: Authority, trust: ssl.SSLContext, place: Place
    ) -> None:
        self._recorder = recorder
        self._authority = authority
        self._trust = trust
        self._place = place

    def run(self, client: socket.socket, address: str) -> None:
        """Until one of both goes away."""
        recorded = self._recorder.opened(self._place, address)
        ends: list[socket.socket] = [client]
        try:
            # The server of plain HTTP may go away before the client has said a word.
            first = client.recv(1, socket.MSG_PEEK) if self._place.port != 80 else b""
            if not first and self._place.port != 80:
                _note(recorded, met="", closed_by="client")
                return
            if first and first[0] == _TLS_RECORD:
                ends += self._both_secure(client, recorded)
            else:
                ends.append(socket.create_connection(self._place.real, _CONNECT_S))
            _pump(ends[-2], ends[-1], recorded, self._recorder)
        except ssl.SSLError as error:
            _object(recorded, error)
        except OSError as error:
            if isinstance(error, ConnectionError):
                _note(recorded, met=RESET if recorded.facts.met == SILENT else "")
                _note(recorded, closed_by="reset")
                _slam(client)
        finally:
            for end in reversed(ends):
                end.close()

    def _both_secure(self, client: socket.socket, recorded: Recorded) -> list[socket.socket]:
        place = self._place
        _note(recorded, tls=True)
        try:
            server, shown = tls_facts.connect(place.real, place.host, self._trust)
        except (ssl.SSLError, ConnectionError) as error:
            raise ConnectionResetError("no handshake") from error
        _note(recorded, met="", certificate=shown, tls_version=server.version() or "")
        context = self._authority.context(place.host, shown)
        names: list[str] = []
        context.sni_callback = lambda _socket, name, _context: names.append(name or "")
        try:
            secure = context.wrap_socket(client, server_side=True)
        except (ssl.SSLError, OSError):
            server.close()
            raise
        finally:
            _note(recorded, sni="".join(names[:1]))
        _note(recorded, tls_ok=True)
        return [secure, server]


def _note(recorded: Recorded, **facts: Any) -> None:
    recorded.facts = replace(recorded.facts, **facts)


def _object(recorded: Recorded, error: ssl.SSLError) -> None:
    """The client does not like what it was shown; in TLS 1.3 that is heard after the handshake."""
    if not recorded.asked.data:
        reason = (error.reason or "").lower().removeprefix("tlsv1_alert_")
        _note(recorded, tls_ok=False, alert=reason.removeprefix("sslv3_alert_") or "closed")


def _slam(client: socket.socket) -> None:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _pump(client: socket.socket, server: socket.socket, kept: Recorded, clock: Recorder) -> None:
    ways = {client: (server, kept.asked), server: (client, kept.answered)}
    while True:
        for end in _ready(list(ways)):
            data = _receive(end)
            if data is None:
                continue
            other, stream = ways[end]
            if not data:
                # The client may half-close and still read; a server that is done is done.
                if end is client and not isinstance(client, ssl.SSLSocket):
                    server.shutdown(socket.SHUT_WR)
                    del ways[client]
                    continue
                _note(kept, closed_by="client" if end is client else "server")
                return
            stream.add(data, clock.now())
            if end is server:
                _note(kept, met="")
            other.sendall(data)


def _ready(ends: Sequence[socket.socket]) -> Sequence[socket.socket]:
    """What TLS has read ahead is seen by no poll."""
    waiting = [end for end in ends if isinstance(end, ssl.SSLSocket) and end.pending()]
    if waiting:
        return waiting
    watched = select.poll()
    by_number = {end.fileno(): end for end in ends}
    for number in by_number:
        watched.register(number, select.POLLIN)
    return [by_number[number] for number, _ in watched.poll()]


def _receive(end: socket.socket) -> bytes | None:
    """What is there; None when it was only something of TLS itself."""
    end.setblocking(False)
    try:
        return end.recv(_CHUNK)
    except (ssl.SSLWantReadError, ssl.SSLWantWriteError, BlockingIOError):
        return None
    except ssl.SSLEOFError:
        return b""
    finally:
        end.setblocking(True)
