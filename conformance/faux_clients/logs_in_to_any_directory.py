# SPDX-License-Identifier: Apache-2.0
"""Logs in to each directory, also to one that another one points to."""

from faux_base import Client, main
from faux_scp import Entry


class LogsInToAnyDirectory(Client):
    """The base client with one defect."""

    def entries(self, uri: str, login: bool) -> list[Entry]:
        return super().entries(uri, bool(self.ask.get("directory_login")))


if __name__ == "__main__":
    main(LogsInToAnyDirectory)
