# SPDX-License-Identifier: Apache-2.0
"""Takes a rejected password at one candidate for the answer of all."""

from faux_base import Client, main


class StopsAtFirst401(Client):
    """The base client with one defect."""

    def give_up(self) -> bool:
        return bool(self.rejected) or super().give_up()


if __name__ == "__main__":
    main(StopsAtFirst401)
