# SPDX-License-Identifier: Apache-2.0
"""HTTP for the faux clients: one request a connection, bounded, and nothing secret unasked."""

from __future__ import annotations

import base64
import http.client
import io
import socket
import ssl
import time
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import faux_pox

BODY_BYTES_MAX = 1 << 20
STEP_TIMEOUT_S = 5.0


def basic(user: str, password: str) -> str:
    """The value of a header."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@dataclass
class Response:
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class _UntilDeadline(io.RawIOBase):
    """Reads from a socket until a point in time, however slowly the bytes drip in."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        # A file of the socket keeps it open where http.client lets go of it: Connection: close.
        self._held = channel.makefile("rb")
        self._deadline = time.monotonic() + STEP_TIMEOUT_S

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer takes too long")
        self._channel.settimeout(left)
        return self._channel.recv_into(buffer)

    def close(self) -> None:
        self._held.close()
        super().close()


class _BoundedResponse(http.client.HTTPResponse):
    """An answer that has to be complete in time."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        self.fp = io.BufferedReader(_UntilDeadline(sock))


class Http:
    """Asks servers, and logs in where they ask for it."""

    REJECTIONS_MAX = 3

    def __init__(self, ask: dict[str, Any]) -> None:
        self.ask = ask
        self.rejected: list[str] = []

    def ask_server(self, url: str, address: str) -> Response:
        """POSTs, and answers a challenge once."""
        body = self.request_body(address)
        headers = {"Content-Type": "text/xml; charset=utf-8"} | self.first_headers()
        response = self.exchange("POST", url, body, headers)
        host = urlsplit(url).hostname or ""
        if response.status == 401 and self.basic_offered(response) and self.may_log_in(host):
            response = self.exchange("POST", url, body, headers | self.login())
            if response.status == 401:
                self.rejected.append(host)
        return response

    @staticmethod
    def request_body(address: str) -> bytes:
        """The question, with the address escaped."""
        return faux_pox.request(address)

    def first_headers(self) -> dict[str, str]:
        """More headers of a first request: none. Nothing secret goes out unasked."""
        return {}

    @staticmethod
    def basic_offered(response: Response) -> bool:
        """Whether one of the challenges is Basic."""
        offers = response.headers.get_all("WWW-Authenticate") or []
        schemes = [part.split()[0].lower() for o in offers for part in o.split(",") if part.strip()]
        return "basic" in schemes

    def may_log_in(self, host: str) -> bool:
        """A password that a host rejected is not tried there again."""
        return host not in self.rejected and len(self.rejected) < self.REJECTIONS_MAX

    def login(self) -> dict[str, str]:
        """The Basic credentials."""
        return {"Authorization": basic(self.ask["username"], self.ask["password"])}

    def exchange(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> Response:
        """One request on a connection of its own."""
        parts = urlsplit(url)
        channel, target, more = self.way(parts)
        channel.response_class = _BoundedResponse
        channel._create_connection = self.connect  # The place that http.client has for it.
        try:
            channel.request(method, target, body, headers | more)
            answer = channel.getresponse()
            return Response(answer.status, answer.headers, self.read(answer))
        finally:
            channel.close()

    def connect(self, place: tuple[str, int], *options: Any) -> socket.socket:
        """Connects to an address that was checked, not to what the name means by then."""
        refused: OSError = ConnectionRefusedError("no public address")
        for address in self.addresses(*place):
            try:
                return socket.create_connection((address, place[1]), *options)
            except OSError as error:
                refused = error
        raise refused

    @staticmethod
    def addresses(host: str, port: int) -> list[str]:
        """Those of a name that are not of this machine, nor of its neighbours alone."""
        entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        found = [ip_address(str(entry[4][0])) for entry in entries]
        return [str(each) for each in found if not (each.is_loopback or each.is_link_local)]

    def way(self, parts: SplitResult) -> tuple[http.client.HTTPConnection, str, dict[str, str]]:
        """The connection for a URL, through the proxy if there is one; its target, more headers."""
        target = parts.path + ("?" + parts.query if parts.query else "")
        proxy = urlsplit(self.proxy())
        first = proxy.netloc.rpartition("@")[2] or parts.netloc
        if parts.scheme.lower() != "https":
            channel = http.client.HTTPConnection(first, timeout=STEP_TIMEOUT_S)
            if not proxy.netloc:
                return channel, target, {}
            return channel, f"http://{parts.netloc}{target}", self.login_of_proxy(proxy)
        tunnel = http.client.HTTPSConnection(first, timeout=STEP_TIMEOUT_S, context=self.tls())
        if proxy.netloc:
            tunnel.set_tunnel(parts.hostname or "", parts.port or 443, self.login_of_proxy(proxy))
        return tunnel, target, {}

    def proxy(self) -> str:
        """The proxy that the user named, or none. The environment is not asked."""
        return str(self.ask.get("proxy", ""))

    def login_of_proxy(self, proxy: SplitResult) -> dict[str, str]:
        """That which its URL has; never the mailbox's."""
        if not proxy.username:
            return {}
        return {
            "Proxy-Authorization": basic(unquote(proxy.username), unquote(proxy.password or ""))
        }

    @staticmethod
    def tls() -> ssl.SSLContext:
        """Checks the certificate and its name."""
        return ssl.create_default_context()

    @staticmethod
    def read(answer: http.client.HTTPResponse) -> bytes:
        """The whole body. A short one raises IncompleteRead, a huge or odd one ValueError."""
        if (answer.length or 0) > BODY_BYTES_MAX:
            raise ValueError("the answer is too long")
        if answer.headers["Content-Length"] and answer.length is None and not answer.chunked:
            raise ValueError("the length is no number")
        return answer.read()

    @staticmethod
    def document(body: bytes) -> bytes:
        """The document to parse."""
        return body

    @staticmethod
    def location(url: str, response: Response) -> str:
        """The absolute target of an HTTP redirect, else empty."""
        if response.status not in (301, 302, 303, 307, 308):
            return ""
        targets = {target.strip() for target in response.headers.get_all("Location") or []}
        try:
            target = urljoin(url, *targets) if len(targets) == 1 else url
            urlsplit(target).port
        except ValueError:
            return ""
        return "" if target == url else target
