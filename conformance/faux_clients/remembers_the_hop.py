# SPDX-License-Identifier: Apache-2.0
"""Remembers the first host that answered, and not the one it was sent to."""

from faux_base import PATH, Client, main
from faux_cache import Store


class RemembersTheHopStore(Store):
    """The memory of the base client with one defect."""

    def keep(self, address: str, url: str, trust: str, hours: str) -> None:
        domain = address.rpartition("@")[2]
        super().keep(address, f"https://{domain}{PATH}", trust, hours)


class RemembersTheHop(Client):
    """The base client with this memory."""

    def memory(self, folder: str) -> Store:
        return RemembersTheHopStore(folder)


if __name__ == "__main__":
    main(RemembersTheHop)
