# SPDX-License-Identifier: Apache-2.0
"""The bytes of one connection, as they were sent, become requests and replies."""

from __future__ import annotations

import gzip
import http.client
import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from adconf.trace.model import CUT, NO_REPLY, NOT_HTTP, Connection, Exchange, Header, Message

_BODY_MAX = 16 * 1024 * 1024


@dataclass
class Stream:
    """One direction: the bytes, and when which of them came (`offset`, `t_ms`)."""

    data: bytearray = field(default_factory=bytearray)
    marks: list[tuple[int, float]] = field(default_factory=list)

    def add(self, data: bytes, t_ms: float) -> None:
        """More bytes have come."""
        self.marks.append((len(self.data), t_ms))
        self.data += data

    def when(self, offset: int) -> float:
        """When the byte at this offset came."""
        return max((t for start, t in self.marks if start <= offset), default=0.0)


@dataclass(frozen=True)
class _Request:
    offset: int
    method: str
    target: str
    message: Message


class _Bytes(io.BytesIO):
    """Stays open when http.client is done with a reply, because the next one follows."""

    def close(self) -> None:
        """Not yet."""


class _Socket:
    """What http.client reads a reply from."""

    def __init__(self, stream: _Bytes) -> None:
        self._stream = stream

    def makefile(self, _mode: str) -> _Bytes:
        """The stream."""
        return self._stream


def exchanges(connection: Connection, asked: Stream, answered: Stream) -> Iterator[Exchange]:
    """The requests of a connection with their replies, in order."""
    replies = _Bytes(bytes(answered.data))
    for request in _requests(bytes(asked.data)):
        start = replies.tell()
        status, reason, reply, ended = _reply(replies, request.method)
        if ended == NO_REPLY and connection.closed_by in ("server", "reset"):
            ended = CUT
        yield Exchange(
            t_ms=asked.when(request.offset),
            host=connection.host,
            port=connection.port,
            tls=connection.tls,
            method=request.method,
            target=request.target,
            request=request.message,
            status=status,
            reason=reason,
            reply=reply,
            connection=connection.number,
            ended=ended,
            raw=bytes(answered.data)[start:] if ended == NOT_HTTP else b"",
        )


def _requests(data: bytes) -> Iterator[_Request]:
    stream = io.BytesIO(data)
    while True:
        start = stream.tell()
        parts = stream.readline().split()
        if len(parts) != 3 or not parts[2].startswith(b"HTTP/"):
            return
        try:
            headers = http.client.parse_headers(stream)
        except http.client.HTTPException:
            return
        pairs = tuple((name, value) for name, value in headers.items())
        if "chunked" in headers.get("Transfer-Encoding", "").lower():
            body = _chunks(stream)
        else:
            body = stream.read(_number(headers.get("Content-Length", "")))
        method, target = parts[0].decode("latin-1"), parts[1].decode("latin-1")
        yield _Request(start, method, target, Message(pairs, decoded(pairs, body)))


def _chunks(stream: io.BytesIO) -> bytes:
    body = bytearray()
    while True:
        try:
            size = int(stream.readline().split(b";")[0], 16)
        except ValueError:
            return bytes(body)
        body += stream.read(size)
        stream.readline()
        if size == 0:
            return bytes(body)


def _number(text: str) -> int:
    return int(text) if text.strip().isdigit() else 0


def _reply(stream: _Bytes, method: str) -> tuple[int, str, Message, str]:
    """Status, reason, message, and how it ended when that was not well."""
    start = stream.tell()
    if start >= len(stream.getvalue()):
        return 0, "", Message(), NO_REPLY
    reader = http.client.HTTPResponse(_Socket(stream), method=method)  # type: ignore[arg-type]
    ended = ""
    try:
        reader.begin()
        body = reader.read(_BODY_MAX if reader.length is None and not reader.chunked else None)
    except http.client.IncompleteRead as error:
        body, ended = error.partial, CUT
    except (http.client.HTTPException, ValueError, OSError):
        ended = NOT_HTTP if b"\r\n\r\n" in stream.getvalue()[start:] else CUT
        stream.seek(0, io.SEEK_END)
        return 0, "", Message(), ended
    pairs = tuple((name, value) for name, value in reader.getheaders())
    return reader.status, reader.reason, Message(pairs, decoded(pairs, body)), ended


def decoded(headers: Sequence[Header], body: bytes) -> bytes:
    """The body without its compression, where that can be undone; else as it is."""
    coding = " ".join(value for name, value in headers if name.lower() == "content-encoding")
    try:
        if coding.strip().lower() in ("gzip", "x-gzip"):
            return gzip.decompress(body)
        if coding.strip().lower() == "deflate":
            return zlib.decompress(body)
    except (OSError, EOFError, zlib.error):
        return body
    return body
