#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the Exchange provider of GNOME Online Accounts answer, as its daemon calls it."""

import sys
from ctypes import c_char_p, c_int, c_void_p
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
from adapter import serve  # noqa: E402
from c_library import ERROR, Error, function, load  # noqa: E402

_NOT_AUTHORIZED = 4  # GOA_ERROR_NOT_AUTHORIZED


def discover(request):
    """One run. The client keeps no URL: it says whether there is a usable server."""
    error = Error()
    client = function("goa_ews_client_new", c_void_p)()
    texts = [request["address"], request["password"], request["username"]]
    texts.append(request["address"].rpartition("@")[2])
    call = function(
        "goa_ews_client_autodiscover_sync",
        *(c_int, c_void_p, *[c_char_p] * 4, c_int, c_void_p, ERROR),
    )
    # No certificate errors are accepted, and nothing can cancel it: as in goadaemon.c.
    if call(client, *(text.encode() for text in texts), 0, None, error.place):
        return {"outcome": "found", "message": "the client names no endpoint"}
    refused = "goa" in error.domain and error.code == _NOT_AUTHORIZED
    return {"outcome": "auth_failed" if refused else "not_found", "message": str(error)}


load("libgoa-backend-1.0.so.1")
serve(["pox"], discover)
