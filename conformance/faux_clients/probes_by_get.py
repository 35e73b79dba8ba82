# SPDX-License-Identifier: Apache-2.0
"""Asks by GET whether there is anything, before it asks by POST."""

from faux_base import Client, main
from faux_http import Response


class ProbesByGet(Client):
    """The base client with one defect."""

    def ask_server(self, url: str, address: str) -> Response:
        probe = self.exchange("GET", url, b"", {})
        return probe if probe.status == 405 else super().ask_server(url, address)


if __name__ == "__main__":
    main(ProbesByGet)
