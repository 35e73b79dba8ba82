# SPDX-License-Identifier: Apache-2.0
"""Takes settings that came without TLS."""

from typing import Any

import faux_pox
from faux_base import Client, main
from faux_http import Response


class BelievesPlainHttp(Client):
    """The base client with one defect."""

    offered = ""

    def ask_plain_host(self, url: str) -> Response:
        response = super().ask_plain_host(url)
        self.offered = faux_pox.parse(response.body).ews_url if response.status == 200 else ""
        return response

    def search(self, address: str) -> dict[str, Any]:
        answer = super().search(address)
        if answer["outcome"] != "found" and self.offered:
            return {"outcome": "found", "ews_url": self.offered}
        return answer


if __name__ == "__main__":
    main(BelievesPlainHttp)
