# SPDX-License-Identifier: Apache-2.0
"""`fake-exchange serve`."""

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from exchange import EXECUTABLE, PATIENCE_S, Completed, Process, read_line, start, transcript

Served = tuple[Process, dict[str, Any]]
PATH = "/autodiscover/autodiscover.xml"


@contextmanager
def serving(world: Path, *options: str) -> Iterator[Process]:
    """A served world that is stopped at the end, if it has not been."""
    with start([EXECUTABLE, "serve", str(world), *options]) as process:
        try:
            yield process
        finally:
            process.terminate()


@pytest.fixture
def served(world: Path, tmp_path: Path) -> Iterator[Served]:
    """A served world and what it said of itself."""
    options = ["--json", "--until-eof", "--transcript", str(tmp_path / "seen.json")]
    with serving(world, *options) as process:
        yield process, json.loads(read_line(process))


def curl(*arguments: str) -> Completed:
    return subprocess.run(
        ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "--noproxy", "*", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def service(listing: dict[str, Any], host: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [s for s in listing["services"] if s["host"] == host]
    return found[0]


def test_curl_connects_with_the_printed_root(served: Served) -> None:
    _, listing = served
    mail = service(listing, "mail.corp.test")
    assert (mail["world_port"], mail["tls"]) == (443, True)
    to = f"mail.corp.test:443:{mail['address']}:{mail['port']}"
    url = f"https://mail.corp.test{PATH}"
    assert curl("--connect-to", to, "--cacert", listing["ca_file"], url).stdout == "401"
    # Fails if anything but the world's own root makes it trusted.
    assert curl("--connect-to", to, url).returncode == 60


def test_curl_resolves_to_the_printed_port(served: Served) -> None:
    _, listing = served
    plain = service(listing, "plain.corp.test")
    name = f"plain.corp.test:{plain['port']}"
    result = curl("--resolve", f"{name}:{plain['address']}", f"http://{name}{PATH}")
    assert result.stdout == "200"


def test_the_dns_port_answers(served: Served) -> None:
    _, listing = served
    query = bytes.fromhex("abcd01000001000000000000") + b"\4mail\4corp\4test\0\0\1\0\1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(PATIENCE_S)
        client.sendto(query, (listing["dns"]["address"], listing["dns"]["port"]))
        answer = client.recv(512)
    assert answer[:2] == b"\xab\xcd"
    assert answer[6:8] == b"\0\1"  # one answer


def test_the_root_is_given_inline_too(served: Served) -> None:
    _, listing = served
    assert listing["ca_pem"].startswith("-----BEGIN CERTIFICATE-----")
    assert Path(listing["ca_file"]).read_text(encoding="ascii") == listing["ca_pem"]


def test_the_end_of_input_stops_it_and_writes_the_transcript(
    served: Served, tmp_path: Path
) -> None:
    process, listing = served
    plain = service(listing, "plain.corp.test")
    curl(f"http://{plain['address']}:{plain['port']}{PATH}")
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(PATIENCE_S) == 0
    document = transcript(tmp_path / "seen.json")
    assert "exit_code" not in document
    assert "request" in [event["kind"] for event in document["events"]]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_and_writes_the_transcript(
    served: Served, tmp_path: Path, number: signal.Signals
) -> None:
    process, _ = served
    process.send_signal(number)
    assert process.wait(PATIENCE_S) == 0
    assert transcript(tmp_path / "seen.json")["events"] == []


def test_the_root_can_go_to_a_file(world: Path, tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    with serving(world, "--json", "--ca", str(path)) as process:
        listing = json.loads(read_line(process))
    assert listing["ca_file"] == str(path)
    assert path.read_text(encoding="ascii") == listing["ca_pem"]


def test_people_get_a_table_and_a_command_that_works(world: Path) -> None:
    with serving(world) as process:
        lines = [read_line(process)]
        while not lines[-1].startswith("Try: "):
            lines.append(read_line(process))
        command = lines[-1].removeprefix("Try: ").split()
        assert command[0] == "curl"
        assert curl(*command[1:]).stdout == "401"
    text = "".join(lines)
    assert "mail.corp.test:443" in text
    assert "DNS" in text
    assert "ann@corp.test" in text


def test_a_wrong_world_ends_with_120(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("mailbox: 3\n")
    result = subprocess.run(
        [EXECUTABLE, "serve", str(path)], capture_output=True, check=False, env=dict(os.environ)
    )
    assert result.returncode == 120
