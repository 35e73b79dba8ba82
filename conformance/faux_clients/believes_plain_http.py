# SPDX-License-Identifier: Apache-2.0
"""Takes settings that came without TLS."""

from typing import Any

import faux_pox
from faux_base import Client, main


class BelievesPlainHttp(Client):
    """The base client with one defect."""

    offered = ""

    def probe(self, url: str) -> str:
        response = self.exchange("GET", url, b"", {})
        self.offered = faux_pox.parse(response.body).ews_url if response.status == 200 else ""
        return self.location(url, response)

    def search(self, address: str) -> dict[str, Any]:
        answer = super().search(address)
        if answer["outcome"] != "found" and self.offered:
            return {"outcome": "found", "ews_url": self.offered}
        return answer


if __name__ == "__main__":
    main(BelievesPlainHttp)
