# SPDX-License-Identifier: Apache-2.0
"""Prints the message of a server as it came."""

import re
import sys

from faux_base import Client, main
from faux_http import Response


class PrintsServerText(Client):
    """The base client with one defect."""

    def ask_server(self, url: str, address: str) -> Response:
        response = super().ask_server(url, address)
        message = re.search(rb"<Message>(.*?)</Message>", response.body, re.DOTALL)
        if message:
            print(message[1].decode("utf-8", "replace"), file=sys.stderr)
        return response


if __name__ == "__main__":
    main(PrintsServerText)
