# SPDX-License-Identifier: Apache-2.0
"""Checks who signed a certificate and for whom, but not whether its time is up."""

import ssl

from faux_base import Client, main

# X509_V_FLAG_NO_CHECK_TIME of OpenSSL; Python gives it no name.
_NO_CHECK_TIME = 0x200000


class IgnoresExpiry(Client):
    """The base client with one defect."""

    @staticmethod
    def tls() -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
        return context


if __name__ == "__main__":
    main(IgnoresExpiry)
