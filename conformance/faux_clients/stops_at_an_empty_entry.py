# SPDX-License-Identifier: Apache-2.0
"""Gives up a directory that has an entry without a URL."""

from faux_base import Client, main
from faux_scp import Entry


class StopsAtAnEmptyEntry(Client):
    """The base client with one defect."""

    def urls(self, entries: list[Entry]) -> list[str]:
        found = super().urls(entries)
        return [] if "" in found else found


if __name__ == "__main__":
    main(StopsAtAnEmptyEntry)
