# SPDX-License-Identifier: Apache-2.0
"""Remembers nothing from run to run, though it says so."""

from collections.abc import Iterator

from faux_base import Client, main
from faux_cache import Store


class ForgetsEverythingStore(Store):
    """The memory of the base client with one defect."""

    def known(self, address: str) -> Iterator[tuple[str, str]]:
        yield from ()


class ForgetsEverything(Client):
    """The base client with this memory."""

    def memory(self, folder: str) -> Store:
        return ForgetsEverythingStore(folder)


if __name__ == "__main__":
    main(ForgetsEverything)
