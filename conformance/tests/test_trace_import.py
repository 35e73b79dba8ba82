# SPDX-License-Identifier: Apache-2.0
"""Traces that others have written: browsers, the Connectivity Analyzer, folders of replies."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from adconf import yaml_file
from adconf.cli import main
from adconf.errors import UsageError
from adconf.paths import ADAPTER_SCHEMAS
from adconf.trace.bodies import body, files, not_http
from adconf.trace.clean import Wishes, clean
from adconf.trace.files import read
from adconf.trace.har_write import har
from adconf.trace.model import CUT, NOT_HTTP, Exchange, Message, Trace
from adconf.trace.scenario import scenario
from planted import planted

_URL = "https://autodiscover.contoso.com/autodiscover/autodiscover.xml"
_POX = "http://schemas.microsoft.com/exchange/autodiscover"
_SETTINGS = (
    f'<Autodiscover xmlns="{_POX}/responseschema/2006"><Response '
    f'xmlns="{_POX}/outlook/responseschema/2006a"><Account><Action>settings</Action><Protocol>'
    "<Type>EXPR</Type><EwsUrl>https://mail.contoso.com/EWS/Exchange.asmx</EwsUrl></Protocol>"
    "</Account></Response></Autodiscover>"
)
_REQUEST = (
    f'<Autodiscover xmlns="{_POX}/outlook/requestschema/2006"><Request>'
    "<EMailAddress>erika@contoso.com</EMailAddress></Request></Autodiscover>"
)
_REPORT = f"""<?xml version="1.0"?>
<TestStep Result="Success"><Description>Testing Autodiscover.</Description><SubSteps>
<TestStep Result="Error"><Description>Attempting to resolve the host name contoso.com in DNS.
</Description><Details>The host name couldn't be resolved.</Details></TestStep>
<TestStep Result="Success"><Description>Attempting to resolve the host name
 autodiscover.contoso.com in DNS.</Description><Details>IP addresses returned: 93.184.216.34
</Details></TestStep>
<TestStep Result="Success"><Description>Testing TCP port 443 on host autodiscover.contoso.com
 to ensure it's listening and open.</Description></TestStep>
<TestStep Result="Success"><Description>The Analyzer is attempting to retrieve an XML response
 from URL {_URL} for user erika@contoso.com.</Description>
<Details>{_SETTINGS.replace("<", "&lt;")}</Details></TestStep></SubSteps></TestStep>"""


def _browser() -> dict[str, Any]:
    """As browsers write it: HTTP/2 pseudo headers, fields of their own, no connection."""
    entry = {
        "startedDateTime": "2024-05-06T07:08:09.123Z",
        "time": 12.5,
        "_initiator": {"type": "other"},
        "request": {
            "method": "POST",
            "url": _URL,
            "httpVersion": "h2",
            "headers": [
                {"name": ":authority", "value": "autodiscover.contoso.com"},
                {"name": "authorization", "value": "Basic ZXJpa2E6aHVudGVyMg=="},
                {"name": "content-type", "value": "text/xml"},
            ],
            "postData": {"mimeType": "text/xml", "text": _REQUEST},
        },
        "response": {
            "status": 200,
            "statusText": "",
            "headers": [{"name": "content-type", "value": "text/xml; charset=utf-8"}],
            "content": {"size": 1, "mimeType": "text/xml", "text": _SETTINGS},
        },
        "serverIPAddress": "93.184.216.34",
    }
    return {"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": [entry]}}


def _made(trace: Trace) -> dict[str, Any]:
    return scenario(clean(trace, Wishes(keep=["contoso.com"])), {})


def test_a_har_of_a_browser(tmp_path: Path) -> None:
    (tmp_path / "b.har").write_text("\ufeff" + json.dumps(_browser()), encoding="utf-8")
    made = _made(read(tmp_path / "b.har"))
    service = made["world"]["hosts"]["autodiscover.contoso.com"]["https"]
    assert "https://mail.contoso.com/EWS/Exchange.asmx" in service["body"]
    assert made["mailbox"]["address"] == "erika@contoso.com"
    assert made["expect"]["secrets"] == {"only": ["autodiscover.contoso.com"]}


def test_a_report_of_the_connectivity_analyzer(tmp_path: Path) -> None:
    (tmp_path / "r.xml").write_text(_REPORT, encoding="utf-8")
    made = _made(read(tmp_path / "r.xml"))
    assert list(made["world"]["hosts"]) == ["autodiscover.contoso.com"]
    assert made["mailbox"]["address"] == "erika@contoso.com"
    found = {"found": {"ews_url": "https://mail.contoso.com/EWS/Exchange.asmx"}}
    assert made["expect"]["result"] == found


def test_a_folder_of_replies(tmp_path: Path) -> None:
    (tmp_path / "1.http").write_bytes(
        b"HTTP/1.1 302 Found\r\nLocation: https://autodiscover.corp.test/x\r\n\r\n"
    )
    (tmp_path / "2.xml").write_text(_SETTINGS, encoding="utf-8")
    hosts = _made(read(tmp_path))["world"]["hosts"]
    assert hosts["corp.test"]["https"] == {"location": "https://autodiscover.corp.test/x"}
    assert hosts["autodiscover.corp.test"]["https"]["body"] == _SETTINGS


# In Latin-1, in UTF-16, and with what the world format would fill in: none of it may change.
_ODD = [
    "<a>Z\u00fcrich</a>".encode("latin-1"),
    "<a>Z\u00fcrich</a>".encode("utf-16"),
    b"<a>{path}</a>",
]


@pytest.mark.parametrize("body", _ODD)
def test_a_reply_that_is_no_text_is_served_byte_by_byte(body: bytes, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.xml").write_bytes(body)
    world, har_file = tmp_path / "w.yaml", tmp_path / "again.har"
    assert main(["import", str(tmp_path / "in"), "-o", str(world)]) == 0
    curl = ["--", "curl", "-s", "https://corp.test/autodiscover/autodiscover.xml"]
    assert main(["record", "--world", str(world), "-o", str(har_file), *curl]) == 0
    assert read(har_file).exchanges[0].reply.body == body


def test_a_reply_that_is_no_text_needs_a_place_beside_the_scenario(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "1.xml").write_bytes(_ODD[0])
    assert main(["import", str(tmp_path)]) == 2
    assert "-o" in capsys.readouterr().err


# Of a reply that was cut the length stays too long; of one that was no HTTP, every byte.
def test_odd_ends_with_odd_bytes() -> None:
    item = Exchange(0.0, "a.test", 443, True, "POST", "/", Message(), 200)
    length = (("Content-Length", "9"),)
    cut = replace(item, reply=Message(length, b"\xff\xfe"), ended=CUT)
    assert body(cut)["fault"] == {"truncate_after": 2}
    [data] = files(Trace((cut,)), str(body(cut))).values()
    assert data == b"\xff\xfe" + b" " * 7
    garbled = replace(item, raw=b"\xff\x00", ended=NOT_HTTP)
    [data] = files(Trace((garbled,)), str(not_http(garbled))).values()
    assert data == b"\xff\x00" and not_http(garbled)["version"] == "0.9"
    assert not_http(replace(garbled, raw=b"SSH-2.0")) == {"raw": "SSH-2.0"}


@pytest.mark.parametrize("text", ["{", "{}", '{"log": {"entries": [{}]}}', "<a>", "<a/>", "words"])
def test_what_is_no_trace_is_refused_with_the_file_named(text: str, tmp_path: Path) -> None:
    file = tmp_path / "x.har"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="x.har"):
        read(file)


def test_what_is_written_fits_the_schema() -> None:
    schema = json.loads((ADAPTER_SCHEMAS / "trace.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(har(clean(planted(), Wishes())))), schema)


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    har_file, world = tmp_path / "t.har", tmp_path / "w.yaml"
    curl = ["--", "curl", "-s", "https://corp.test/autodiscover/autodiscover.xml"]
    assert main(["record", "--world", "red/redirect-301", "-o", str(har_file), *curl]) == 0
    assert "1 requests" in capsys.readouterr().out
    assert main(["import", str(har_file), "-o", str(world)]) == 0
    hosts = yaml_file.load(world)["world"]["hosts"]
    assert hosts["corp.test"]["https"]["status"] == 301


@pytest.mark.parametrize(
    "line", [[], ["--world", "x", "--to", "y"], ["--world", "red/redirect-301"]]
)
def test_a_command_line_that_cannot_be_is_refused(line: list[str]) -> None:
    assert main(["record", "-o", "unused.har", *line]) == 2
