#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes an unmodified evolution-ews answer, by the function that Evolution's assistant calls.

Usage: adapter.py NTLM|PLAIN   (the account's method of authentication in Evolution)
"""

import sys
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_uint, c_void_p
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
from adapter import serve  # noqa: E402
from c_library import ERROR, Error, function, load  # noqa: E402


def account(request, method):
    """The account as the assistant builds it: a source that says how to log in, and settings."""
    address, user = request["address"].encode(), request["username"].encode()
    source = function("e_source_new", c_void_p, c_void_p, c_void_p, ERROR)(None, None, None)
    get_extension = function("e_source_get_extension", c_void_p, c_void_p, c_char_p)
    login = get_extension(source, b"Authentication")
    ews_type = function("camel_ews_settings_get_type", c_size_t)()
    settings = function("g_object_new", c_void_p, c_size_t, c_void_p)(ews_type, None)
    for setter, place, value in (
        ("e_source_authentication_set_user", login, user),
        ("e_source_authentication_set_method", login, method),
        ("camel_ews_settings_set_email", settings, address),
        ("camel_network_settings_set_user", settings, user),
        ("camel_network_settings_set_auth_mechanism", settings, method),
    ):
        function(setter, None, c_void_p, c_char_p)(place, value)
    return source, settings


def discover(request):
    """One run."""
    source, settings = account(request, sys.argv[1].encode())
    error, pem, flags = Error(), c_char_p(), c_uint()
    call = function(
        "e_ews_autodiscover_ws_url_sync",
        *(c_int, c_void_p, c_void_p, c_char_p, c_char_p),
        *(POINTER(c_char_p), POINTER(c_uint), c_void_p, ERROR),
    )
    address, password = request["address"].encode(), request["password"].encode()
    if not call(source, settings, address, password, byref(pem), byref(flags), None, error.place):
        refused = error.code == 401 and "soup" in error.domain
        return {"outcome": "auth_failed" if refused else "not_found", "message": str(error)}
    url = function("camel_ews_settings_get_hosturl", c_char_p, c_void_p)(settings)
    return {"outcome": "found", "ews_url": url.decode() if url else None}


load("libglib-2.0.so.0", "libgobject-2.0.so.0", "libedataserver-1.2.so.27", "libcamel-1.2.so.64")
load("/usr/lib/evolution-ews/libevolution-ews.so")
serve(["pox"], discover)
