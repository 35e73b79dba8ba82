# SPDX-License-Identifier: Apache-2.0
"""Cleaning: nothing of anybody reaches a file, and what is left is still a trace."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from adconf.errors import UsageError
from adconf.trace import har_read, scenario
from adconf.trace.clean import Wishes, clean, refuse, summary
from adconf.trace.files import write
from adconf.trace.model import Exchange, Message, Trace
from planted import ADDRESS, HOST, PASSWORD, PLANTED, planted

KEY = b"the same in every run of this test"
WISHES = Wishes(secrets=[PASSWORD], key=KEY)


def _reply(body: str) -> Trace:
    message = Message((), body.encode())
    exchange = Exchange(0.0, HOST, 443, True, "GET", "/", Message(), 200, "OK", message)
    return Trace((exchange,))


def _cleaned(body: str, wishes: Wishes = WISHES) -> str:
    return clean(_reply(body), wishes).exchanges[0].reply.body.decode()


def test_there_are_fifty() -> None:
    assert len(PLANTED) >= 50


# Fails if any rule of the cleaner, or one of the encodings, is taken out.
@pytest.mark.parametrize("name", list(PLANTED))
def test_no_planted_secret_reaches_a_file(name: str, tmp_path: Path) -> None:
    done = clean(planted(), WISHES)
    file = tmp_path / "trace.har"
    write(done, file)
    (tmp_path / "world.yaml").write_text(scenario.text(done, {}), encoding="utf-8")
    for written in tmp_path.iterdir():
        text = written.read_text(encoding="utf-8")
        needle = PLANTED[name]
        bodies = [item.reply.body for item in done.exchanges]
        assert needle not in text and json.dumps(needle)[1:-1] not in text
        assert all(needle.encode() not in body for body in bodies)
        assert all(needle.encode("utf-16-le") not in body for body in bodies)


def test_what_is_planted_is_in_the_trace_before() -> None:
    trace = planted()
    texts = repr(trace) + "".join(
        part.body.decode("utf-16-le" if part.body[:2] == b"\xff\xfe" else "utf-8", "replace")
        for item in trace.exchanges
        for part in (item.request, item.reply)
    )
    missing = [
        name
        for name, text in PLANTED.items()
        if text not in texts
        and repr(text)[1:-1] not in texts
        and text.replace('"', "") not in texts
    ]
    assert not missing


def test_the_same_input_has_the_same_pseudonym_everywhere() -> None:
    done = clean(planted(), WISHES)
    first, *_ = done.exchanges
    assert first.request.header("Host") == first.host == done.dns[0].name == done.connections[0].sni
    assert first.host.endswith(".test") and first.host != HOST
    assert first.request.header("X-AnchorMailbox") == done.address
    assert f"https://{first.host}/EWS/Exchange.asmx" in first.reply.body.decode()


def test_lengths_and_shapes_stay() -> None:
    done = clean(planted(), WISHES)
    assert len(done.address) == len(ADDRESS)
    assert len(done.exchanges[0].host) == len(HOST)
    before, after = planted().exchanges[0].reply.body, done.exchanges[0].reply.body
    assert after.count(b"<") == before.count(b"<") and after.endswith(b"<b>")


def test_well_formed_stays_well_formed() -> None:
    text = _cleaned(f'<a b="{ADDRESS}"><DisplayName>Erika &amp; Otto</DisplayName></a>')
    assert ElementTree.fromstring(text).attrib["b"] != ADDRESS


def test_bytes_that_are_no_text_stay() -> None:
    body = b"\xff\x00<x>" + ADDRESS.encode() + b"\xfe"
    trace = _reply("")
    [exchange] = trace.exchanges
    trace = replace(trace, exchanges=(replace(exchange, reply=Message((), body)),))
    after = clean(trace, WISHES).exchanges[0].reply.body
    assert after[:5] == body[:5] and after[-1:] == body[-1:] and ADDRESS.encode() not in after


def test_names_of_the_protocol_stay() -> None:
    text = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
    assert _cleaned(f'<a xmlns="{text}">ann@corp.test 192.0.2.7</a>') == (
        f'<a xmlns="{text}">ann@corp.test 192.0.2.7</a>'
    )


def test_what_shall_be_kept_is_kept() -> None:
    wishes = Wishes(keep=["contoso.com"], key=KEY)
    assert f"https://{HOST}/" in _cleaned(
        f"see https://{HOST}/ or https://mx.fabrikam.com/", wishes
    )


# Fails if the last look before the disk is left out.
@pytest.mark.parametrize("name", ["raw", "base64", "percent", "hexadecimal", "base64 of UTF-16"])
def test_a_known_secret_that_is_left_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="known secret") as error:
        refuse(f"so {PLANTED[name]} it is", [], [PASSWORD], [])
    assert PASSWORD not in str(error.value)


def test_a_cleaned_trace_says_what_was_replaced_and_is_read_back(tmp_path: Path) -> None:
    done = clean(planted(), WISHES)
    write(done, tmp_path / "x.har")
    data = json.loads((tmp_path / "x.har").read_text(encoding="utf-8"))
    assert har_read.read_har(data, "x.har").exchanges[0].host == done.exchanges[0].host
    assert "× address" in summary(done) and "× cookie" in summary(done)
