# SPDX-License-Identifier: Apache-2.0
"""Keeps an endpoint for a week, whatever the server says."""

from faux_base import Client, main
from faux_cache import Store


class KeepsForEverStore(Store):
    """The memory of the base client with one defect."""

    @staticmethod
    def life(hours: str) -> float:
        return Store.life("0")


class KeepsForEver(Client):
    """The base client with this memory."""

    def memory(self, folder: str) -> Store:
        return KeepsForEverStore(folder)


if __name__ == "__main__":
    main(KeepsForEver)
