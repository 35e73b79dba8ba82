# SPDX-License-Identifier: Apache-2.0
"""Searches well, but names a likely endpoint when it found none."""

from typing import Any

from faux_base import Client, main


class GuessesWhenLost(Client):
    """The base client with one defect."""

    def search(self, address: str) -> dict[str, Any]:
        answer = super().search(address)
        if answer["outcome"] == "found":
            return answer
        return {"outcome": "found", "ews_url": f"https://mail.{self.domain}/EWS/Exchange.asmx"}


if __name__ == "__main__":
    main(GuessesWhenLost)
