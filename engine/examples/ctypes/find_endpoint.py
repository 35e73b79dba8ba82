#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Finds the EWS endpoint of a mailbox from Python, by way of the C interface.

Usage: find_endpoint.py ADDRESS [FIELD=JSON...]
The password, if one is wanted, is the first line of standard input. A FIELD is one of the
request's, see autodiscover.h: timeout_s=5. AUTODISCOVER_LIBRARY names another library file.
"""
from __future__ import annotations

import ctypes
import json
import os
import sys
from typing import Any


def load() -> ctypes.CDLL:
    """The library, with the types of its functions."""
    library = ctypes.CDLL(os.environ.get("AUTODISCOVER_LIBRARY", "libautodiscover_c.so.0"))
    library.autodiscover_version.restype = ctypes.c_char_p
    library.autodiscover_new.restype = ctypes.c_void_p
    library.autodiscover_new.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t]
    library.autodiscover_set_password.restype = None
    library.autodiscover_set_password.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    library.autodiscover_discover.restype = ctypes.c_char_p
    library.autodiscover_discover.argtypes = [ctypes.c_void_p]
    library.autodiscover_free.restype = None
    library.autodiscover_free.argtypes = [ctypes.c_void_p]
    return library


def discover(request: dict[str, Any], password: str | None) -> dict[str, Any]:
    """Runs one discovery; gives the document of `autodiscover discover --json`.

    ctypes lets go of the interpreter's lock meanwhile, so other threads go on.
    """
    library = load()
    why = ctypes.create_string_buffer(500)
    handle = library.autodiscover_new(json.dumps(request).encode(), why, len(why))
    if not handle:
        raise ValueError(why.value.decode(errors="replace"))
    try:
        if password is not None:
            library.autodiscover_set_password(handle, password.encode())
        return json.loads(library.autodiscover_discover(handle))
    finally:
        library.autodiscover_free(handle)


def main(arguments: list[str]) -> int:
    """Prints the endpoint, or why there is none."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    request: dict[str, Any] = {"address": arguments[0]}
    for argument in arguments[1:]:
        name, _, value = argument.partition("=")
        request[name] = json.loads(value)
    password = sys.stdin.readline().rstrip("\n") or None
    try:
        result = discover(request, password)
    except ValueError as error:
        print(f"wrong request: {error}", file=sys.stderr)
        return 2
    if not result["found"]:
        print(result["error"]["message"], file=sys.stderr)
        return 1
    print(result["ews_url"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
