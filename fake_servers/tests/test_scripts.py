# SPDX-License-Identifier: Apache-2.0
"""Steps, matchers and what breaks a single reply, with curl as the client."""

from pathlib import Path

import pytest
from faults import Seen, meet

PATH = "/autodiscover/autodiscover.xml"
SHOW = ["-sS", "-w", "%{http_code} ", "-m", "2"]
TLS = "https://mail.corp.test"


def quiet(*urls: str) -> list[str]:
    """The arguments of curl that ask for each, and show no body."""
    return [word for url in urls for word in ("-o", "/dev/null", url)]


def world(fields: str) -> str:
    return f"hosts: {{mail.corp.test: {{https: {{{fields}}}}}}}"


def ask(directory: Path, fields: str, *commands: str) -> Seen:
    """Each command is the options and the path of one curl."""
    shown = " ".join(f"'{word}'" for word in [*SHOW, "-o", "/dev/null"])
    script = "; ".join(f"curl {shown} {command}" for command in commands)
    return meet(directory, world(fields), "sh", "-c", script)


def test_steps_come_in_their_order_and_the_last_stays(tmp_path: Path) -> None:
    fields = "script: [{status: 503, body: a}, {status: 404, body: b}, {status: 418, body: c}]"
    seen = ask(tmp_path, fields, *[TLS + PATH] * 4)
    assert seen.out.split() == ["503", "404", "418", "418"]


@pytest.mark.parametrize(
    ("match", "hits", "misses"),
    [
        ("{method: PUT, path: /a}", f"-X PUT {TLS}/a", f"{TLS}/a"),
        ("{path: /A/b}", f"{TLS}/a/B", f"{TLS}/a/b/c"),
        ("{path: =/A/b}", f"{TLS}/A/b", f"{TLS}/a/b"),
        ("{path: /a, header: {X-Kind: one}}", f"-H 'x-kind: one' {TLS}/a", f"{TLS}/a"),
        ("{path: /a, body: needle}", f"-d 'a needle here' {TLS}/a", f"-d hay {TLS}/a"),
        ("{path: /a, account: bob}", f"-u bob:x {TLS}/a", f"-u ann:x {TLS}/a"),
    ],
)
def test_a_matcher_takes_what_it_says_and_nothing_else(
    tmp_path: Path, match: str, hits: str, misses: str
) -> None:
    fields = f"routes: [{{match: {match}, status: 418, body: it}}]"
    assert ask(tmp_path, fields, hits, misses).out.split() == ["418", "404"]


def test_hosts_share_what_has_happened(tmp_path: Path) -> None:
    text = """
        hosts:
          one.corp.test: {http: {routes: [{match: {path: /x}, status: 401, body: refused}]}}
          two.corp.test:
            http:
              routes:
                - match: {path: /x, after: {host: one.corp.test, status: 401, count: 2}}
                  location: "http://three.corp.test/"
                  status: 301
                - {match: {path: /x}, status: 503, body: wait}
        """
    one, two = "http://one.corp.test/x", "http://two.corp.test/x"
    seen = meet(tmp_path, text, "curl", *SHOW, *quiet(two, one, two, one, two))
    assert [event["status"] for event in seen.events("reply")] == [503, 401, 503, 401, 301]


# What a reply says is not what comes: curl's own words for it.
@pytest.mark.parametrize(
    ("fault", "code", "bytes_sent"),
    [
        ("{truncate_after: 4}", 18, None),
        ("{reset_after: 40}", 56, 40),
        ("{silent: true}", 28, 0),
    ],
)
def test_a_reply_breaks(tmp_path: Path, fault: str, code: int, bytes_sent: int | None) -> None:
    seen = ask(tmp_path, f"body: '0123456789', fault: {fault}", TLS + PATH)
    assert seen.exit_code == code
    [reply] = seen.events("reply")
    assert reply["fault"] == fault.strip("{").split(":")[0]
    assert bytes_sent is None or reply["bytes"] == bytes_sent


def test_a_reply_drips(tmp_path: Path) -> None:
    command = ["curl", "-sS", "-o", "/dev/null", "-w", "%{time_starttransfer} %{time_total}"]
    fields = "body: '0123456789', fault: {drip: 3ms}"
    seen = meet(tmp_path, world(fields), *command, TLS + PATH)
    first, total = map(float, seen.out.split())
    [reply] = seen.events("reply")
    # The handshake is as quick as ever: only the reply is slow.
    assert total - first > 0.002 * (reply["bytes"] - 1)


@pytest.mark.parametrize(("header", "connections"), [("", 1), ("Connection: close", 2)])
def test_a_connection_is_kept_or_not(tmp_path: Path, header: str, connections: int) -> None:
    fields = f"body: x, headers: {{{header}}}" if header else "body: x"
    seen = meet(tmp_path, world(fields), "curl", *SHOW, *quiet(TLS + PATH, TLS + PATH))
    assert seen.out.split() == ["200", "200"]
    assert len(seen.events("connect")) == connections


def test_a_cookie_comes_back_to_its_host_alone(tmp_path: Path) -> None:
    text = """
        hosts:
          one.corp.test: {http: {body: x, headers: {Set-Cookie: "mark=abcdef123; Path=/"}}}
          two.corp.test: {http: {body: x}}
        """
    urls = [f"http://{name}.corp.test{PATH}" for name in ("one", "one", "two")]
    seen = meet(tmp_path, text, "curl", *SHOW, "-b", "", *quiet(*urls))
    sent = [dict(event["headers"]).get("Cookie") for event in seen.events("request")]
    assert [value is not None for value in sent] == [False, True, False]
    assert [event["form"] for event in seen.events("secret")] == ["cookie"]
