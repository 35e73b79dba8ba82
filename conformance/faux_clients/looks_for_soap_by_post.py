# SPDX-License-Identifier: Apache-2.0
"""Speaks SOAP where the answer to a POST in POX says that it is there, and nowhere else."""

import json
import sys
from typing import Any

from faux_base import PATH
from faux_soap import Soap


class LooksForSoapByPost(Soap):
    """One question to the host that is named as the mail domain."""

    def run(self) -> dict[str, Any]:
        """The answer of the adapter."""
        address = self.ask["address"]
        root = "https://" + address.rpartition("@")[2]
        try:
            if not self.offers_soap(root + PATH):
                return {"outcome": "not_found"}
            url = self.ask_soap(root + PATH.replace(".xml", ".svc"), address)
        except OSError:
            url = ""
        return {"outcome": "found", "ews_url": url} if url else {"outcome": "not_found"}

    def offers_soap(self, url: str) -> bool:
        """The defect: who asks by GET is told so, and who asks by POST need not be."""
        return "X-SOAP-Enabled" in self.exchange("POST", url, b"", {}).headers


if __name__ == "__main__":
    print(json.dumps(LooksForSoapByPost(json.load(sys.stdin)).run()))
