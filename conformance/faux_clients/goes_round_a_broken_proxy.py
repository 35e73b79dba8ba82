# SPDX-License-Identifier: Apache-2.0
"""Connects directly once the proxy has failed."""

from faux_base import Client, main
from faux_http import Response


class GoesRoundABrokenProxy(Client):
    """The base client with one defect."""

    def exchange(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> Response:
        try:
            return super().exchange(method, url, body, headers)
        except ConnectionError:
            self.ask.pop("proxy", None)
            return super().exchange(method, url, body, headers)


if __name__ == "__main__":
    main(GoesRoundABrokenProxy)
