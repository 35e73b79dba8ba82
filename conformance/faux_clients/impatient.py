# SPDX-License-Identifier: Apache-2.0
"""Waits two seconds for an answer, which a busy server does not give."""

import faux_http
from faux_base import Client, main

if __name__ == "__main__":
    faux_http.STEP_TIMEOUT_S = 2.0
    main(Client)
