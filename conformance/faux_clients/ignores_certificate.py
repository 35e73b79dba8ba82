# SPDX-License-Identifier: Apache-2.0
"""Takes any certificate for any name."""

import ssl

from faux_base import Client, main


class IgnoresCertificate(Client):
    """The base client with one defect."""

    @staticmethod
    def tls() -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context


if __name__ == "__main__":
    main(IgnoresCertificate)
