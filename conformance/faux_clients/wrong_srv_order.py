# SPDX-License-Identifier: Apache-2.0
"""Takes the SRV record with the largest priority number first."""

from faux_base import Client, main
from faux_dns import Record


class WrongSrvOrder(Client):
    """The base client with one defect."""

    @staticmethod
    def order(records: list[Record]) -> list[Record]:
        return sorted(Client.order(records), key=lambda record: -record.priority)


if __name__ == "__main__":
    main(WrongSrvOrder)
