# SPDX-License-Identifier: Apache-2.0
"""Keeps the login beside the endpoint, so that it need not be asked for again."""

from typing import Any

from faux_base import Client, main


class KeepsThePassword(Client):
    """The base client with one defect."""

    def search(self, address: str) -> dict[str, Any]:
        result = super().search(address)
        self.store.write(self.store.read() | {"login": self.login()})
        return result


if __name__ == "__main__":
    main(KeepsThePassword)
