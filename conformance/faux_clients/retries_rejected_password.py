# SPDX-License-Identifier: Apache-2.0
"""Sends a password again that the host has just rejected."""

from faux_base import Client, main
from faux_http import Response


class RetriesRejectedPassword(Client):
    """The base client with one defect."""

    def ask_server(self, url: str, address: str) -> Response:
        response = super().ask_server(url, address)
        if response.status == 401 and self.rejected:
            response = super().ask_server(url, address)
        return response

    def may_log_in(self, host: str) -> bool:
        return True


if __name__ == "__main__":
    main(RetriesRejectedPassword)
