# SPDX-License-Identifier: Apache-2.0
"""Takes a pointer of a directory that names no domain for one that is meant for others."""

from faux_base import Client, main
from faux_scp import Entry


class FollowsNoOpenPointer(Client):
    """The base client with one defect."""

    def pointers(self, entries: list[Entry], scoped: bool) -> list[str]:
        return super().pointers(entries, scoped) if scoped else []


if __name__ == "__main__":
    main(FollowsNoOpenPointer)
