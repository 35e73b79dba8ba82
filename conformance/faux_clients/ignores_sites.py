# SPDX-License-Identifier: Apache-2.0
"""Asks the URLs of a directory in the order of its answer."""

from faux_base import Client, main
from faux_scp import Entry


class IgnoresSites(Client):
    """The base client with one defect."""

    def rank(self, entry: Entry) -> int:
        return 0


if __name__ == "__main__":
    main(IgnoresSites)
