# SPDX-License-Identifier: Apache-2.0
"""Ends when the directory says nothing, as if the domain had no other place."""

from collections.abc import Iterator

from faux_base import Client, main
from faux_scp import Entry


class StopsWithoutADirectory(Client):
    """The base client with one defect."""

    silent = False

    def entries(self, uri: str, login: bool) -> list[Entry]:
        found = super().entries(uri, login)
        self.silent = not found
        return found

    def candidates(self) -> Iterator[tuple[str, str]]:
        for url, trust in super().candidates():
            if self.silent:
                return
            yield url, trust


if __name__ == "__main__":
    main(StopsWithoutADirectory)
