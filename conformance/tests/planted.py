# SPDX-License-Identifier: Apache-2.0
"""A trace with fifty secrets in it, of every kind and encoding. All of them are invented."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

from adconf.trace.model import Certificate, Connection, Dns, Exchange, Message, Trace

PASSWORD = "Hunter2&<Grün>!'\""
TOKEN = "opaque-4f9d1c77a0be"
JWT = "eyJhbGciOiJub25lIn0.eyJ1cG4iOiJlcmlrYS5tdXN0ZXJtYW5uQGNvbnRvc28uY29tIn0.c2lnbmF0dXJl"
ADDRESS = "erika.mustermann@contoso.com"
OTHER = "Otto.Normal@sales.contoso.com"
HOST = "mx07.contoso.com"
PARTNER = "portal.fabrikam.co.uk"
GUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"
NTLM_1 = base64.b64encode(
    b"NTLMSSP\0" + b"\3\0\0\0" + "CONTOSO\\erika".encode("utf-16-le")
).decode()
KERBEROS = "YIIFQwYGKwYBBQUCoIIFNzCCBTOgMDAuBgkqhkiC9xIBAgIGCSqGSIb3EgECAg" * 2
LEGACY_DN = "/o=Contoso Holding/ou=Zentrale/cn=Recipients/cn=emustermann"


def _b64(text: str, coding: str = "utf-8") -> str:
    return base64.b64encode(text.encode(coding)).decode()


# What must be found in no file, each in the form in which it was planted.
PLANTED = {
    # the password
    "raw": PASSWORD,
    "percent": quote(PASSWORD, safe=""),
    "percent twice": quote(quote(PASSWORD, safe=""), safe=""),
    "xml": "Hunter2&amp;&lt;Grün&gt;!'\"",
    "json": json.dumps(PASSWORD)[1:-1],
    "base64": _b64(PASSWORD),
    "base64 with the login": _b64(f"{ADDRESS}:{PASSWORD}"),
    "base64 at an odd place": _b64(f"x{PASSWORD}"),
    "base64 of UTF-16": _b64(PASSWORD, "utf-16-le"),
    "base64 for URLs": base64.urlsafe_b64encode(f"??>{PASSWORD}".encode()).decode(),
    "hexadecimal": PASSWORD.encode().hex(),
    "references": "".join(f"&#{ord(char)};" for char in PASSWORD),
    # tokens and tickets
    "token": TOKEN,
    "token in base64": _b64(f"tok={TOKEN}"),
    "jwt": JWT,
    "ntlm": NTLM_1,
    "kerberos": KERBEROS,
    "session in a query": "s3ss10n-77aa",
    "code in a query": "0.AXoA-code-99",
    "api key": "key-55aa55aa",
    "canary": "canary-1f2e3d",
    "cookie": "ck-9988776655",
    "second cookie": "ck-tail-4433",
    "set cookie": "sc-1122334455",
    "csrf in a form": "pw-in-form-1",
    # people
    "address": ADDRESS,
    "address in capitals": ADDRESS.upper(),
    "address percent": quote(ADDRESS, safe=""),
    "address base64": _b64(ADDRESS),
    "address references": "".join(f"&#x{ord(char):x};" for char in ADDRESS),
    "other address": OTHER,
    "local part": "erika.mustermann",
    "display name": "Erika Mustermann",
    "family name": "Mustermann",
    "soap display name": "Mustermann, Erika (Vertrieb)",
    "address in UTF-16": "karl.napp@contoso.com",
    # machines and firms
    "host": HOST,
    "domain": "contoso.com",
    "host in capitals": "MX07.CONTOSO.COM",
    "partner": PARTNER,
    "firm": "Contoso",
    "netbios": "CONTOSO",
    "machine": "CTSOMBX-0042",
    "back end": "ctsobe17.corp.contoso.com",
    "certificate's firm": "Contoso Holding AG",
    "certificate's town": "Kleinkleckersdorf",
    "ip": "10.20.30.44",
    "public ip": "93.184.216.34",
    "ipv6": "2a02:8108:1:2::77",
    "guid": GUID,
    "guid in capitals": GUID.upper(),
    "legacy dn": LEGACY_DN,
    "alias of the dn": "emustermann",
}

_REPLY = f"""<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
 <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
  <User><DisplayName>Erika Mustermann</DisplayName><LegacyDN>{LEGACY_DN}</LegacyDN>
   <AutoDiscoverSMTPAddress>{OTHER}</AutoDiscoverSMTPAddress>
   <DeploymentId>{GUID}</DeploymentId></User>
  <Account><AccountType>email</AccountType><Action>settings</Action>
   <Protocol><Type>EXCH</Type><Server>{GUID.upper()}@contoso.com</Server><AD>CTSOMBX-0042</AD>
    <EwsUrl>https://{HOST}/EWS/Exchange.asmx</EwsUrl><OOFUrl>https://{PARTNER}/x</OOFUrl></Protocol>
  </Account></Response>
 <!-- {_b64(ADDRESS)} {PLANTED["address references"]}
  {PASSWORD.encode().hex()} CONTOSO\\emustermann -->
 <Note a="{PLANTED['xml'].replace('"', '')}">{PLANTED["references"]}
  {PLANTED["base64 of UTF-16"]}</Note>
 <Unclosed>MX07.CONTOSO.COM {ADDRESS.upper()} Contoso <b>"""

_SOAP = f"""<a:UserSetting><a:Name>UserDisplayName</a:Name>
<a:Value>Mustermann, Erika (Vertrieb)</a:Value></a:UserSetting>
<v>{PLANTED["base64 at an odd place"]} {PLANTED["base64 for URLs"]} {NTLM_1} {KERBEROS} {JWT}</v>
<w>{PLANTED["token in base64"]} {PLANTED["base64"]} {PLANTED["xml"]}</w>
{{"password": "{PLANTED['json']}", "ip": "10.20.30.44", "six": "2a02:8108:1:2::77"}}"""


def _login() -> Message:
    headers = (
        ("Host", HOST),
        ("Authorization", f"Basic {PLANTED['base64 with the login']}"),
        ("Cookie", f"a={PLANTED['cookie']}; b={PLANTED['second cookie']}"),
        ("X-AnchorMailbox", ADDRESS),
        ("X-Api-Key", PLANTED["api key"]),
        ("X-OWA-Canary", PLANTED["canary"]),
    )
    form = f"password={quote(PASSWORD, safe='')}&pwd={PLANTED['csrf in a form']}"
    return Message(headers, form.encode())


def _settings() -> Message:
    headers = (
        ("Set-Cookie", f"sid={PLANTED['set cookie']}; Path=/; Domain={HOST}; HttpOnly"),
        ("X-FEServer", "CTSOMBX-0042"),
        ("X-CalculatedBETarget", PLANTED["back end"]),
        ("WWW-Authenticate", f"NTLM {NTLM_1}"),
        ("WWW-Authenticate", f"Negotiate {KERBEROS}"),
        ("Location", f"https://{PARTNER}/go?u={quote(ADDRESS, safe='')}"),
        ("X-Whom", "93.184.216.34"),
    )
    return Message(headers, _REPLY.encode())


def _exchanges() -> tuple[Exchange, ...]:
    target = (
        f"/autodiscover/autodiscover.xml?Email={quote(ADDRESS, safe='')}"
        f"&session={PLANTED['session in a query']}&code={PLANTED['code in a query']}"
        f"&p={PLANTED['percent twice']}"
    )
    bearer = Message((("Authorization", f"Bearer {TOKEN}"), ("X-Raw", f"say {PASSWORD}")), b"")
    soap = Message((), _SOAP.encode())
    wide = b"\xff\xfe" + f"<p>karl.napp@contoso.com {PASSWORD}</p>".encode("utf-16-le")
    return (
        Exchange(1.0, HOST, 443, True, "POST", target, _login(), 401, "No", _settings(), 1),
        Exchange(2.0, HOST, 443, True, "POST", "/", bearer, 200, "OK", soap, 1),
        Exchange(3.0, HOST, 443, True, "GET", "/", Message(), 200, "OK", Message((), wide), 1),
    )


def planted() -> Trace:
    """The trace, as a recorder would have it in its memory."""
    subject = f"CN={HOST},O=Contoso Holding AG,L=Kleinkleckersdorf"
    shown = Certificate("valid", subject, "CN=Contoso Root", (HOST,))
    met = Connection(0.5, 1, HOST, 443, "93.184.216.34", tls=True, sni=HOST, certificate=shown)
    return Trace(
        exchanges=_exchanges(),
        dns=(Dns(0.1, HOST, "A", "NOERROR", (f"{HOST} A 93.184.216.34",)),),
        connections=(met,),
        address=ADDRESS,
        origin={"note": f"recorded for {OTHER}"},
    )
