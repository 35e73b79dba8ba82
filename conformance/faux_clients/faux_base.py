# SPDX-License-Identifier: Apache-2.0
"""The client that the faux clients spoil: small, plain, and right in all that it claims.

Each faux client overrides one method, here or in faux_http.py. What is right stands in the
requirements.
"""

from __future__ import annotations

import http.client
import json
import ssl
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

import faux_dns
import faux_pox
from faux_cache import Store
from faux_http import Http, Response
from faux_scp import Scp
from faux_v2 import V2

PATH = "/autodiscover/autodiscover.xml"
HOPS_MAX = 10
# Registries' suffixes of several labels, as far as the scenarios have any.
_SUFFIXES = ("co.uk",)
# What the client says when nothing was found: the most telling of all failures.
_SEVERITY = ("auth_failed", "refused", "server_error", "tls_error", "not_found")


class Restart(Exception):
    """A server sent us to another address."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Client(V2, Scp):
    """One discovery."""

    def __init__(self, ask: dict[str, Any]) -> None:
        super().__init__(ask)
        self.domain = ""
        self.failures: list[str] = []
        self.attempts: list[dict[str, str]] = []
        self.url = self.hours = ""
        self.store = self.memory(ask.get("state_dir", ""))
        self.hops = 0
        self.visited: set[tuple[str, str]] = set()

    # ---- the search

    def run(self) -> dict[str, Any]:
        """The answer of the adapter."""
        address = self.ask["address"]
        while True:
            self.domain = self.domain_of(address)
            if not self.domain:
                return {"outcome": "invalid_address"}
            try:
                return self.search(address) | {"attempts": self.attempts}
            except Restart as restart:
                address = restart.address

    def memory(self, folder: str) -> Store:
        """What earlier runs have left."""
        return Store(folder)

    def domain_of(self, address: str) -> str:
        """The domain in A-labels; empty when there is none to look for."""
        local, _, domain = address.rpartition("@")
        try:
            domain = domain.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return ""
        labels = domain.split(".")
        plain = all(label.replace("-", "").replace("_", "").isalnum() for label in labels)
        return domain if local and plain and not self.is_suffix(domain) else ""

    @staticmethod
    def is_suffix(domain: str) -> bool:
        """Whether anybody can register names below it."""
        return "." not in domain or domain in _SUFFIXES

    def search(self, address: str) -> dict[str, Any]:
        """Tries one candidate after the other."""
        for url, trust in self.candidates():
            if trust == "tls" and self.ask["protocol"] == "v2":
                ews_url = self.ask_v2(urlsplit(url).hostname or "", address)
                if ews_url:
                    return {"outcome": "found", "ews_url": ews_url, "address": address}
            found = self.attempt(url, address, trust == "tls")
            if found:
                self.store.keep(address, self.url, trust, self.hours)
                return found | {"trust": trust}
            if self.give_up():
                break
        return {
            "outcome": next(kind for kind in _SEVERITY if kind in [*self.failures, "not_found"])
        }

    def candidates(self) -> Iterator[tuple[str, str]]:
        """URLs, and how their hosts became known."""
        if self.ask.get("endpoint"):
            yield self.ask["endpoint"], "tls"
            return
        yield from self.store.known(self.ask["address"])
        yield from self.from_directory()
        without = self.ask.get("without", ())
        if "root-domain" not in without:
            yield f"https://{self.domain}{PATH}", "tls"
        if "autodiscover-host" not in without:
            yield f"https://autodiscover.{self.domain}{PATH}", "tls"
        if "http-redirect-probe" not in without:
            url = f"http://autodiscover.{self.domain}{PATH}"
            target = self.probe(url)
            if target:
                self.count_probe()
                yield target, "plain_http"
            self.tell(url, "http")
        if "srv" not in without:
            yield from self.records()

    def records(self) -> Iterator[tuple[str, str]]:
        """What the SRV records lead to."""
        name = f"_autodiscover._tcp.{self.domain}"
        for record in self.order(faux_dns.srv(name)):
            port = "" if record.port == 443 else f":{record.port}"
            yield f"https://{record.target}{port}{PATH}", "srv"
        self.tell(name, "dns")

    def give_up(self) -> bool:
        """Whether the last candidate's failure ends the search."""
        return self.hops >= HOPS_MAX or len(self.rejected) >= Http.REJECTIONS_MAX

    def probe(self, url: str) -> str:
        """Where the plain-HTTP host points to; nothing of what else it says counts."""
        try:
            response = self.ask_plain_host(url)
        except (OSError, http.client.HTTPException):
            return ""
        return self.location(url, response)

    def count_probe(self) -> None:
        """Its redirect is one of those that the search may follow."""
        self.hops += 1

    def ask_plain_host(self, url: str) -> Response:
        """A bare GET: no address, no login, no cookie."""
        return self.exchange("GET", url, b"", {})

    @staticmethod
    def order(records: list[faux_dns.Record]) -> list[faux_dns.Record]:
        """The lowest priority first, then the heaviest."""
        usable = [record for record in records if record.target and record.port != 80]
        return sorted(usable, key=lambda record: (record.priority, -record.weight))

    # ---- one candidate

    def attempt(self, url: str, address: str, trusted: bool) -> dict[str, Any] | None:
        """Asks one URL and follows where it leads; None when that is nowhere."""
        while self.may_ask(url, address, trusted):
            try:
                response = self.ask_server(url, address)
            except ssl.SSLError:
                self.tell(url, "tls")
                return self.fail("tls_error")
            except (OSError, http.client.HTTPException, ValueError):
                self.tell(url, "connect")
                return self.fail("not_found")
            self.tell(url, "http")
            target = self.location(url, response)
            answer = faux_pox.Answer()
            if not target and self.is_success(response):
                answer = faux_pox.parse(self.document(response.body))
                if answer.ews_url:
                    address = answer.address or address
                    self.url, self.hours = url, answer.hours
                    return {"outcome": "found", "ews_url": answer.ews_url, "address": address}
                if answer.redirect_address:
                    self.restart(answer.redirect_address, address)
                target = answer.redirect_url
            if not target:
                return self.fail(self.kind_of(response, answer))
            self.hops += 1
            url = target
        return None

    @staticmethod
    def is_success(response: Response) -> bool:
        """Whether the body may be an answer."""
        return response.status == 200

    def may_ask(self, url: str, address: str, trusted: bool) -> bool:
        """Whether this URL may be asked; if not, it counts as failed."""
        parts = urlsplit(url)
        key = (self.key(parts), address.lower())
        if not self.scheme_allowed(parts) or not (trusted or self.consented(parts.hostname or "")):
            self.fail("refused")
            return False
        if self.seen_before(key) or self.hops > HOPS_MAX:
            self.fail("not_found")
            return False
        self.visited.add(key)
        return True

    @staticmethod
    def key(parts: SplitResult) -> str:
        """One text for all spellings of a URL."""
        return f"{parts.hostname}:{parts.port or 443}{parts.path.lower()}?{parts.query}"

    @staticmethod
    def scheme_allowed(parts: SplitResult) -> bool:
        """Only https, no login in the URL, and no port of another service."""
        port_allowed = parts.port in (None, 443) or (parts.port or 0) > 1023
        return parts.scheme.lower() == "https" and "@" not in parts.netloc and port_allowed

    def consented(self, host: str) -> bool:
        """A host from an untrusted source: inside the mail domain, or the user said yes."""
        inside = host == self.domain or host.endswith("." + self.domain)
        return inside or host in [name.lower() for name in self.ask["allow_redirect_to"]]

    def seen_before(self, key: tuple[str, str]) -> bool:
        """Whether this URL was asked for this address."""
        return key in self.visited

    def restart(self, target: str, address: str) -> None:
        """Starts again with another address, unless it is the one just used."""
        self.hops += 1
        fresh = target.lower() != address.lower() and target.isprintable()
        if fresh and self.hops <= HOPS_MAX:
            raise Restart(target)

    def tell(self, target: str, stage: str) -> None:
        """Notes for the report where an attempt ended."""
        self.attempts.append({"target": target, "stage": stage})

    def fail(self, kind: str) -> dict[str, Any] | None:
        """Notes why a candidate failed; gives nothing, as a failed attempt does."""
        self.failures.append(kind)
        return None

    @staticmethod
    def kind_of(response: Response, answer: faux_pox.Answer) -> str:
        """What a useless response says about the service."""
        if response.status == 401:
            return "auth_failed"
        return "server_error" if response.status >= 500 or answer.error else "not_found"


def main(client: type[Client]) -> None:
    """One request, one line of answer."""
    ask = json.load(sys.stdin)
    known = ask.get("command") == "discover" and ask.get("protocol") in ("any", "pox", "v2")
    print(json.dumps(client(ask).run() if known else {"outcome": "unsupported"}))


if __name__ == "__main__":
    main(Client)
