#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes an unmodified pidgin-sipe answer: a libpurple without a user, one SIPE account, and the
plugin's own discovery. The account's SIP server is a socket of ours that stays silent.
"""

import sys
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_void_p
from pathlib import Path
from socket import create_server

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
import purple  # noqa: E402
from adapter import serve  # noqa: E402
from c_library import function, load  # noqa: E402

# The texts of struct sipe_ews_autodiscover_data.
_FIELDS = ("ASUrl", "EwsUrl", "LegacyDN", "OABUrl", "OOFUrl")
_FOUND = CFUNCTYPE(None, c_void_p, POINTER(c_char_p * len(_FIELDS)), c_void_p)


def core_of(request, port):
    """The plugin's own state of a connected account."""
    address, login = request["address"].encode(), request["username"].encode()
    password = request["password"].encode()
    new = function("purple_account_new", c_void_p, c_char_p, c_char_p)
    account = new(address + b"," + login, b"prpl-sipe")
    texts = {b"server": b"127.0.0.1:%d" % port, b"transport": b"tcp", b"email": address}
    texts |= {b"email_login": login, b"email_password": password}
    for name, value in texts.items():
        function("purple_account_set_string", None, c_void_p, *[c_char_p] * 2)(account, name, value)
    function("purple_account_set_password", None, c_void_p, c_char_p)(account, password)
    function("purple_account_set_enabled", None, c_void_p, c_char_p, c_int)(account, b"adapter", 1)
    function("purple_account_connect", None, c_void_p)(account)
    connection = function("purple_account_get_connection", c_void_p, c_void_p)(account)
    return connection and function("purple_connection_get_protocol_data", *[c_void_p] * 2)(
        connection
    )


def discover(request):
    """One run."""
    result = {}
    loop = function("g_main_loop_new", c_void_p, c_void_p, c_int)(None, 0)

    def found(_core, texts, _data):
        settings = {n: t.decode() for n, t in zip(_FIELDS, texts.contents) if t} if texts else {}
        url = settings.get("EwsUrl") or settings.get("ASUrl")
        result.update(outcome="found" if url else "not_found", ews_url=url, settings=settings)
        function("g_main_loop_quit", None, c_void_p)(loop)

    purple.start()
    with create_server(("127.0.0.1", 0)) as server:
        core, told = core_of(request, server.getsockname()[1]), _FOUND(found)
        function("sipe_ews_autodiscover_start", None, c_void_p, _FOUND, c_void_p)(core, told, None)
        function("g_main_loop_run", None, c_void_p)(loop)
    return result


load("libglib-2.0.so.0", "libpurple.so.0", "/usr/lib/purple-2/libsipe.so")
serve(["pox"], discover)
