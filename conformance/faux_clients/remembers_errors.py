# SPDX-License-Identifier: Apache-2.0
"""Remembers that there was nothing, and looks no more."""

from typing import Any

from faux_base import Client, main

_NOTHING = "nothing"


class RemembersErrors(Client):
    """The base client with one defect."""

    def search(self, address: str) -> dict[str, Any]:
        known = self.store.read()
        if known.get(_NOTHING):
            return {"outcome": known[_NOTHING]}
        result = super().search(address)
        if result["outcome"] != "found":
            self.store.write(known | {_NOTHING: result["outcome"]})
        return result


if __name__ == "__main__":
    main(RemembersErrors)
