# SPDX-License-Identifier: Apache-2.0
"""Takes every pointer of a directory for one that is meant for the domain."""

from faux_base import Client, main
from faux_scp import PLACE, POINTER, Entry


class FollowsAnyPointer(Client):
    """The base client with one defect."""

    def pointers(self, entries: list[Entry], scoped: bool) -> list[str]:
        every = [url for e in self.with_keyword(entries, POINTER) for url in e.get(PLACE, [])]
        return every if scoped else []


if __name__ == "__main__":
    main(FollowsAnyPointer)
