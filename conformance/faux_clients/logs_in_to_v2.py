# SPDX-License-Identifier: Apache-2.0
"""Answers the 401 of a V2 host with the password."""

from faux_base import Client, main
from faux_http import Response


class LogsInToV2(Client):
    """The base client with one defect."""

    def get_v2(self, url: str) -> Response:
        response = super().get_v2(url)
        if response.status == 401:
            response = self.exchange("GET", url, b"", self.login())
        return response


if __name__ == "__main__":
    main(LogsInToV2)
