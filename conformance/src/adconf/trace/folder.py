# SPDX-License-Identifier: Apache-2.0
"""A folder of replies, one a file, as a trace: each is what a host of its own would say."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from adconf.errors import UsageError
from adconf.trace.model import NO_REPLY, Certificate, Connection, Dns, Exchange, Message, Trace
from adconf.trace.streams import Stream, exchanges

_ADDRESS = "ann@corp.test"
_POX = "autodiscover/outlook"
_MOBILE = "autodiscover/mobilesync"
_SUFFIXES = (".xml", ".http", ".json", ".txt", ".html")


def read_folder(path: Path) -> Trace:
    """`NAME.http` is a reply with its head, anything else a body. The first is asked first."""
    files = sorted(item for item in path.iterdir() if item.suffix.lower() in _SUFFIXES)
    if not files:
        raise UsageError(f"{path}: no reply in it: {', '.join(_SUFFIXES)}")
    hosts = ["corp.test", "autodiscover.corp.test"]
    hosts += [f"reply{number}.corp.test" for number in range(3, len(files) + 1)]
    found = [_exchange(file, host, number) for number, (file, host) in enumerate(zip(files, hosts))]
    return Trace(
        exchanges=tuple(found),
        dns=tuple(
            Dns(0.0, host, "A", "NOERROR", (f"{host} A 192.0.2.1",)) for host in hosts[: len(files)]
        ),
        connections=tuple(
            Connection(
                item.t_ms,
                item.connection,
                item.host,
                443,
                tls=True,
                tls_ok=True,
                sni=item.host,
                certificate=Certificate("valid"),
            )
            for item in found
        ),
        address=_ADDRESS,
        origin={"folder": path.name},
    )


def _exchange(file: Path, host: str, number: int) -> Exchange:
    data = file.read_bytes()
    met = Connection(float(number), number + 1, host, 443, tls=True, closed_by="server")
    request = _request(data, host)
    head = b"" if data.startswith(b"HTTP/") else _head(file, data)
    asked, answered = Stream(), Stream()
    asked.add(request, float(number))
    answered.add(head + data, float(number))
    return next(exchanges(met, asked, answered))


def question(url: str, address: str, t_ms: float) -> Exchange:
    """The plain request that a tool has sent there, of which nothing else is known."""
    parts = urlsplit(url)
    tls = parts.scheme == "https"
    host = (parts.hostname or "").lower()
    told = _SOAP if parts.path.lower().endswith(".svc") else _XML
    body = told.format(schema=_POX, year="2006a", host=host, address=address or _ADDRESS)
    headers = (("Host", host), ("Content-Type", "text/xml; charset=utf-8"))
    port = parts.port or (443 if tls else 80)
    # Plain HTTP is asked for a redirect only, and tells nothing.
    method, message = ("POST", Message(headers, body.encode())) if tls else ("GET", Message())
    return Exchange(t_ms, host, port, tls, method, parts.path or "/", message, ended=NO_REPLY)


def _head(file: Path, data: bytes) -> bytes:
    kind = {".json": "application/json", ".html": "text/html"}.get(file.suffix, "text/xml")
    return (
        f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    ).encode()


def _request(reply: bytes, host: str) -> bytes:
    """The question to which this is an answer, by the schema that it is written in."""
    path = "/autodiscover/autodiscover.xml"
    if b"Envelope" in reply:
        path, body = "/autodiscover/autodiscover.svc", _SOAP.format(host=host, address=_ADDRESS)
    else:
        schema = _MOBILE if b"mobilesync" in reply.lower() else _POX
        year = "2006" if schema == _MOBILE else "2006a"
        body = _XML.format(schema=schema, year=year, address=_ADDRESS)
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/xml; charset=utf-8\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()


_XML = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<Autodiscover xmlns="http://schemas.microsoft.com/exchange/{schema}/requestschema/2006">'
    "<Request><EMailAddress>{address}</EMailAddress><AcceptableResponseSchema>"
    "http://schemas.microsoft.com/exchange/{schema}/responseschema/{year}"
    "</AcceptableResponseSchema></Request></Autodiscover>"
)
_SOAP = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" '
    'xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover" '
    'xmlns:w="http://www.w3.org/2005/08/addressing"><s:Header>'
    "<a:RequestedServerVersion>Exchange2013</a:RequestedServerVersion><w:Action>"
    "http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings"
    "</w:Action><w:To>https://{host}/autodiscover/autodiscover.svc</w:To></s:Header><s:Body>"
    "<a:GetUserSettingsRequestMessage><a:Request><a:Users><a:User>"
    "<a:Mailbox>{address}</a:Mailbox></a:User></a:Users><a:RequestedSettings>"
    "<a:Setting>ExternalEwsUrl</a:Setting><a:Setting>InternalEwsUrl</a:Setting>"
    "</a:RequestedSettings></a:Request></a:GetUserSettingsRequestMessage></s:Body></s:Envelope>"
)
