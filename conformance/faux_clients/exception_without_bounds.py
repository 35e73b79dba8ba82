# SPDX-License-Identifier: Apache-2.0
"""Checks no certificate any more once the user has accepted one."""

import ssl
from typing import Any

from faux_base import Client, main


class ExceptionWithoutBounds(Client):
    """The base client with one defect."""

    accepted: dict[str, Any] = {}

    def __init__(self, ask: dict[str, Any]) -> None:
        super().__init__(ask)
        ExceptionWithoutBounds.accepted = ask.get("trust", {})

    @staticmethod
    def tls() -> ssl.SSLContext:
        context = Client.tls()
        if ExceptionWithoutBounds.accepted:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


if __name__ == "__main__":
    main(ExceptionWithoutBounds)
