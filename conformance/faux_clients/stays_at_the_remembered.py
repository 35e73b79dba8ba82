# SPDX-License-Identifier: Apache-2.0
"""Asks nothing but the remembered endpoint, once there is one."""

from collections.abc import Iterator

from faux_base import Client, main


class StaysAtTheRemembered(Client):
    """The base client with one defect."""

    def candidates(self) -> Iterator[tuple[str, str]]:
        known = list(self.store.known(self.ask["address"]))
        yield from known or super().candidates()


if __name__ == "__main__":
    main(StaysAtTheRemembered)
