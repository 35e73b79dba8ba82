# SPDX-License-Identifier: Apache-2.0
"""Every fault of TCP and what makes a network slow, seen with curl and Python's sockets."""

import textwrap
import time
from pathlib import Path

import pytest
from exchange import PYTHON
from faults import Seen, meet, meet_python

CONNECT = """
import socket
client = socket.create_connection(("mail.corp.test", 80), timeout=2)
client.sendall(b"GET / HTTP/1.1\\r\\nHost: mail.corp.test\\r\\n\\r\\n")
"""


def world(tcp: str) -> str:
    """A world with one host whose port 80 has this `tcp`."""
    return f"hosts: {{mail.corp.test: {{http: {{tcp: {tcp}}}}}}}"


def python(directory: Path, tcp: str, code: str) -> Seen:
    """Runs Python there; an error's name is its last line."""
    lines = "".join(f"    {line}\n" for line in code.splitlines())
    wrapped = f"try:\n{lines}except OSError as error:\n    print(type(error).__name__)\n"
    return meet_python(directory, world(tcp), wrapped)


def test_a_connection_is_refused(tmp_path: Path) -> None:
    assert python(tmp_path, "refused", CONNECT).out == "ConnectionRefusedError\n"


@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
def test_a_black_hole_answers_no_syn(tmp_path: Path, family: str) -> None:
    text = f"hosts: {{mail.corp.test: {{addresses: [{family}], http: {{tcp: black-hole}}}}}}"
    command = ["curl", "-sS", "-m", "1", "-w", "%{time_connect}", "http://mail.corp.test/"]
    for _ in range(2):
        seen = meet(tmp_path, text, *command)
        assert seen.exit_code == 28
        assert float(seen.out) == 0  # It never connected.
        assert seen.events("connect") == []


def test_a_black_hole_stays_one(tmp_path: Path) -> None:
    code = """
import socket
for _ in range(5):
    client = socket.socket()
    client.settimeout(0.3)
    try:
        client.connect(("mail.corp.test", 80))
        print("connected")
    except TimeoutError:
        print("silence")
"""
    assert python(tmp_path, "black-hole", code).out == "silence\n" * 5


def test_a_dead_family_stands_beside_a_good_one(tmp_path: Path) -> None:
    text = """
        dns: {mail.corp.test: {aaaa: ["2001:db8::dead"]}}
        hosts:
          mail.corp.test: {http: {reply: html}}
          hole.corp.test: {addresses: ["2001:db8::dead"], http: {tcp: black-hole}}
        """
    # curl turns to the other family after 200 ms.
    seen = meet(
        tmp_path,
        text,
        "curl",
        "-sS",
        "-o",
        "/dev/null",
        "-w",
        "%{remote_ip}",
        "http://mail.corp.test/",
    )
    assert seen.out.startswith("192.0.2.")
    six = meet(tmp_path, text, "curl", "-6", "-m", "1", "http://mail.corp.test/")
    assert six.exit_code == 28


def test_accepted_and_silent(tmp_path: Path) -> None:
    seen = python(tmp_path, "silent", CONNECT + "print(client.recv(1))\n")
    assert seen.out == "TimeoutError\n"
    assert seen.events("connect")[0]["fault"] == "silent"


def test_reset_after_accept(tmp_path: Path) -> None:
    seen = python(tmp_path, "reset", CONNECT + "print(client.recv(1))\n")
    assert seen.out in ("ConnectionResetError\n", "BrokenPipeError\n")
    assert seen.events("connect")[0]["fault"] == "reset"


def test_half_closed_after_accept(tmp_path: Path) -> None:
    code = CONNECT + "print(client.recv(1), client.send(b'more'))\n"
    seen = python(tmp_path, "half-close", code)
    assert seen.out == "b'' 4\n"
    close = seen.events("close")[0]
    assert "GET / HTTP/1.1" in close["unread"]
    assert "more" in close["unread"]


def test_reset_at_a_byte_of_the_request(tmp_path: Path) -> None:
    text = "hosts: {mail.corp.test: {http: {tcp: {reset_after: 10}, reply: html}}}"
    code = """
        import socket
        client = socket.create_connection(("mail.corp.test", 80), timeout=5)
        client.sendall(b"123456789")
        try:
            client.settimeout(0.3)
            client.recv(1)
        except TimeoutError:
            print("nine bytes are taken")
        client.settimeout(5)
        client.sendall(b"0")
        try:
            print(client.recv(1))
        except ConnectionResetError:
            print("ten are not")
        """
    seen = meet_python(tmp_path, text, code)
    assert seen.out == "nine bytes are taken\nten are not\n"
    close = seen.events("close")[0]
    assert (close["fault"], close["bytes_in"]) == ("reset_after", 10)


def test_reset_at_a_byte_of_a_request_in_tls(tmp_path: Path) -> None:
    text = "hosts: {mail.corp.test: {https: {tcp: {reset_after: 20}, reply: html}}}"
    seen = meet(tmp_path, text, "curl", "-sS", "https://mail.corp.test/")
    assert seen.exit_code == 56
    assert seen.events("tls")[0]["ok"] is True
    assert seen.events("request") == []
    assert seen.events("close")[0]["fault"] == "reset_after"


def test_reset_at_a_byte_of_the_reply(tmp_path: Path) -> None:
    path = "/autodiscover/autodiscover.xml"
    text = "hosts: {mail.corp.test: {http: {reply: html, fault: {reset_after: 40}}}}"
    seen = meet(tmp_path, text, "curl", "-sS", f"http://mail.corp.test{path}")
    assert seen.exit_code == 56
    assert seen.events("reply")[0]["bytes"] == 40


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_byte_drips(tmp_path: Path, scheme: str) -> None:
    text = f"hosts: {{mail.corp.test: {{{scheme}: {{tcp: {{drip: 1ms}}, reply: html}}}}}}"
    form = "%{time_connect} %{time_appconnect} %{time_total} %{http_code}"
    seen = meet(
        tmp_path,
        text,
        "curl",
        "-s",
        "-o",
        "/dev/null",
        "-w",
        form,
        f"{scheme}://mail.corp.test/autodiscover/autodiscover.xml",
    )
    _, shaken, total, status = map(float, seen.out.split())
    assert status == 200
    sent = seen.events("close")[0]["bytes_out"]
    assert total >= sent / 1000
    if scheme == "https":
        assert shaken > 0.5  # The certificate alone has more bytes.
    assert seen.events("connect")[0]["fault"] == "drip"


SLOW = 'curl -s -o /dev/null -w "%{{time_total}}" {options} {url}'


def seconds(directory: Path, text: str, url: str, options: str = "") -> float:
    """How long curl took, a fresh handshake and name included."""
    seen = meet(directory, text, "sh", "-c", SLOW.format(options=options, url=url))
    return float(seen.out)


PATH = "/autodiscover/autodiscover.xml"


@pytest.mark.parametrize(
    ("url", "options", "trips"),
    [
        (f"http://mail.corp.test{PATH}", "", 3),  # DNS, connect, reply
        (f"https://mail.corp.test{PATH}", "", 4),  # and one flight
        (f"https://mail.corp.test{PATH}", "--tls-max 1.2", 5),  # and two
    ],
)
def test_round_trips_are_charged(tmp_path: Path, url: str, options: str, trips: int) -> None:
    text = "rtt: 200ms\nhosts: {mail.corp.test: {http: {reply: html}, https: {reply: html}}}"
    taken = seconds(tmp_path, text, url, options + " -4")
    assert trips * 0.2 <= taken < (trips + 1) * 0.2


def test_a_host_may_be_farther_than_its_world(tmp_path: Path) -> None:
    text = """
        hosts:
          near.corp.test: {http: {reply: html}}
          far.corp.test: {rtt: 300ms, http: {reply: html}}
        """
    assert seconds(tmp_path, text, f"http://near.corp.test{PATH}") < 0.3
    assert seconds(tmp_path, text, f"http://far.corp.test{PATH}") >= 0.6


def test_a_narrow_line_takes_its_time(tmp_path: Path) -> None:
    text = """
        hosts:
          mail.corp.test:
            bandwidth: 20000
            http: {body: "{padding}", padding: {text: x, times: 10000}}
        """
    assert seconds(tmp_path, text, f"http://mail.corp.test{PATH}") >= 0.5


def lost(directory: Path, seed: int | None, *options: str) -> Seen:
    """Twelve queries, and more, in a world that loses half of all."""
    own = "" if seed is None else f"\nseed: {seed}"
    text = f"loss: 50{own}\ndns: {{x.test: {{a: [192.0.2.1]}}}}"
    code = """
        import socket
        client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        client.settimeout(0.2)
        def ask(number):
            head = number.to_bytes(2, "big") + bytes.fromhex("01000001000000000000")
            client.sendto(head + b"\\1x\\4test\\0\\0\\1\\0\\1", ("127.0.0.1", 53))
        for number in range(12):
            ask(number)
        # Answered in order: all of them have been met when the last one is.
        while True:
            ask(99)
            try:
                while client.recv(512)[1] != 99:
                    pass
                break
            except TimeoutError:
                pass
        """
    return meet(directory, text, PYTHON, "-c", textwrap.dedent(code), options=options)


def fates(seen: Seen) -> list[str]:
    """What came of the twelve."""
    return [event["rcode"] for event in seen.events("dns")][:12]


def test_loss_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    first = lost(tmp_path, 7)
    assert first.document["seed"] == 7
    assert first.err == ""
    assert set(fates(first)) == {"silent", "NOERROR"}
    assert fates(lost(tmp_path, 7)) == fates(first)
    assert fates(lost(tmp_path, 8)) != fates(first)
    # The option goes before what the world says.
    asked = lost(tmp_path, 8, "--seed", "7")
    assert (asked.document["seed"], fates(asked)) == (7, fates(first))


def test_chance_without_a_seed_tells_the_one_it_drew(tmp_path: Path) -> None:
    drawn = lost(tmp_path, None)
    seed = str(drawn.document["seed"])
    assert f"--seed {seed} repeats it" in drawn.err
    assert fates(lost(tmp_path, None, "--seed", seed)) == fates(drawn)


def test_a_world_without_chance_says_nothing_of_a_seed(tmp_path: Path) -> None:
    seen = meet(tmp_path, "hosts: {}", "true", options=("--seed", "4294967295"))
    assert (seen.err, "seed" in seen.document) == ("", False)


def test_a_lost_segment_comes_late(tmp_path: Path) -> None:
    text = (
        "loss: 100\nresolver: {servers: [closed]}\nhosts: {mail.corp.test: {http: {reply: html}}}"
    )
    address = "--resolve mail.corp.test:80:192.0.2.10"
    begun = time.monotonic()
    assert seconds(tmp_path, text, f"http://mail.corp.test{PATH}", address) >= 0.4
    assert time.monotonic() - begun < 20
