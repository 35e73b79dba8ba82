# SPDX-License-Identifier: Apache-2.0
"""Says that it found the usual endpoint, and asks nobody."""

from typing import Any

from faux_base import Client, main


class SuccessWithoutAsking(Client):
    """The base client with one defect."""

    def run(self) -> dict[str, Any]:
        domain = self.ask["address"].rpartition("@")[2]
        return {"outcome": "found", "ews_url": f"https://{domain}/EWS/Exchange.asmx"}


if __name__ == "__main__":
    main(SuccessWithoutAsking)
