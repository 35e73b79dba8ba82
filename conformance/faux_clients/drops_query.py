# SPDX-License-Identifier: Apache-2.0
"""Loses the query of a redirect's target."""

from faux_base import Client, main
from faux_http import Response


class DropsQuery(Client):
    """The base client with one defect."""

    @staticmethod
    def location(url: str, response: Response) -> str:
        return Client.location(url, response).partition("?")[0]


if __name__ == "__main__":
    main(DropsQuery)
