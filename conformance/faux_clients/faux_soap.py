# SPDX-License-Identifier: Apache-2.0
"""SOAP for the faux clients: one question, and the endpoint in its answer."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from xml.sax import saxutils

from faux_http import Http, Response

_MESSAGES = "http://schemas.microsoft.com/exchange/2010/Autodiscover"
_ACTION = f"{_MESSAGES}/Autodiscover/GetUserSettings"
_SETTING = "ExternalEwsUrl"


class Soap(Http):
    """Asks `autodiscover.svc`, with a login where one is asked for."""

    def ask_soap(self, url: str, address: str) -> str:
        """The endpoint of EWS, or nothing."""
        body = _envelope(url, address)
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{_ACTION}"'}
        response = self.exchange("POST", url, body, headers)
        if response.status == 401 and self.basic_offered(response):
            response = self.exchange("POST", url, body, headers | self.login())
        return _endpoint(response)


def _envelope(url: str, address: str) -> bytes:
    return (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" '
        f'xmlns:w="http://www.w3.org/2005/08/addressing" xmlns="{_MESSAGES}"><s:Header>'
        "<RequestedServerVersion>Exchange2013</RequestedServerVersion>"
        f"<w:Action>{_ACTION}</w:Action><w:To>{saxutils.escape(url)}</w:To></s:Header><s:Body>"
        "<GetUserSettingsRequestMessage><Request><Users><User>"
        f"<Mailbox>{saxutils.escape(address)}</Mailbox></User></Users><RequestedSettings>"
        f"<Setting>{_SETTING}</Setting></RequestedSettings></Request>"
        "</GetUserSettingsRequestMessage></s:Body></s:Envelope>"
    ).encode()


def _endpoint(response: Response) -> str:
    if response.status != 200:
        return ""
    for setting in ElementTree.fromstring(response.body).iter(f"{{{_MESSAGES}}}UserSetting"):
        if setting.findtext(f"{{{_MESSAGES}}}Name") == _SETTING:
            return setting.findtext(f"{{{_MESSAGES}}}Value") or ""
    return ""
