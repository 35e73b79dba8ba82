# SPDX-License-Identifier: Apache-2.0
"""What the engine records of itself: handed to `conform clean`, and imported."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from adconf.cli import main
from adconf.trace.clean import Wishes, clean
from adconf.trace.files import read
from adconf.trace.har_write import har
from adconf.trace.model import Certificate, Connection, Dns, Exchange, Message, Trace
from adconf.trace.scenario import scenario

_SECRET = "correct horse battery"


def _trace(body: bytes = b"") -> Trace:
    return Trace(
        exchanges=(
            Exchange(
                1.0,
                "autodiscover.kontor.de",
                443,
                True,
                "POST",
                "/autodiscover/autodiscover.xml",
                Message((("Authorization", "Basic -"),)),
                200,
                reply=Message((), body),
                connection=1,
            ),
        ),
        dns=(
            Dns(
                0.0,
                "autodiscover.kontor.de",
                "A",
                "NOERROR",
                ("autodiscover.kontor.de CNAME web.kontor.de", "web.kontor.de A 192.0.2.7"),
            ),
        ),
        connections=(
            Connection(
                0.5,
                1,
                "autodiscover.kontor.de",
                443,
                tls=True,
                tls_ok=True,
                certificate=Certificate("valid", "CN=autodiscover.kontor.de"),
            ),
        ),
        address="erika@kontor.de",
    )


def _hand_over(monkeypatch: pytest.MonkeyPatch, given: Any) -> None:
    data = given if isinstance(given, bytes) else json.dumps(given).encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def test_what_is_handed_over_is_cleaned_and_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = har(_trace(f"<a>{_SECRET}</a>".encode()))
    _hand_over(monkeypatch, {"secrets": [_SECRET], "trace": raw})
    file = tmp_path / "t.har"
    assert main(["clean", "-o", str(file)]) == 0
    text = file.read_text(encoding="utf-8")
    assert _SECRET not in text and "kontor" not in text and "erika" not in text
    assert file.stat().st_mode & 0o777 == 0o600
    assert read(file).exchanges[0].request.header("Authorization") == "Basic [dropped]"


@pytest.mark.parametrize("given", [b"{", {}, {"secrets": []}, {"secrets": 1, "trace": {}}])
def test_what_is_no_raw_trace_is_refused(
    given: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hand_over(monkeypatch, given)
    assert main(["clean", "-o", str(tmp_path / "t.har")]) == 2
    assert list(tmp_path.iterdir()) == []


def test_nothing_half_is_left_where_a_file_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hand_over(monkeypatch, {"secrets": [], "trace": har(_trace())})
    (tmp_path / "t.har").mkdir()
    assert main(["clean", "-o", str(tmp_path / "t.har")]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["t.har"]


# A recorder that stands beside the client knows the name that was asked for, not the host's own.
def test_a_host_behind_an_alias_is_where_the_alias_leads() -> None:
    made = scenario(clean(_trace(), Wishes(keep=["kontor.de"])), {})
    hosts = made["world"]["hosts"]
    assert list(hosts) == ["web.kontor.de"]
    assert hosts["web.kontor.de"]["https"]["tls"] == {
        "certificate": "valid",
        "names": ["autodiscover.kontor.de"],
    }
    assert made["world"]["dns"]["autodiscover.kontor.de"] == {"cname": "web.kontor.de"}
