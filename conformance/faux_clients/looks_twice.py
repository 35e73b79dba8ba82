# SPDX-License-Identifier: Apache-2.0
"""Checks the address of a name, and then connects by the name: to whatever it means by then."""

import socket
from typing import Any

from faux_base import Client, main


class LooksTwice(Client):
    """The base client with one defect."""

    def connect(self, place: tuple[str, int], *options: Any) -> socket.socket:
        if not self.addresses(*place):
            raise ConnectionRefusedError("no public address")
        return socket.create_connection(place, *options)


if __name__ == "__main__":
    main(LooksTwice)
