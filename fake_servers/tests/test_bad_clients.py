# SPDX-License-Identifier: Apache-2.0
"""One bad client cannot stop the world: a good one is served while others misbehave."""

import json
import os
import select
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from exchange import EXECUTABLE, PATIENCE_S, Process, read_line, start

PATH = "/autodiscover/autodiscover.xml"
WORLD = """
mailbox: {address: ann@corp.test, password: correct horse battery}
world:
  hosts:
    mail.corp.test: {https: {auth: ntlm, reply: settings, tls: {resumption: tickets}}}
    plain.corp.test: {http: {reply: settings}}
    directory.corp.test: {ldap: {points: [{url: "https://mail.corp.test/"}]}}
"""
# Of 512 connections that are served at once, with some left for the good client.
MANY = 400
# A sanitizer keeps what was freed.
LIMIT_KIB = (4 << 20) if os.environ.get("FAKE_EXCHANGE_SANITIZED") else (200 << 10)
REQUEST = f"GET {PATH} HTTP/1.1\r\nHost: h\r\n\r\n".encode()


class Served:
    """Where its hosts are."""

    def __init__(self, process: Process, listing: dict[str, Any]) -> None:
        self.process = process
        self.ports = {(s["host"], s["world_port"]): s["port"] for s in listing["services"]}
        self.dns: int = listing["dns"]["port"]

    def connect(self, host: str, port: int) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.ports[host, port]), PATIENCE_S)

    def plain(self) -> socket.socket:
        return self.connect("plain.corp.test", 80)

    def answers(self) -> bool:
        """Whether curl and a resolver get what they ask for."""
        url = f"http://127.0.0.1:{self.ports['plain.corp.test', 80]}{PATH}"
        show = ["-s", "-o", "/dev/null", "-w", "%{http_code}", "--noproxy", "*", "-m", "20"]
        status = subprocess.run(["curl", *show, url], capture_output=True, check=False).stdout
        at = ["@127.0.0.1", "-p", str(self.dns), "mail.corp.test"]
        found = subprocess.run(["dig", "+short", *at], capture_output=True, check=False).stdout
        return status == b"200" and found.startswith(b"192.0.2.")

    def memory_kib(self) -> int:
        """The most that it has had."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(status.split("VmHWM:")[1].split()[0])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    path = tmp_path / "world.yaml"
    path.write_text(WORLD, encoding="utf-8")
    with start([EXECUTABLE, "serve", str(path), "--json", "--until-eof"]) as process:
        yield Served(process, json.loads(read_line(process)))
        assert process.poll() is None, "the server has ended"
        process.terminate()
        assert process.wait(PATIENCE_S) == 0


@contextmanager
def many(connect: Callable[[], socket.socket]) -> Iterator[list[socket.socket]]:
    """Many connections at once, until the end."""
    with ExitStack() as stack:
        yield [stack.enter_context(connect()) for _ in range(MANY)]


def test_connections_that_say_nothing(served: Served) -> None:
    with many(served.plain):
        assert served.answers()


def test_requests_that_never_end(served: Served) -> None:
    with many(served.plain) as clients:
        for client in clients:
            client.sendall(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\nhalf")
        assert served.answers()


def test_handshakes_that_stop(served: Served) -> None:
    with many(lambda: served.connect("mail.corp.test", 443)) as clients:
        for client in clients:
            client.sendall(b"\x16\x03\x01\x02\x00\x01\x00")
        assert served.answers()


def test_who_never_reads(served: Served) -> None:
    with ExitStack() as stack:
        for _ in range(64):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect(("127.0.0.1", served.ports["plain.corp.test", 80]))
            client.setblocking(False)
            client.send(REQUEST * 256)
        assert served.answers()
        assert served.memory_kib() < LIMIT_KIB


def make_noise(client: socket.socket, size: int) -> None:
    """Sends bytes of chance, and reads what is said to them."""
    with suppress(OSError):  # The server may end the connection as it likes.
        client.sendall(os.urandom(size))
        client.shutdown(socket.SHUT_WR)
        while client.recv(65536):
            pass


@pytest.mark.parametrize(
    ("host", "port"),
    [("mail.corp.test", 443), ("plain.corp.test", 80), ("directory.corp.test", 389)],
)
def test_noise(served: Served, host: str, port: int) -> None:
    for size in (1, 7, 100, 10_000, 1_000_000):
        with served.connect(host, port) as client:
            make_noise(client, size)
    assert served.answers()


def test_noise_inside_tls(served: Served) -> None:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    for size in (1, 10_000, 1_000_000):
        with context.wrap_socket(served.connect("mail.corp.test", 443)) as client:
            make_noise(client, size)
    assert served.answers()


def test_noise_to_the_resolver(served: Served) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        for size in range(0, 1400):
            client.sendto(os.urandom(size), ("127.0.0.1", served.dns))
    with socket.create_connection(("127.0.0.1", served.dns), PATIENCE_S) as stream:
        stream.sendall(b"\xff\xff" + os.urandom(200))
        assert served.answers()


@pytest.mark.parametrize(
    ("head", "more"),
    [
        (b"GET / HTTP/1.1\r\n", b"X-More: " + b"x" * 10_000 + b"\r\n"),
        (
            b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"2710\r\n" + b"x" * 10_000 + b"\r\n",
        ),
    ],
    ids=["head", "body"],
)
def test_what_has_no_end_is_refused(served: Served, head: bytes, more: bytes) -> None:
    with served.plain() as client:
        client.sendall(head)
        sent = 0
        with suppress(ConnectionError):  # It need not read to the end what it refuses.
            while not select.select([client], [], [], 0)[0]:
                sent += client.send(more)
                assert sent < 100 << 20, "it takes whatever comes"
            assert client.recv(9) in (b"HTTP/1.1 ", b"")
    assert served.answers()
    assert served.memory_kib() < LIMIT_KIB


def test_connections_that_are_reset(served: Served) -> None:
    at_once = bytes.fromhex("0100000000000000")  # SO_LINGER for no time: RST
    for _ in range(2000):
        with served.plain() as client:
            client.send(b"GET / HT")
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    assert served.answers()
