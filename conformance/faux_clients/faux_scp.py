# SPDX-License-Identifier: Apache-2.0
"""A directory (SCP over LDAP) for the faux clients, as the program ldapsearch shows it."""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

HOPS_MAX = 10
URL = "77378f46-2c66-4aa9-a6a6-3e7a48b19596"
POINTER = "67661d7f-8fc4-4fa7-bfac-e1d7794c1f68"
_FILTER = f"(&(objectClass=serviceConnectionPoint)(|(keywords={POINTER})(keywords={URL})))"
PLACE = "servicebindinginformation"
_CONTEXT = "configurationnamingcontext"
_TIMEOUT_S = 3

# Attribute, in small letters → values.
Entry = dict[str, list[str]]


class Scp:
    """Asks a directory, and those that it points to."""

    ask: dict[str, Any]
    domain: str

    def from_directory(self) -> Iterator[tuple[str, str]]:
        """URLs, and how their hosts became known."""
        uri = self.ask.get("directory", "")
        login = bool(self.ask.get("directory_login"))
        waiting = [(uri, login, "tls")] if uri else []
        fallback: list[str] = []
        asked: set[str] = set()
        while waiting:
            uri, login, trust = waiting.pop(0)
            asked.add(uri.lower())
            if not login and urlsplit(uri).scheme.lower() != "ldaps":
                trust = "directory"
            entries = self.entries(uri, login)
            fallback += self.pointers(entries, scoped=False)
            next_ones = self.pointers(entries, scoped=True)
            urls = [] if next_ones else self.urls(entries)
            yield from ((url, trust) for url in urls if self.url_allowed_here(url))
            if not urls and not next_ones:
                next_ones, fallback = fallback, []
            fresh = [each for each in next_ones if self.may_follow(each, asked)]
            waiting += [(each, False, trust) for each in fresh]

    def may_follow(self, uri: str, asked: set[str]) -> bool:
        """Each directory once, and not too many."""
        return uri.lower() not in asked and len(asked) <= HOPS_MAX

    @staticmethod
    def url_allowed_here(url: str) -> bool:
        """Only with TLS."""
        return urlsplit(url).scheme.lower() == "https"

    def urls(self, entries: list[Entry]) -> list[str]:
        """Those of the own site, of none, of others; each once."""
        found: dict[str, str] = {}
        for entry in sorted(self.with_keyword(entries, URL), key=self.rank):
            for url in entry.get(PLACE, []):
                found.setdefault(url.lower(), url)
        return list(found.values())

    def rank(self, entry: Entry) -> int:
        """0 for the own site, 1 for none, 2 for others."""
        sites = [word for word in self.keywords(entry) if word.startswith("site=")]
        own = f"site={self.ask.get('directory_site', '')}".lower()
        return 1 if not sites else 0 if own in sites else 2

    def pointers(self, entries: list[Entry], scoped: bool) -> list[str]:
        """Directories for the mail domain (`scoped`), or for everybody."""
        found = []
        for entry in self.with_keyword(entries, POINTER):
            domains = [word for word in self.keywords(entry) if word.startswith("domain=")]
            if f"domain={self.domain}" in domains if scoped else not domains:
                found += entry.get(PLACE, [])
        return found

    @staticmethod
    def keywords(entry: Entry) -> list[str]:
        """In small letters."""
        return [word.lower() for word in entry.get("keywords", [])]

    @classmethod
    def with_keyword(cls, entries: list[Entry], word: str) -> list[Entry]:
        """Those that hold it."""
        return [entry for entry in entries if word in cls.keywords(entry)]

    # ---- LDAP

    def entries(self, uri: str, login: bool) -> list[Entry]:
        """The objects in the directory; none when it is of no use."""
        parts = urlsplit(uri)
        server = f"{parts.scheme}://{parts.netloc}"
        base = unquote(parts.path.strip("/"))
        if not base:
            root = self.ldapsearch(
                server, login, ["-b", "", "-s", "base", "(objectClass=*)", _CONTEXT]
            )
            base = next(iter(root[0].get(_CONTEXT, [])), "") if root else ""
        return (
            self.ldapsearch(server, login, ["-b", base, _FILTER, "keywords", PLACE]) if base else []
        )

    def ldapsearch(self, server: str, login: bool, what: list[str]) -> list[Entry]:
        """One run of ldapsearch."""
        command = ["ldapsearch", "-x", "-LLL", "-o", "ldif_wrap=no", "-H", server]
        if login:
            command += [*self.start_tls(server), "-D", self.ask["username"], "-y", "/dev/stdin"]
        try:
            result = subprocess.run(
                [*command, *what],
                input=self.ask["password"] if login else "",
                env=os.environ | self.tls_settings(),
                capture_output=True,
                text=True,
                timeout=_TIMEOUT_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return []
        return _read_ldif(result.stdout) if result.returncode == 0 else []

    def start_tls(self, server: str) -> list[str]:
        """A password goes over TLS."""
        return [] if server.startswith("ldaps") else ["-ZZ"]

    def tls_settings(self) -> dict[str, str]:
        """As ldap.conf(5) names them."""
        return {"LDAPTLS_REQCERT": "demand", "LDAPTLS_CACERT": self.ask["ca_file"]}


def _read_ldif(text: str) -> list[Entry]:
    entries = []
    for block in text.split("\n\n"):
        entry: Entry = {}
        for line in block.splitlines():
            name, _, value = line.partition(":")
            if value.startswith(":"):
                value = base64.b64decode(value[1:]).decode("utf-8", "replace")
            entry.setdefault(name.lower(), []).append(value.strip())
        if entry:
            entries.append(entry)
    return entries
