# SPDX-License-Identifier: Apache-2.0
"""Follows pointers from one directory to the next without counting."""

from faux_base import Client, main


class CirclesBetweenDirectories(Client):
    """The base client with one defect."""

    @staticmethod
    def may_follow(uri: str, asked: set[str]) -> bool:
        return True


if __name__ == "__main__":
    main(CirclesBetweenDirectories)
