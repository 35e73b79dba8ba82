# SPDX-License-Identifier: Apache-2.0
"""Follows redirects in a circle, and far too many of them."""

from faux_base import Client, main

# It has to end at some time, or its adapter would be at fault and not the client.
_PATIENCE = 40


class LoopsOnRedirects(Client):
    """The base client with one defect."""

    rounds = 0

    def seen_before(self, key: tuple[str, str]) -> bool:
        self.rounds += 1
        self.hops = 0
        return self.rounds > _PATIENCE


if __name__ == "__main__":
    main(LoopsOnRedirects)
