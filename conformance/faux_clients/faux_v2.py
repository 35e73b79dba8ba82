# SPDX-License-Identifier: Apache-2.0
"""Autodiscover V2 for the faux clients: one anonymous GET, answered in JSON."""

from __future__ import annotations

import http.client
import json
import ssl
from typing import Any
from urllib.parse import urlencode, urlsplit

from faux_http import Http, Response

HOPS_MAX = 10
_PROTOCOL = "Ews"


class V2(Http):
    """Asks a host in V2. Its answer is a hint: nothing protects it but TLS."""

    def ask_v2(self, host: str, address: str) -> str:
        """The URL of EWS that the host names; empty when it names none that may be used."""
        query = urlencode({"Email": address, "Protocol": _PROTOCOL})
        url = f"https://{host}/autodiscover/autodiscover.json?{query}"
        for _ in range(HOPS_MAX):
            try:
                response = self.get_v2(url)
            except (ssl.SSLError, OSError, http.client.HTTPException, ValueError):
                return ""
            target = self.location(url, response)
            if not target:
                found = self.read_v2(response)
                return found if found and self.url_allowed(found) else ""
            if not self.redirect_allowed(target):
                return ""
            url = target
        return ""

    def get_v2(self, url: str) -> Response:
        """Never with a login, not even when one is asked for."""
        return self.exchange("GET", url, b"", {"Accept": "application/json"})

    def read_v2(self, response: Response) -> str:
        """The URL in an answer of V2; empty when it is none, or an error."""
        try:
            answer = json.loads(response.body)
        except ValueError:
            return ""
        if response.status != 200 or not isinstance(answer, dict) or self.is_error(answer):
            return ""
        if not self.same_protocol(str(answer.get("Protocol", "")), _PROTOCOL):
            return ""
        return str(answer.get("Url", ""))

    @staticmethod
    def is_error(answer: dict[str, Any]) -> bool:
        """Whatever the status says."""
        return "ErrorCode" in answer

    @staticmethod
    def same_protocol(told: str, asked: str) -> bool:
        """Servers write it in letters of their own."""
        return told.lower() == asked.lower()

    @staticmethod
    def redirect_allowed(url: str) -> bool:
        """Only with TLS."""
        return urlsplit(url).scheme.lower() == "https"

    def url_allowed(self, url: str) -> bool:
        """With TLS, inside the mail domain or with consent."""
        parts = urlsplit(url)
        return parts.scheme.lower() == "https" and self.consented(parts.hostname or "")

    def consented(self, host: str) -> bool:
        """The client's rule for hosts that a hint names."""
        raise NotImplementedError
