# SPDX-License-Identifier: Apache-2.0
"""Looks for SRV records below the domains of the resolver's search list, too."""

import faux_dns
from faux_base import Client, main


def search_list() -> list[str]:
    """The domains of the `search` line of this machine."""
    with open("/etc/resolv.conf", encoding="ascii") as file:
        lines = [line.split() for line in file]
    return [name for words in lines if words[:1] == ["search"] for name in words[1:]]


class UsesTheSearchList(Client):
    """The base client with one defect."""

    def order(self, records: list[faux_dns.Record]) -> list[faux_dns.Record]:
        found = list(records)
        for suffix in search_list() if not records else ():
            found += faux_dns.srv(f"_autodiscover._tcp.{self.domain}.{suffix}")
        return super().order(found)


if __name__ == "__main__":
    main(UsesTheSearchList)
