# SPDX-License-Identifier: Apache-2.0
"""Logs in by Basic whatever the server offers."""

from faux_base import Client, main
from faux_http import Response


class BasicToAnyChallenge(Client):
    """The base client with one defect."""

    @staticmethod
    def basic_offered(response: Response) -> bool:
        return True


if __name__ == "__main__":
    main(BasicToAnyChallenge)
