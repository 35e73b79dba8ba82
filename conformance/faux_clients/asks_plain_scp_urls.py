# SPDX-License-Identifier: Apache-2.0
"""Asks the http:// URLs of a directory, and logs in there."""

from faux_base import Client, main
from faux_scp import Entry


class AsksPlainScpUrls(Client):
    """The base client with one defect."""

    named: list[str] = []

    def urls(self, entries: list[Entry]) -> list[str]:
        self.named = super().urls(entries)
        return self.named

    @staticmethod
    def url_allowed_here(url: str) -> bool:
        return True

    def may_ask(self, url: str, address: str, trusted: bool) -> bool:
        plain = url in self.named and url.startswith("http:")
        return plain or super().may_ask(url, address, trusted)


if __name__ == "__main__":
    main(AsksPlainScpUrls)
