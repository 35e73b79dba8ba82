# SPDX-License-Identifier: Apache-2.0
"""Each shape and flavour of a body, read by expat and json: parsers that are not ours."""

import http.client
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

import pytest
from exchange import EXECUTABLE, PATIENCE_S, read_line, start

MESSAGES = "{http://schemas.microsoft.com/exchange/2010/Autodiscover}"
OUTLOOK = "{http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a}"
SHAPES = [
    *["no-declaration", "bom", "leading-space", "prefixed", "reordered", "comments", "utf-16"],
    *["cdata", "unknown-elements", "duplicate-protocols", "wrong-namespace", "dtd-bomb"],
    *["external-entity", "parameter-entity", "deep", "control-characters"],
]
EXCHANGES = {
    "exchange2010": ("Exchange2010_SP2", "7383"),
    "exchange2013": ("Exchange2013", "73C0"),
    "exchange2016": ("Exchange2016", "73C1"),
    "exchange2019": ("Exchange2016", "73C2"),
    "exchange-online": ("Exchange2015", "73D4"),
}
OPEN_SERVERS = ["grommunio", "z-push", "zimbra", "automx"]
EWS = "https://mail.corp.test/EWS/Exchange.asmx"

FULL = """\
          - match: {path: /full/autodiscover.xml}
            reply: settings
            protocols: [mapi, exhttp, exch, expr, expr, web]
            alternative_mailboxes: [{type: Archive, address: archive@corp.test}]
            public_folders: folders@corp.test
            ttl: 2
          - match: {path: /errors/autodiscover.svc}
            reply: settings
            user_errors: {bob@corp.test: InvalidUser}
            setting_errors: {InternalEwsUrl: SettingIsNotAvailable}
          - {match: {path: /cut/autodiscover.xml}, reply: settings, cut_after: 100}
          - {match: {path: /json/autodiscover.xml}, reply: json}
          - {match: {path: /file}, body_file: bodies/odd.bin, content_type: text/plain}
"""

POX = """<Autodiscover
xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006">
<Request><EMailAddress>ann@corp.test</EMailAddress><AcceptableResponseSchema>
http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a
</AcceptableResponseSchema></Request></Autodiscover>"""
SOAP = """<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:a="http://www.w3.org/2005/08/addressing"
 xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover">
<s:Header><RequestedServerVersion>Exchange2010</RequestedServerVersion><a:Action>\
http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings</a:Action>
<a:To>https://mail.corp.test/</a:To></s:Header><s:Body><GetUserSettingsRequestMessage><Request><Users>
<User><Mailbox>ann@corp.test</Mailbox></User><User><Mailbox>bob@corp.test</Mailbox></User></Users>
<RequestedSettings><Setting>ExternalEwsUrl</Setting><Setting>InternalEwsUrl</Setting>
</RequestedSettings></Request></GetUserSettingsRequestMessage></s:Body></s:Envelope>"""


@dataclass
class Served:
    """A world with a path for each shape and flavour."""

    port: int

    def post(self, path: str, body: str = POX) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        connection.request("POST", path, body.encode(), {"Content-Type": "text/xml"})
        response = connection.getresponse()
        return response, response.read()

    def shaped(self, shape: str) -> bytes:
        return self.post(f"/{shape}/autodiscover.xml")[1]


def world_text() -> str:
    wanted = [(f"/{shape}/autodiscover.xml", f"shape: [{shape}]") for shape in SHAPES] + [
        (f"/{name}/autodiscover.{end}", f"flavour: {name}")
        for name in [*EXCHANGES, *OPEN_SERVERS]
        for end in ("xml", "svc")
    ]
    routes = [
        f"          - {{match: {{path: {path}}}, reply: settings, {field}}}\n"
        for path, field in wanted
    ]
    return (
        "mailbox: {address: ann@corp.test, password: correct horse battery}\nworld:\n  hosts:\n"
        "    mail.corp.test:\n      http:\n        routes:\n" + "".join(routes) + FULL
    )


ODD = bytes(range(256)) + b"{path}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("bodies")
    (folder / "bodies").mkdir()
    (folder / "bodies" / "odd.bin").write_bytes(ODD)
    (folder / "world.yaml").write_text(world_text(), encoding="utf-8")
    argv = [EXECUTABLE, "serve", str(folder / "world.yaml"), "--json", "--until-eof"]
    with start(argv) as process:
        yield Served(json.loads(read_line(process))["services"][0]["port"])
        process.terminate()


def ews_urls(body: bytes) -> list[str]:
    return [e.text or "" for e in ET.fromstring(body).iter(OUTLOOK + "EwsUrl")]


@pytest.mark.parametrize("shape", SHAPES[:10])
def test_a_lawful_shape_says_the_same(served: Served, shape: str) -> None:
    body = served.shaped(shape)
    if shape == "leading-space":  # Lawful without a declaration only; clients meet it so.
        body = body.lstrip()
    urls = ews_urls(body)
    assert set(urls) == {EWS}
    assert len(urls) == (4 if shape == "duplicate-protocols" else 2)


def test_what_makes_a_shape(served: Served) -> None:
    assert served.shaped("bom").startswith(b"\xef\xbb\xbf<?xml")
    response, body = served.post("/utf-16/autodiscover.xml")
    assert response.getheader("Content-Type") == "text/xml; charset=utf-16"
    assert body.startswith("\ufeff<?xml".encode("utf-16-le"))
    assert b"<![CDATA[EXPR]]>" in served.shaped("cdata")
    assert b"urn:fixture:unknown" in served.shaped("unknown-elements")


def test_a_wrong_namespace(served: Served) -> None:
    assert ews_urls(served.shaped("wrong-namespace")) == []
    assert EWS.encode() in served.shaped("wrong-namespace")


def test_a_bomb_of_entities(served: Served) -> None:
    with pytest.raises(ET.ParseError, match="amplification"):
        ET.fromstring(served.shaped("dtd-bomb"))


def test_entities_from_elsewhere(served: Served) -> None:
    asked: list[str | None] = []
    for shape in ("external-entity", "parameter-entity"):
        parser = expat.ParserCreate()
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)

        def on_reference(
            _context: str | None, _base: str | None, system: str | None, _public: str | None
        ) -> int:
            asked.append(system)
            return 1

        parser.ExternalEntityRefHandler = on_reference
        parser.Parse(served.shaped(shape), True)
    assert asked == ["file:///etc/hostname", "http://autodiscover.evil.test/fixture.dtd"]


def test_a_hundred_thousand_deep(served: Served) -> None:
    depth = deepest = 0
    parser = expat.ParserCreate()

    def enter(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    parser.Parse(served.shaped("deep"), True)
    assert deepest == 100_001


def test_control_characters(served: Served) -> None:
    with pytest.raises(ET.ParseError):
        ET.fromstring(served.shaped("control-characters"))


@pytest.mark.parametrize("name", EXCHANGES)
def test_an_exchange_has_its_version(served: Served, name: str) -> None:
    soap_version, pox_version = EXCHANGES[name]
    response, body = served.post(f"/{name}/autodiscover.xml")
    assert set(ews_urls(body)) == {EWS}
    version = ET.fromstring(body).find(f".//{OUTLOOK}ServerVersion")
    assert version is not None and (version.text or "").startswith(pox_version)
    iis = {"exchange2010": "7.5", "exchange2013": "8.5"}.get(name, "10.0")
    assert response.getheader("Server") == f"Microsoft-IIS/{iis}"
    answer = ET.fromstring(served.post(f"/{name}/autodiscover.svc", SOAP)[1])
    assert [e.text for e in answer.iter(MESSAGES + "Version")] == [soap_version]


def test_exchange_2010_knows_no_cloud(served: Served) -> None:
    old, new, cloud = (
        served.post(f"/{name}/autodiscover.xml")
        for name in ("exchange2010", "exchange2016", "exchange-online")
    )
    assert b"MicrosoftOnline" not in old[1] and old[0].getheader("request-id") is None
    assert b"<MicrosoftOnline>False" in new[1] and new[0].getheader("X-FEServer")
    assert b"<MicrosoftOnline>True" in cloud[1] and cloud[0].getheader("X-CalculatedBETarget")


def test_the_open_servers(served: Served) -> None:
    answers = {name: served.post(f"/{name}/autodiscover.xml") for name in OPEN_SERVERS}
    assert set(ews_urls(answers["grommunio"][1])) == {EWS}
    assert b"\n<Response" not in answers["grommunio"][1]
    # It speaks ActiveSync alone.
    assert (answers["z-push"][0].status, answers["z-push"][1]) == (400, b"")
    # Its children have lost their namespace.
    assert ews_urls(answers["zimbra"][1]) == [] and EWS.encode() in answers["zimbra"][1]
    types = [e.text for e in ET.fromstring(answers["automx"][1]).iter(OUTLOOK + "Type")]
    assert types == ["SMTP", "IMAP"]
    assert [served.post(f"/{n}/autodiscover.svc", SOAP)[0].status for n in OPEN_SERVERS] == [
        404
    ] * 4


def test_the_fields_of_settings(served: Served) -> None:
    account = ET.fromstring(served.post("/full/autodiscover.xml")[1]).find(f".//{OUTLOOK}Account")
    assert account is not None
    blocks = account.findall(OUTLOOK + "Protocol")
    names = [b.get("Type") or b.findtext(OUTLOOK + "Type") for b in blocks]
    assert names == ["mapiHttp", "EXHTTP", "EXCH", "EXPR", "EXPR", "WEB"]
    assert "/mapi/emsmdb/?MailboxId=" in (
        blocks[0].findtext(f"{OUTLOOK}MailStore/{OUTLOOK}ExternalUrl") or ""
    )
    assert blocks[1].findtext(OUTLOOK + "TTL") == "2"
    linked = account.find(OUTLOOK + "AlternativeMailbox")
    assert linked is not None and linked.findtext(OUTLOOK + "SmtpAddress") == "archive@corp.test"
    folders = f"{OUTLOOK}PublicFolderInformation/{OUTLOOK}SmtpAddress"
    assert account.findtext(folders) == "folders@corp.test"


def test_errors_of_a_user_and_of_a_setting(served: Served) -> None:
    answer = ET.fromstring(served.post("/errors/autodiscover.svc", SOAP)[1])
    ann, bob = answer.iter(MESSAGES + "UserResponse")
    assert ann.findtext(MESSAGES + "ErrorCode") == "NoError"
    assert bob.findtext(MESSAGES + "ErrorCode") == "InvalidUser"
    errors = [e.findtext(MESSAGES + "SettingName") for e in ann.iter(MESSAGES + "UserSettingError")]
    settings = [e.findtext(MESSAGES + "Name") for e in ann.iter(MESSAGES + "UserSetting")]
    assert (errors, settings) == (["InternalEwsUrl"], ["ExternalEwsUrl"])


def test_cut_and_foreign_bodies(served: Served) -> None:
    response, body = served.post("/cut/autodiscover.xml")
    assert (response.getheader("Content-Length"), len(body)) == ("100", 100)
    assert json.loads(served.post("/json/autodiscover.xml")[1])["Url"] == EWS
    response, body = served.post("/file")
    assert (body, response.getheader("Content-Type")) == (ODD, "text/plain")
