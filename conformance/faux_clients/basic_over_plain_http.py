# SPDX-License-Identifier: Apache-2.0
"""Logs in when the plain-HTTP host asks for it."""

from faux_base import Client, main


class BasicOverPlainHttp(Client):
    """The base client with one defect."""

    def probe(self, url: str) -> str:
        response = self.exchange("GET", url, b"", {})
        if response.status == 401:
            response = self.exchange("GET", url, b"", self.login())
        return self.location(url, response)


if __name__ == "__main__":
    main(BasicOverPlainHttp)
