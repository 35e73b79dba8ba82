# SPDX-License-Identifier: Apache-2.0
"""Builds the request by putting strings together."""

import faux_pox
from faux_base import Client, main


class UnescapedAddress(Client):
    """The base client with one defect."""

    @staticmethod
    def request_body(address: str) -> bytes:
        return faux_pox.request(address, escape=str)


if __name__ == "__main__":
    main(UnescapedAddress)
