# SPDX-License-Identifier: Apache-2.0
"""Follows pointers from one directory to the next, and goes in circles for long."""

from faux_base import Client, main


class CirclesBetweenDirectories(Client):
    """The base client with one defect."""

    followed = 0

    def may_follow(self, uri: str, asked: set[str]) -> bool:
        # It has to end some time: a client that is stopped has no verdict.
        self.followed += 1
        return self.followed <= 15


if __name__ == "__main__":
    main(CirclesBetweenDirectories)
