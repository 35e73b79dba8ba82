# SPDX-License-Identifier: Apache-2.0
"""Follows aliases itself, and then knows the host by the last name alone."""

import socket
from urllib.parse import urlsplit

from faux_base import Client, main
from faux_http import Response


class TrustsTheAlias(Client):
    """The base client with one defect."""

    def exchange(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> Response:
        parts = urlsplit(url)
        host = parts.hostname or ""
        found = socket.getaddrinfo(host, None, flags=socket.AI_CANONNAME)
        named = parts.netloc.replace(host, found[0][3] or host)
        return super().exchange(method, parts._replace(netloc=named).geturl(), body, headers)


if __name__ == "__main__":
    main(TrustsTheAlias)
