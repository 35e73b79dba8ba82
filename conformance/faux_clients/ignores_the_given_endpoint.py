# SPDX-License-Identifier: Apache-2.0
"""Looks for the service although the user gave its URL."""

from typing import Any

from faux_base import Client, main


class IgnoresTheGivenEndpoint(Client):
    """The base client with one defect."""

    def __init__(self, ask: dict[str, Any]) -> None:
        super().__init__(ask | {"endpoint": ""})


if __name__ == "__main__":
    main(IgnoresTheGivenEndpoint)
