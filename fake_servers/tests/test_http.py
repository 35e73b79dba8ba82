# SPDX-License-Identifier: Apache-2.0
"""Each fault of HTTP, seen by clients that are not ours: curl, http.client, a socket."""

import gzip
import http.client
import json
import socket
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from exchange import EXECUTABLE, PATIENCE_S, read_line, start

WORLD = Path(__file__).with_name("http_faults.yaml")
GIGABYTE = 1 << 30


class Served:
    """The world, and where its hosts are."""

    def __init__(self, process: Any, listing: dict[str, Any], follow: Path) -> None:
        self.process = process
        self.ports = {s["host"]: s["port"] for s in listing["services"]}
        self.follow = follow

    def port(self, host: str = "mail.corp.test") -> int:
        port: int = self.ports[host]
        return port

    def raw(self, path: str, *, method: str = "GET", headers: str = "") -> bytes:
        """All that comes until the server ends the connection."""
        return self.say(f"{method} {path} HTTP/1.1\r\nHost: h\r\n{headers}\r\n".encode())

    def say(self, request: bytes, host: str = "mail.corp.test") -> bytes:
        with socket.create_connection(("127.0.0.1", self.port(host)), PATIENCE_S) as client:
            client.sendall(request)
            received = b""
            while piece := client.recv(65536):
                received += piece
            return received

    def get(self, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port(), timeout=PATIENCE_S)
        connection.request(
            "GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        response = connection.getresponse()
        return response, response.read()

    def curl(self, path: str, *options: str) -> subprocess.CompletedProcess[bytes]:
        url = f"http://127.0.0.1:{self.port()}{path}"
        argv = ["curl", "-sS", "--noproxy", "*", "--max-time", "60", *options, url]
        return subprocess.run(argv, capture_output=True, check=False)

    def seen(self, path: str) -> dict[str, Any]:
        """The request event for a path."""
        for line in self.follow.read_text(encoding="utf-8").splitlines():
            event: dict[str, Any] = json.loads(line)
            if event["kind"] == "request" and event["path"] == path:
                return event
        raise AssertionError(path)

    def memory_kib(self) -> int:
        """The most memory that the server has had."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(status.split("VmHWM:")[1].split()[0])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    follow = tmp_path_factory.mktemp("http") / "seen"
    options = ["--json", "--until-eof", "--follow", str(follow)]
    with start([EXECUTABLE, "serve", str(WORLD), *options]) as process:
        yield Served(process, json.loads(read_line(process)), follow)
        process.terminate()


CLOSE = "Connection: close\r\n"


def test_1xx_come_before_the_reply(served: Served) -> None:
    received = served.raw("/interim", headers=CLOSE)
    assert received.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n")
    assert received.endswith(b"\r\n\r\ndone")
    assert served.curl("/interim").stdout == b"done"


def test_100_continue_when_it_is_asked_for(served: Served) -> None:
    result = served.curl("/interim", "-H", "Expect: 100-continue", "-d", "x", "-v")
    assert result.stderr.count(b"HTTP/1.1 100 Continue") == 2  # Its own, and the world's.


def test_http_0_9_is_a_body_alone(served: Served) -> None:
    assert served.raw("/http-0.9") == b"bare"
    assert served.curl("/http-0.9", "--http0.9").stdout == b"bare"
    assert served.curl("/http-0.9").returncode == 1


def test_http_1_0_closes(served: Served) -> None:
    received = served.raw("/http-1.0")
    assert received.startswith(b"HTTP/1.0 200 OK\r\n")
    response, body = served.get("/http-1.0")
    assert (response.version, body) == (10, b"old")


def test_no_length_ends_with_the_connection(served: Served) -> None:
    response, body = served.get("/to-the-end")
    assert (response.getheader("Content-Length"), body) == (None, b"until the end")


def test_chunks_and_trailers(served: Served) -> None:
    response, body = served.get("/chunked")
    assert (response.getheader("Transfer-Encoding"), body) == ("chunked", b"in pieces")
    assert served.raw("/chunked", headers=CLOSE).endswith(b"0\r\nX-Last: yes\r\n\r\n")


def test_a_broken_chunk(served: Served) -> None:
    assert served.curl("/broken-chunk").returncode == 56
    with pytest.raises(http.client.IncompleteRead):
        served.get("/broken-chunk")


def test_unfinished_chunks(served: Served) -> None:
    assert served.curl("/unfinished-chunks").returncode == 18


def test_lengths_that_are_wrong(served: Served) -> None:
    assert served.get("/length-too-small")[1] == b"01234"
    assert served.raw("/length-too-small").endswith(b"0123456789")
    assert served.curl("/length-too-large").returncode == 18
    with pytest.raises(http.client.IncompleteRead):
        served.get("/length-too-large")
    assert served.raw("/two-lengths").count(b"Content-Length: ") == 2
    assert b"Content-Length: many\r\n" in served.raw("/length-no-number")


def test_gzip_is_for_those_who_ask(served: Served) -> None:
    response, body = served.get("/gzip")
    assert (response.getheader("Content-Encoding"), body[:8]) == (None, b"unpacked")
    response, body = served.get("/gzip", Accept_Encoding="gzip")
    assert gzip.decompress(body) == b"unpacked unpacked unpacked"
    assert served.curl("/gzip", "--compressed").stdout == b"unpacked unpacked unpacked"


def test_gzip_that_nobody_asked_for(served: Served) -> None:
    response, body = served.get("/gzip-unasked")
    assert response.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(body) == b"unpacked unpacked unpacked"


def test_gzip_that_breaks_off(served: Served) -> None:
    assert served.curl("/gzip-broken", "--compressed").returncode in (23, 61)


def test_the_bomb_unpacks_to_a_gigabyte(served: Served) -> None:
    _, body = served.get("/gzip-bomb")
    assert len(body) < 2 << 20
    size, total, unpacker = 1 << 20, 0, zlib.decompressobj(wbits=31)
    while piece := unpacker.decompress(body, size):
        total += len(piece)
        body = unpacker.unconsumed_tail
    # zlib has checked the sum at the end.
    assert (total, unpacker.eof) == (GIGABYTE, True)


def test_raw_bytes(served: Served) -> None:
    received = served.raw("/raw")
    assert received == b"HTTP/1.1 200 Fine /raw\r\nLocation: a\r\nlocation: b\r\n\r\nrest"


def test_raw_header_lines(served: Served) -> None:
    received = served.raw("/raw-header", headers=CLOSE)
    assert b"\r\nno colon at all\r\nX-A: b\r\nX-C: d\r\n" in received
    assert received.startswith(b"HTTP/1.1 302 ")


def test_a_location_of_16_kib(served: Served) -> None:
    result = served.curl("/long-location", "-w", "%{redirect_url}")
    assert len(result.stdout) == len("https://a.test/") + 16 * 1024


def test_a_hundred_thousand_headers(served: Served) -> None:
    received = served.raw("/many-headers", headers=CLOSE)
    assert received.count(b"\r\nX-Fixture-") == 100_000
    with pytest.raises(http.client.HTTPException):
        served.get("/many-headers")


def test_a_gigabyte_that_is_nowhere_stored(served: Served) -> None:
    served.get("/gzip-bomb")  # What it keeps, it has now.
    before = served.memory_kib()
    result = served.curl("/stream", "-o", "/dev/null", "-w", "%{size_download}")
    assert result.stdout == str(GIGABYTE).encode()
    assert served.memory_kib() < before + 8 * 1024
    assert served.get("/chunked-stream")[1] == b"x" * 1_000_000


def test_garbage(served: Served) -> None:
    received = served.raw("/garbage")
    assert len(received) == 1000
    assert served.raw("/garbage") == received  # The same in every run.
    assert served.curl("/garbage").returncode in (1, 8, 56)


def test_closed_at_each_point(served: Served) -> None:
    assert served.raw("/closed-before-head") == b""
    assert served.curl("/closed-before-head").returncode == 52
    in_head = served.raw("/closed-in-head")
    assert in_head.startswith(b"HTTP/1.1 200 ") and b"\r\n\r\n" not in in_head
    before_body = served.raw("/closed-before-body")
    assert before_body.endswith(b"\r\n\r\n") and b"Content-Length: 10\r\n" in before_body
    assert served.raw("/closed-in-body").endswith(b"\r\n\r\n01234")
    after = served.raw("/closed-after-reply")
    assert after.endswith(b"0123456789") and b"Connection:" not in after


def test_headers_of_the_world(served: Served) -> None:
    response, _ = served.get("/headers")
    assert (response.status, response.getheader("Retry-After")) == (503, "120")
    assert response.headers.get_all("Set-Cookie") == ["a=1", "b=2"]
    assert response.getheader("Alt-Svc") == 'h3=":443"'
    assert served.get("/status")[0].status == 799


def test_pipelined_requests_are_answered_in_order(served: Served) -> None:
    first = b"GET /to-be-404 HTTP/1.1\r\nHost: h\r\n\r\n"
    second = b"GET /status HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
    received = served.say(first + second)
    assert 0 <= received.index(b"HTTP/1.1 404") < received.index(b"HTTP/1.1 799")


def test_an_answer_sets_what_another_looks_at(served: Served) -> None:
    assert [served.get("/moved")[1] for _ in range(3)] == [b"here", b"moved", b"moved"]


def test_after_the_second_401(served: Served) -> None:
    statuses = [served.get("/login")[0].status for _ in range(3)]
    assert statuses == [401, 401, 200]


def test_answers_differ_by_account(served: Served) -> None:
    bob = {"Authorization": "Basic Ym9iQGNvcnAudGVzdDp4"}  # bob@corp.test:x
    assert served.get("/for", **bob)[1] == b"bob's"
    assert served.get("/for")[1] == b"anybody's"


def test_a_step_waits_for_another_host(served: Served) -> None:
    answers: list[bytes] = []
    waiter = threading.Thread(target=lambda: answers.append(served.get("/waits")[1]))
    waiter.start()
    while "/waits" not in served.follow.read_text(encoding="utf-8"):
        time.sleep(0.001)  # Until the server has its request.
    assert not answers
    served.say(b"GET / HTTP/1.0\r\n\r\n", "other.corp.test")
    waiter.join(PATIENCE_S)
    assert answers == [b"waited"]


def test_a_wait_has_an_end(served: Served) -> None:
    assert served.get("/waits-a-little")[1] == b"did not come"


def test_what_no_rule_expected_is_kept_with_the_nearest(served: Served) -> None:
    response, _ = served.get("/odd", X_Wanted="no")
    assert response.status == 404
    unmatched = served.seen("/odd")["unmatched"]
    assert unmatched["nearest"] == "routes[37]"
    assert unmatched["difference"] == (
        "method: PUT is wanted; header X-Wanted: yes is wanted, another was sent"
    )
    served.get("/raw")
    assert "unmatched" not in served.seen("/raw")
