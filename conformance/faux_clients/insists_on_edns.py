# SPDX-License-Identifier: Apache-2.0
"""Speaks EDNS to every name server, and takes an answer to that or none."""

import faux_dns
from faux_base import Client, main

if __name__ == "__main__":
    faux_dns.EDNS = True
    main(Client)
