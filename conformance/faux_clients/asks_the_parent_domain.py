# SPDX-License-Identifier: Apache-2.0
"""Goes on at the parent of the mail domain when the domain has no service."""

from collections.abc import Iterator

from faux_base import PATH, Client, main


class AsksTheParentDomain(Client):
    """The base client with one defect."""

    def candidates(self) -> Iterator[tuple[str, str]]:
        yield from super().candidates()
        parent = self.domain.partition(".")[2]
        yield f"https://autodiscover.{parent}{PATH}", "tls"


if __name__ == "__main__":
    main(AsksTheParentDomain)
