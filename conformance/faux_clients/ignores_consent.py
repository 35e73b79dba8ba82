# SPDX-License-Identifier: Apache-2.0
"""Sends the password to whatever host an unprotected hint names."""

from faux_base import Client, main


class IgnoresConsent(Client):
    """The base client with one defect."""

    def consented(self, host: str) -> bool:
        return True


if __name__ == "__main__":
    main(IgnoresConsent)
