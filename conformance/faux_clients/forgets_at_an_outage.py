# SPDX-License-Identifier: Apache-2.0
"""Forgets the endpoint when nothing answers any more."""

from typing import Any

from faux_base import Client, main


class ForgetsAtAnOutage(Client):
    """The base client with one defect."""

    def search(self, address: str) -> dict[str, Any]:
        result = super().search(address)
        if result["outcome"] != "found":
            self.store.write({})
        return result


if __name__ == "__main__":
    main(ForgetsAtAnOutage)
