# SPDX-License-Identifier: Apache-2.0
"""Takes every element by its local name, whatever its namespace."""

import re

from faux_base import Client, main


class IgnoresNamespaces(Client):
    """The base client with one defect."""

    @staticmethod
    def document(body: bytes) -> bytes:
        plain = re.sub(rb"""\sxmlns(:\w+)?=("[^"]*"|'[^']*')""", b"", body)
        return re.sub(rb"(</?)\w+:", rb"\1", plain)


if __name__ == "__main__":
    main(IgnoresNamespaces)
