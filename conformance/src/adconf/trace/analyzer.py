# SPDX-License-Identifier: Apache-2.0
"""The XML report of Microsoft's Remote Connectivity Analyzer as a trace.

Its steps are sentences for people, and the names of its elements have changed over the years: what
is read is the text and its order, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree

from adconf.errors import UsageError
from adconf.trace.folder import question
from adconf.trace.model import RESET, Certificate, Connection, Dns, Exchange, Message, Trace

_HOST = r"([A-Za-z0-9_](?:[\w-]*\.)+[A-Za-z][\w-]+)"
_RESOLVE = re.compile(rf"resolve the host name {_HOST}", re.I)
_ADDRESSES = re.compile(r"IP addresses returned:\s*([0-9a-fA-F:., \t]+)", re.I)
_NOT_RESOLVED = re.compile(rf"host {_HOST} couldn't be resolved|name could ?n.t be resolved", re.I)
_SRV = re.compile(rf"locate SRV record {_HOST}", re.I)
_SRV_FOUND = re.compile(rf"(?:service location|target|host)\D{{0,40}}? {_HOST}", re.I)
_PORT = re.compile(rf"TCP port (\d+) on host {_HOST}", re.I)
_PORT_CLOSED = re.compile(
    r"port is either blocked|isn't listening|is blocked or not listening", re.I
)
_CERTIFICATE = {
    "wrong-name": re.compile(r"host name .*(doesn't match|wasn't found in|not found in)", re.I),
    "expired": re.compile(r"certificate (has )?expired|isn't valid.*date", re.I),
    "unknown-ca": re.compile(
        r"chain (couldn't|could not) be (built|constructed)|not trusted", re.I
    ),
}
_POST = re.compile(r"(?:from|to) URL (https?://\S+?)(?: for user (\S+?))?\.?(?:\s|$)", re.I)
_REDIRECT = re.compile(r"(?:redirect(?:ed)? to|Redirect URL:|Location:)\s*(https?://\S+)", re.I)
_STATUS = re.compile(r"HTTP (?:Status Code:? |)?(\d{3})|\((\d{3})\) ", re.I)
_DOCUMENT = re.compile(r"(<\?xml.*?)?<(?:\w+:)?(Autodiscover|Envelope)\b.*?</(?:\w+:)?\2>", re.S)


def read_report(data: bytes, name: str) -> Trace:
    """Raises UsageError where it is no XML, or tells of no step that is known."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise UsageError(f"{name}: neither HAR nor XML: {error}") from error
    reader = _Reader()
    for text in _texts(root):
        reader.read(text)
    trace = reader.trace(name)
    if not trace.dns and not trace.exchanges:
        raise UsageError(f"{name}: no step of a connectivity report was recognised in it")
    return trace


def _texts(element: ElementTree.Element) -> Iterator[str]:
    """All text in the order of the document; attributes before what is inside."""
    yield from element.attrib.values()
    if element.text and element.text.strip():
        yield element.text
    for child in element:
        yield from _texts(child)
        if child.tail and child.tail.strip():
            yield child.tail


@dataclass
class _Reader:
    """Sentences refer to what was said before: the host, the port, the URL."""

    dns: list[Dns] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    address: str = ""
    asked: str = ""

    def read(self, text: str) -> None:
        """One sentence, or one reply."""
        document = _DOCUMENT.search(text)
        if document:
            self._replied(document[0])
            return
        text = " ".join(text.split())
        self._names(text)
        self._ports(text)
        self._http(text)

    def trace(self, name: str) -> Trace:
        """What was understood."""
        return Trace(
            tuple(self.exchanges),
            tuple(self.dns),
            tuple(self.connections),
            self.address,
            origin={"report": name},
        )

    def _now(self) -> float:
        return float(len(self.dns) + len(self.connections) + len(self.exchanges))

    def _names(self, text: str) -> None:
        for pattern, kind in ((_RESOLVE, "A"), (_SRV, "SRV")):
            found = pattern.search(text)
            if found:
                self.asked = found[1].lower()
                self.dns.append(Dns(self._now(), self.asked, kind, "NXDOMAIN"))
        returned = _ADDRESSES.search(text)
        if returned and self.dns:
            answers = tuple(
                f"{self.asked} {'AAAA' if ':' in item else 'A'} {item.strip()}"
                for item in returned[1].replace(";", ",").split(",")
                if item.strip(" .")
            )
            self.dns[-1] = replace(self.dns[-1], rcode="NOERROR", answers=answers)
        target = _SRV_FOUND.search(text)
        if target and self.dns and self.dns[-1].type == "SRV" and not _SRV.search(text):
            answer = f"{self.dns[-1].name} SRV 0 0 443 {target[1].lower()}"
            self.dns[-1] = replace(self.dns[-1], rcode="NOERROR", answers=(answer,))

    def _ports(self, text: str) -> None:
        found = _PORT.search(text)
        if found:
            port, host = int(found[1]), found[2].lower()
            good = Certificate("valid") if port == 443 else None
            self.connections.append(
                Connection(
                    self._now(),
                    len(self.connections) + 1,
                    host,
                    port,
                    tls=port == 443,
                    sni=host if port == 443 else "",
                    tls_ok=port == 443,
                    certificate=good,
                )
            )
        if not self.connections:
            return
        if _PORT_CLOSED.search(text):
            self.connections[-1] = replace(
                self.connections[-1], met=RESET, tls=False, certificate=None
            )
        for verdict, pattern in _CERTIFICATE.items():
            if self.connections[-1].tls and pattern.search(text):
                self.connections[-1] = replace(
                    self.connections[-1], tls_ok=False, certificate=Certificate(verdict)
                )

    def _http(self, text: str) -> None:
        posted = _POST.search(text)
        if posted:
            self.address = self.address or (posted[2] or "")
            self.exchanges.append(question(posted[1], self.address, self._now()))
        if not self.exchanges:
            return
        last = self.exchanges[-1]
        redirected, status = _REDIRECT.search(text), _STATUS.search(text)
        if redirected and not posted:
            reply = Message((("Location", redirected[1].rstrip(".")),))
            self.exchanges[-1] = replace(last, status=302, reply=reply, ended="")
        elif status and not last.status:
            self.exchanges[-1] = replace(last, status=int(status[1] or status[2]), ended="")

    def _replied(self, document: str) -> None:
        if not self.exchanges:
            self.exchanges.append(
                question("https://corp.test/autodiscover/autodiscover.xml", "", self._now())
            )
        headers = (("Content-Type", "text/xml; charset=utf-8"),)
        self.exchanges[-1] = replace(
            self.exchanges[-1], status=200, ended="", reply=Message(headers, document.encode())
        )
