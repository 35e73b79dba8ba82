# SPDX-License-Identifier: Apache-2.0
"""Names the mailbox by its address and by a legacy name in one request."""

from faux_base import Client, main

_LEGACY_NAME = b"<LegacyDN>/o=Corp/ou=Group/cn=Recipients/cn=ann</LegacyDN>"


class NamesTheMailboxTwice(Client):
    """The base client with one defect."""

    @staticmethod
    def request_body(address: str) -> bytes:
        body = Client.request_body(address)
        return body.replace(b"<AcceptableResponse", _LEGACY_NAME + b"<AcceptableResponse", 1)


if __name__ == "__main__":
    main(NamesTheMailboxTwice)
