# SPDX-License-Identifier: Apache-2.0
"""Judges a V2 answer by its status alone, so an error in it goes unseen."""

from typing import Any

from faux_base import Client, main


class V2StatusIsAll(Client):
    """The base client with one defect."""

    @staticmethod
    def is_error(answer: dict[str, Any]) -> bool:
        return False


if __name__ == "__main__":
    main(V2StatusIsAll)
