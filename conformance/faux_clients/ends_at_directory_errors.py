# SPDX-License-Identifier: Apache-2.0
"""Takes the error of a server that the directory named for the last word."""

from faux_base import Client, main
from faux_scp import Entry


class EndsAtDirectoryErrors(Client):
    """The base client with one defect."""

    named: list[str] = []

    def urls(self, entries: list[Entry]) -> list[str]:
        self.named = super().urls(entries)
        return self.named

    def give_up(self) -> bool:
        return bool(self.named) or super().give_up()


if __name__ == "__main__":
    main(EndsAtDirectoryErrors)
