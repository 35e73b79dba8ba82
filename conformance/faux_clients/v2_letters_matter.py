# SPDX-License-Identifier: Apache-2.0
"""Compares the protocol of a V2 answer letter by letter."""

from faux_base import Client, main


class V2LettersMatter(Client):
    """The base client with one defect."""

    @staticmethod
    def same_protocol(told: str, asked: str) -> bool:
        return told == asked


if __name__ == "__main__":
    main(V2LettersMatter)
