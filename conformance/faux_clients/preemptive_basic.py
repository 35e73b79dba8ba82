# SPDX-License-Identifier: Apache-2.0
"""Sends the password with its first request, before anyone asked for it."""

from faux_base import Client, main


class PreemptiveBasic(Client):
    """The base client with one defect."""

    def first_headers(self) -> dict[str, str]:
        return self.login()


if __name__ == "__main__":
    main(PreemptiveBasic)
