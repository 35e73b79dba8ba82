# SPDX-License-Identifier: Apache-2.0
"""Makes do with the part of a reply that arrived."""

import re
from http.client import HTTPResponse, IncompleteRead

from faux_base import Client, main


class ParsesTruncatedReply(Client):
    """The base client with one defect."""

    @staticmethod
    def read(answer: HTTPResponse) -> bytes:
        try:
            return Client.read(answer)
        except IncompleteRead as error:
            return error.partial

    @staticmethod
    def document(body: bytes) -> bytes:
        url = re.search(rb"<EwsUrl>[^<]+", body)
        if not url or body.rstrip().endswith(b"</Autodiscover>"):
            return body
        return b"<Account><Protocol><Type>EXPR</Type>" + url[0] + b"</EwsUrl></Protocol></Account>"


if __name__ == "__main__":
    main(ParsesTruncatedReply)
