# SPDX-License-Identifier: Apache-2.0
"""Gives the mailbox's login to the proxy, in clear, where none was given for it."""

from urllib.parse import SplitResult

from faux_base import Client, main
from faux_http import basic


class LogsInToTheProxy(Client):
    """The base client with one defect."""

    def login_of_proxy(self, proxy: SplitResult) -> dict[str, str]:
        mailbox = {"Proxy-Authorization": basic(self.ask["username"], self.ask["password"])}
        return super().login_of_proxy(proxy) or mailbox


if __name__ == "__main__":
    main(LogsInToTheProxy)
