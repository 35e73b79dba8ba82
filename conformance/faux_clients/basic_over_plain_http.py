# SPDX-License-Identifier: Apache-2.0
"""Logs in when the plain-HTTP host asks for it."""

from faux_base import Client, main
from faux_http import Response


class BasicOverPlainHttp(Client):
    """The base client with one defect."""

    def ask_plain_host(self, url: str) -> Response:
        response = super().ask_plain_host(url)
        if response.status == 401:
            response = self.exchange("GET", url, b"", self.login())
        return response


if __name__ == "__main__":
    main(BasicOverPlainHttp)
