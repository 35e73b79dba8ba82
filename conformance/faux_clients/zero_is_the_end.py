# SPDX-License-Identifier: Apache-2.0
"""Takes a TTL of 0 for an entry that is over at once."""

from faux_base import Client, main
from faux_cache import Store


class ZeroIsTheEndStore(Store):
    """The memory of the base client with one defect."""

    @staticmethod
    def life(hours: str) -> float:
        return 0 if hours == "0" else Store.life(hours)


class ZeroIsTheEnd(Client):
    """The base client with this memory."""

    def memory(self, folder: str) -> Store:
        return ZeroIsTheEndStore(folder)


if __name__ == "__main__":
    main(ZeroIsTheEnd)
