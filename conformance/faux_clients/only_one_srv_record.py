# SPDX-License-Identifier: Apache-2.0
"""Tries the best SRV record, and none of the others."""

from faux_base import Client, main
from faux_dns import Record


class OnlyOneSrvRecord(Client):
    """The base client with one defect."""

    @staticmethod
    def order(records: list[Record]) -> list[Record]:
        return Client.order(records)[:1]


if __name__ == "__main__":
    main(OnlyOneSrvRecord)
