# SPDX-License-Identifier: Apache-2.0
"""Calls an endpoint found only when it lets the user in."""

import http.client
from typing import Any

from faux_base import Client, main


class TestsTheEndpoint(Client):
    """The base client with one defect."""

    def attempt(self, url: str, address: str, trusted: bool) -> dict[str, Any] | None:
        found = super().attempt(url, address, trusted)
        if found is None:
            return None
        try:
            answer = self.exchange("GET", found["ews_url"], b"", {})
        except (OSError, http.client.HTTPException, ValueError):
            return found
        return self.fail("auth_failed") if answer.status == 401 else found


if __name__ == "__main__":
    main(TestsTheEndpoint)
