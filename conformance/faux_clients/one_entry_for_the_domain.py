# SPDX-License-Identifier: Apache-2.0
"""Uses what it found for one mailbox for every other of the domain."""

from faux_base import Client, main
from faux_cache import Store


class OneEntryForTheDomainStore(Store):
    """The memory of the base client with one defect."""

    @staticmethod
    def key(address: str) -> str:
        return Store.key(address).rpartition("@")[2]


class OneEntryForTheDomain(Client):
    """The base client with this memory."""

    def memory(self, folder: str) -> Store:
        return OneEntryForTheDomainStore(folder)


if __name__ == "__main__":
    main(OneEntryForTheDomain)
