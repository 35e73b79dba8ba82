# SPDX-License-Identifier: Apache-2.0
"""One answer of a world in each protocol, and its errors, read by parsers that are not ours."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from faults import Seen, meet
from test_bodies import MESSAGES, OUTLOOK, POX, SOAP

DEVICES = "{http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006}"
ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}"
MOBILESYNC = POX.replace("outlook", "mobilesync").replace("2006a", "2006")
ROOT = "https://mail.corp.test/autodiscover/autodiscover"
V2 = f"{ROOT}.json/v1.0/ann@corp.test?Protocol=EWS"


def ask(directory: Path, answer: str, url: str, body: str = "") -> tuple[Seen, str]:
    """The status as text, behind it the body."""
    text = f"hosts: {{mail.corp.test: {{https: {{{answer}}}}}}}"
    data = ["-H", "Content-Type: text/xml", "--data-binary", body] if body else []
    seen = meet(directory, text, "curl", "-sS", "-w", "\n%{http_code}", *data, url)
    content, _, status = seen.out.rpartition("\n")
    assert status == str(seen.events("reply")[0]["status"])
    return seen, content


def spoken(seen: Seen) -> str:
    """The protocol that the world took the request for."""
    protocol: str = seen.events("request")[0]["protocol"]
    return protocol


def test_settings_in_each_protocol(tmp_path: Path) -> None:
    ews = "https://ews.corp.test/x"
    answer = f"reply: settings, ews: '{ews}'"
    seen, pox = ask(tmp_path, answer, f"{ROOT}.xml", POX)
    assert spoken(seen) == "pox"
    assert {e.text for e in ET.fromstring(pox).iter(OUTLOOK + "EwsUrl")} == {ews}
    seen, soap = ask(tmp_path, answer, f"{ROOT}.svc", SOAP)
    assert spoken(seen) == "soap"
    assert ews in [e.text for e in ET.fromstring(soap).iter(MESSAGES + "Value")]
    seen, devices = ask(tmp_path, answer, f"{ROOT}.xml", MOBILESYNC)
    assert spoken(seen) == "mobilesync"
    [server] = ET.fromstring(devices).iter(DEVICES + "Server")
    assert server.findtext(DEVICES + "Type") == "MobileSync"
    assert (server.findtext(DEVICES + "Url") or "").startswith("https://")
    seen, v2 = ask(tmp_path, answer, V2)
    assert spoken(seen) == "v2"
    assert json.loads(v2) == {"Protocol": "Ews", "Url": ews}


def test_an_error_in_each_protocol(tmp_path: Path) -> None:
    answer = "reply: error, code: '603', message: not today"
    _, pox = ask(tmp_path, answer, f"{ROOT}.xml", POX)
    assert [e.text for e in ET.fromstring(pox).iter() if e.tag.endswith("ErrorCode")] == ["603"]
    assert "not today" in pox
    _, soap = ask(tmp_path, answer, f"{ROOT}.svc", SOAP)
    codes = [e.text for e in ET.fromstring(soap).iter(MESSAGES + "ErrorCode")]
    # The request was good, what it asks for is not to be had.
    assert codes[0] == "NoError" and set(codes[1:]) == {"InternalServerError"}
    _, devices = ask(tmp_path, answer, f"{ROOT}.xml", MOBILESYNC)
    assert len(list(ET.fromstring(devices).iter(DEVICES + "Error"))) == 1
    _, v2 = ask(tmp_path, answer, V2)
    assert set(json.loads(v2)) == {"ErrorCode", "ErrorMessage"}


def test_redirects_in_each_protocol(tmp_path: Path) -> None:
    answer = "reply: redirect-addr, to: bob@hoster.test"
    for url, body in ((f"{ROOT}.xml", POX), (f"{ROOT}.svc", SOAP), (f"{ROOT}.xml", MOBILESYNC)):
        _, content = ask(tmp_path, answer, url, body)
        assert "bob@hoster.test" in [e.text for e in ET.fromstring(content).iter()]
    answer = "reply: redirect-url, to: 'https://hoster.test/x'"
    for url, body in ((f"{ROOT}.xml", POX), (f"{ROOT}.svc", SOAP)):
        _, content = ask(tmp_path, answer, url, body)
        assert "https://hoster.test/x" in [e.text for e in ET.fromstring(content).iter()]


@pytest.mark.parametrize("body", ["no xml", "<Autodiscover/>", "<a><b></a>"])
def test_a_body_that_is_none_of_the_schemas_gets_error_600(tmp_path: Path, body: str) -> None:
    seen, content = ask(tmp_path, "reply: settings", f"{ROOT}.xml", body)
    assert spoken(seen) == "none"
    codes = [e.text for e in ET.fromstring(content).iter() if e.tag.endswith("ErrorCode")]
    assert codes == ["600"]


def test_html_and_json_where_xml_was_asked_for(tmp_path: Path) -> None:
    seen, page = ask(tmp_path, "reply: html", f"{ROOT}.xml", POX)
    assert (seen.events("reply")[0]["status"], "<html" in page.lower()) == (200, True)
    _, content = ask(tmp_path, "reply: json", f"{ROOT}.xml", POX)
    assert "Url" in json.loads(content)
