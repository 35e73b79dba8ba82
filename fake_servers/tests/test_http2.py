# SPDX-License-Identifier: Apache-2.0
"""HTTP/2, where the world chooses it by ALPN: curl and nghttp as clients."""

import shutil
from pathlib import Path

import pytest
from exchange import PASSWORD
from faults import Seen, meet

PATH = "/autodiscover/autodiscover.xml"
URL = f"https://mail.corp.test{PATH}"
H2 = "tls: {alpn: [h2, http/1.1]}"
SHOW = [
    "-sS",
    "-o",
    "/dev/null",
    "-w",
    "%{http_version} %{http_code} %{size_download}\n",
    "-m",
    "20",
]


def world(fields: str) -> str:
    return f"hosts: {{mail.corp.test: {{https: {{{H2}, {fields}}}}}}}"


def curl(directory: Path, fields: str, *options: str) -> Seen:
    """Asks with curl, which offers both protocols."""
    return meet(directory, world(fields), "curl", *SHOW, *options, URL)


def test_it_is_spoken_where_both_want_it(tmp_path: Path) -> None:
    seen = curl(tmp_path, "status: 418, body: tea")
    assert seen.out == "2 418 3\n"
    assert seen.events("tls")[0]["alpn"] == "h2"
    old = curl(tmp_path, "status: 418, body: tea", "--http1.1")
    assert old.out == "1.1 418 3\n"
    assert old.events("tls")[0]["alpn"] == "http/1.1"


def test_what_was_asked_is_written_down(tmp_path: Path) -> None:
    seen = curl(tmp_path, "body: x", "-H", "X-Odd: Value", "-d", "some body")
    [request] = seen.events("request")
    assert (request["method"], request["target"]) == ("POST", PATH)
    assert (request["http_host"], request["body"]) == ("mail.corp.test", "some body")
    assert ["x-odd", "Value"] in request["headers"]
    [reply] = seen.events("reply")
    assert (reply["status"], reply["request"]) == (200, request["seq"])


@pytest.mark.parametrize(
    ("scheme", "password", "code"),
    [
        (scheme, password, code)
        for scheme in ("basic", "digest", "ntlm")
        for password, code in ((PASSWORD, "200"), ("wrong horse", "401"))
    ],
)
def test_a_login_counts_as_ever(tmp_path: Path, scheme: str, password: str, code: str) -> None:
    login = [f"--{scheme}", "-u", f"ann@corp.test:{password}"]
    seen = curl(tmp_path, f"auth: {scheme}, body: x", *login)
    # curl speaks HTTP/1.1 where NTLM is to be spoken.
    assert seen.out.split()[:2] == ["1.1" if scheme == "ntlm" else "2", code]
    last = seen.events("request")[-1]
    verdict = "accepted" if code == "200" else "rejected"
    assert (last["auth"], last["credential"]) in {(scheme, verdict), ("ntlm", "rejected")}


def test_a_password_is_seen_in_headers_and_in_pieces_of_a_body(tmp_path: Path) -> None:
    options = ["-u", f"ann@corp.test:{PASSWORD}", "-d", f"word={PASSWORD}"]
    seen = curl(tmp_path, "body: x", *options)
    found = {(event["form"], event["where"]) for event in seen.events("secret")}
    assert found == {("base64", "header authorization"), ("raw", "body")}
    assert PASSWORD not in str(seen.document)


def test_steps_and_templates_are_those_of_http_1(tmp_path: Path) -> None:
    fields = "script: [{status: 503}, {location: 'https://b.test/'}, {reply: html}]"
    text = world(fields)
    asked = [word for _ in range(3) for word in ("-o", "/dev/null", URL)]
    show = ["curl", "-sS", "-w", "%{http_code} %{redirect_url} "]
    seen = meet(tmp_path, text, *show, *asked)
    assert seen.out.split() == ["503", "302", "https://b.test/", "200"]
    assert len(seen.events("connect")) == 1
    assert "Server" in dict(seen.events("reply")[-1]["headers"])


def test_interim_replies_head_and_gzip(tmp_path: Path) -> None:
    assert curl(tmp_path, "interim: [103], body: x").out == "2 200 1\n"
    assert curl(tmp_path, "body: four", "-I").out == "2 200 0\n"
    packed = "encoding: gzip, body: '{padding}', padding: {text: abc, times: 1000}"
    assert curl(tmp_path, packed, "--compressed").out.startswith("2 200 ")
    assert int(curl(tmp_path, packed, "--compressed").out.split()[2]) < 300


@pytest.mark.parametrize("fields", ["stream: 30000000", "body: x, encoding: gzip-bomb"])
def test_more_than_a_window_comes_whole(tmp_path: Path, fields: str) -> None:
    seen = curl(tmp_path, fields)
    code, size = seen.out.split()[1:]
    assert code == "200"
    assert int(size) == 30_000_000 if "stream" in fields else int(size) > 1_000_000


# What curl 7.88 calls it depends on how far its own library has come.
BROKEN = {16, 18, 52, 55, 56, 92}


@pytest.mark.parametrize(
    ("fault", "codes"),
    [
        ("{silent: true}", {28}),
        ("{reset_after: 30}", BROKEN),
        ("{truncate_after: 4}", BROKEN),
        ("{close: before-head}", BROKEN),
        ("{garbage: 500}", BROKEN),
    ],
)
def test_a_fault_breaks_it(tmp_path: Path, fault: str, codes: set[int]) -> None:
    seen = curl(tmp_path, f"body: '0123456789', fault: {fault}", "-m", "2")
    assert seen.exit_code in codes
    assert seen.events("reply")[0]["fault"] == fault.strip("{").split(":")[0]


@pytest.mark.skipif(shutil.which("nghttp") is None, reason="nghttp2-client")
def test_many_streams_at_once_are_all_answered(tmp_path: Path) -> None:
    fields = "body: '{padding}', padding: {text: '0123456789', times: 20000}"
    seen = meet(tmp_path, world(fields), "nghttp", "-n", "-s", "-m", "50", URL)
    assert seen.exit_code == 0, seen.err
    assert len(seen.events("reply")) == 50
    assert len(seen.events("connect")) == 1
    assert seen.out.count(" 200 ") == 50


def test_a_body_that_is_too_long_is_refused(tmp_path: Path) -> None:
    script = f"head -c 20000000 /dev/zero | curl -sS --data-binary @- {URL}"
    seen = meet(tmp_path, world("body: x"), "sh", "-c", script)
    assert seen.exit_code != 0
    assert seen.events("request") == []


def test_who_says_h2_and_speaks_something_else_is_left(tmp_path: Path) -> None:
    code = (
        "import socket, ssl; c = ssl.create_default_context(); c.set_alpn_protocols(['h2']);"
        "s = c.wrap_socket(socket.create_connection(('mail.corp.test', 443)),"
        " server_hostname='mail.corp.test');"
        f"s.sendall(b'GET /{PASSWORD.replace(' ', '+')} HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n');"
        "s.settimeout(5); print(b'HTTP/1' in s.recv(9999))"
    )
    seen = meet(tmp_path, world("body: x"), "/usr/bin/python3", "-c", code)
    assert seen.out == "False\n"
    assert seen.events("request") == []
