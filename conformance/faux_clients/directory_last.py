# SPDX-License-Identifier: Apache-2.0
"""Asks the hosts of the mail domain before it looks into the directory."""

from collections.abc import Iterator

from faux_base import Client, main


class DirectoryLast(Client):
    """The base client with one defect."""

    late = False

    def from_directory(self) -> Iterator[tuple[str, str]]:
        return super().from_directory() if self.late else iter(())

    def candidates(self) -> Iterator[tuple[str, str]]:
        yield from super().candidates()
        self.late = True
        yield from self.from_directory()


if __name__ == "__main__":
    main(DirectoryLast)
