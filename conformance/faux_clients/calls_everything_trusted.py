# SPDX-License-Identifier: Apache-2.0
"""Says of every endpoint that a host of the mail domain gave it over TLS."""

from typing import Any

from faux_base import Client, main


class CallsEverythingTrusted(Client):
    """The base client with one defect."""

    def search(self, address: str) -> dict[str, Any]:
        result = super().search(address)
        return result | {"trust": "tls"} if result["outcome"] == "found" else result


if __name__ == "__main__":
    main(CallsEverythingTrusted)
