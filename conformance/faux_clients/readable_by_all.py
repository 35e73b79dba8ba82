# SPDX-License-Identifier: Apache-2.0
"""Keeps its cache in a file that everybody may read."""

from faux_base import Client, main
from faux_cache import Store


class ReadableByAllStore(Store):
    """The memory of the base client with one defect."""

    @staticmethod
    def mode() -> int:
        return 0o644


class ReadableByAll(Client):
    """The base client with this memory."""

    def memory(self, folder: str) -> Store:
        return ReadableByAllStore(folder)


if __name__ == "__main__":
    main(ReadableByAll)
