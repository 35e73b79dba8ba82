# SPDX-License-Identifier: Apache-2.0
"""Connects to every server itself, though the user has a proxy."""

from faux_base import Client, main


class IgnoresTheProxy(Client):
    """The base client with one defect."""

    def proxy(self) -> str:
        return ""


if __name__ == "__main__":
    main(IgnoresTheProxy)
