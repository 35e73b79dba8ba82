# SPDX-License-Identifier: Apache-2.0
"""Asks in the schema of devices first, and takes an error there for one of the mailbox."""

from faux_base import Client, main
from faux_http import Response


class AsksForDevicesFirst(Client):
    """The base client with one defect."""

    for_devices = False

    def ask_server(self, url: str, address: str) -> Response:
        self.for_devices = True
        first = super().ask_server(url, address)
        self.for_devices = False
        failed = first.status == 200 and b"Error" in first.body
        return first if failed else super().ask_server(url, address)

    def request_body(self, address: str) -> bytes:
        body = super().request_body(address)
        if not self.for_devices:
            return body
        return body.replace(b"outlook", b"mobilesync").replace(b"2006a", b"2006")


if __name__ == "__main__":
    main(AsksForDevicesFirst)
