# SPDX-License-Identifier: Apache-2.0
"""Sends the password with every first request, once an earlier run has found something."""

from faux_base import Client, main


class LogsInUnaskedTheNextTime(Client):
    """The base client with one defect."""

    def first_headers(self) -> dict[str, str]:
        return self.login() if self.store.read() else {}


if __name__ == "__main__":
    main(LogsInUnaskedTheNextTime)
