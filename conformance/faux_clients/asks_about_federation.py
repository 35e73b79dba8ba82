# SPDX-License-Identifier: Apache-2.0
"""Where no mailbox is found, asks the service about the organisation."""

import http.client
import re
from typing import Any

from faux_base import Client, main

_SERVICE = "http://schemas.microsoft.com/exchange/2010/Autodiscover"
_QUESTION = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
    f'<GetFederationInformationRequestMessage xmlns="{_SERVICE}"><Request>'
    "<Domain>{domain}</Domain></Request></GetFederationInformationRequestMessage>"
    "</s:Body></s:Envelope>"
)


class AsksAboutFederation(Client):
    """The base client with one defect."""

    def search(self, address: str) -> dict[str, Any]:
        result = super().search(address)
        return result if result["outcome"] == "found" else self.ask_again() or result

    def ask_again(self) -> dict[str, Any] | None:
        """What the call for organisations gives, without a login."""
        body = _QUESTION.format(domain=self.domain).encode()
        url = f"https://{self.domain}/autodiscover/autodiscover.svc"
        try:
            answer = self.exchange("POST", url, body, {"Content-Type": "text/xml; charset=utf-8"})
        except (OSError, http.client.HTTPException, ValueError):
            return None
        found = re.search(rb"https://[^<]+\.asmx", answer.body)
        return {"outcome": "found", "ews_url": found[0].decode()} if found else None


if __name__ == "__main__":
    main(AsksAboutFederation)
