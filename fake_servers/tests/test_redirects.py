# SPDX-License-Identifier: Apache-2.0
"""Redirects of every code and form, as curl and http.client see them."""

from pathlib import Path

import pytest
from faults import Seen, meet, meet_python

URL = "http://mail.corp.test/from"
# Where curl would go, as it understands the header.
TARGET = ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}"]


def world(answer: str) -> str:
    """A host that gives this answer at one path, and says what it was asked at another."""
    return f"""
        hosts:
          mail.corp.test:
            http:
              routes:
                - {{match: {{path: =/from}}, {answer}}}
                - {{match: {{path: =/to, method: POST}}, body: posted}}
                - {{match: {{path: =/to}}, body: got}}
        """


def curl(directory: Path, answer: str, *options: str) -> Seen:
    return meet(directory, world(answer), *TARGET, *options, URL)


@pytest.mark.parametrize(
    ("code", "method"), [(301, "got"), (302, "got"), (303, "got"), (307, "posted"), (308, "posted")]
)
def test_each_code_is_followed_as_it_says(tmp_path: Path, code: int, method: str) -> None:
    answer = world(f"status: {code}, location: 'http://mail.corp.test/to'")
    seen = meet(tmp_path, answer, "curl", "-sS", "-L", "-d", "x", URL)
    assert seen.out == method
    assert [event["status"] for event in seen.events("reply")] == [code, 200]


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/to", "http://mail.corp.test/to"),
        ("to?a=b", "http://mail.corp.test/to?a=b"),
        ("//b.test/to", "http://b.test/to"),
        ("https://b.test:8443/to", "https://b.test:8443/to"),
        ("https://user:word@b.test/to", "https://user:word@b.test/to"),
        ("HTTPS://B.TEST/TO", "https://B.TEST/TO"),
        ("ftp://b.test/to", "ftp://b.test/to"),
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("https://b.test/{address}{path}", "https://b.test/ann@corp.test/from"),
    ],
)
def test_each_form_is_what_it_says(tmp_path: Path, location: str, target: str) -> None:
    seen = curl(tmp_path, f"location: '{location}'")
    assert seen.out.lower() == f"302 {target.lower()}"
    filled = location.replace("{path}", "/from").replace("{address}", "ann@corp.test")
    assert dict(seen.events("reply")[0]["headers"])["Location"] == filled


@pytest.mark.parametrize("location", ["http://[::1", "http://a.test:port/", "http://"])
def test_a_broken_one_leads_nowhere(tmp_path: Path, location: str) -> None:
    seen = curl(tmp_path, f"location: '{location}'", "-L")
    assert seen.exit_code == 3  # curl: no URL
    assert len(seen.events("request")) == 1


def test_none_an_empty_one_and_two(tmp_path: Path) -> None:
    assert curl(tmp_path, "status: 302").out == "302 "
    assert curl(tmp_path, "status: 302, location: ''").out == "302 "
    two = "status: 302, headers: {Location: ['http://a.test/', 'http://b.test/']}"
    shown = meet(tmp_path, world(two), "curl", "-sSi", URL).out
    assert shown.count("Location: ") == 2


def test_line_breaks_in_a_target_are_lines_to_the_client(tmp_path: Path) -> None:
    answer = r'status: 302, raw_headers: ["Location: http://a.test/\r\nSet-Cookie: planted=yes"]'
    code = """
        import http.client
        connection = http.client.HTTPConnection("mail.corp.test")
        connection.request("GET", "/from")
        answer = connection.getresponse()
        print(answer.getheader("Location"), answer.getheader("Set-Cookie"))
        """
    seen = meet_python(tmp_path, world(answer), code)
    assert seen.out == "http://a.test/ planted=yes\n"


def test_a_circle_has_no_end_of_its_own(tmp_path: Path) -> None:
    answer = world("location: 'http://mail.corp.test/from'")
    seen = meet(tmp_path, answer, "curl", "-sS", "-L", "--max-redirs", "7", URL)
    assert seen.exit_code == 47
    assert len(seen.events("request")) == 8
