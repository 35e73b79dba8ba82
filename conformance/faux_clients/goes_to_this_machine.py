# SPDX-License-Identifier: Apache-2.0
"""Follows redirects to its own machine."""

from faux_base import Client, main


class GoesToThisMachine(Client):
    """The base client with one defect."""

    @staticmethod
    def addresses(host: str, port: int) -> list[str]:
        return [host]


if __name__ == "__main__":
    main(GoesToThisMachine)
