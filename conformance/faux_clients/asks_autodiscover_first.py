# SPDX-License-Identifier: Apache-2.0
"""Asks the `autodiscover.` host first, and the domain only when that has nothing."""

from collections.abc import Iterator

from faux_base import Client, main


class AsksAutodiscoverFirst(Client):
    """The base client with one defect."""

    def candidates(self) -> Iterator[tuple[str, str]]:
        domain, below, *rest = super().candidates()
        yield from (below, domain, *rest)


if __name__ == "__main__":
    main(AsksAutodiscoverFirst)
