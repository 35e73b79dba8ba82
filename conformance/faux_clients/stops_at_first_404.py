# SPDX-License-Identifier: Apache-2.0
"""Takes a 404 from one candidate for the answer of all."""

from faux_base import Client, main
from faux_http import Response


class StopsAtFirst404(Client):
    """The base client with one defect."""

    stopped = False

    def ask_server(self, url: str, address: str) -> Response:
        response = super().ask_server(url, address)
        self.stopped = response.status == 404
        return response

    def give_up(self) -> bool:
        return self.stopped or super().give_up()


if __name__ == "__main__":
    main(StopsAtFirst404)
