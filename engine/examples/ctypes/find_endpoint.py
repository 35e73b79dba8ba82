#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Finds the EWS endpoint of a mailbox from Python, by way of the C interface.

Usage: find_endpoint.py ADDRESS [FIELD=JSON...]
The password, if one is wanted, is the first line of standard input. A FIELD is one of the
request's, see autodiscover.h: timeout_s=5, 'cache=""', 'token_hosts=["mail.corp.test"]'. A bearer
token, if a server of token_hosts asks for one, is read from the file that AUTODISCOVER_TOKEN_FILE
names. Who has a terminal is asked before a host is told the address that DNS or plain HTTP named.
AUTODISCOVER_LIBRARY names another library file.
"""
from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

TOKEN_FUNCTION = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
CONSENT_FUNCTION = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)
Token = Callable[[dict[str, Any]], str]
Consent = Callable[[dict[str, Any]], bool]


def load() -> ctypes.CDLL:
    """The library, with the types of its functions."""
    library = ctypes.CDLL(os.environ.get("AUTODISCOVER_LIBRARY", "libautodiscover_c.so.0"))
    library.autodiscover_version.restype = ctypes.c_char_p
    library.autodiscover_new.restype = ctypes.c_void_p
    library.autodiscover_new.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t]
    library.autodiscover_set_password.restype = None
    library.autodiscover_set_password.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    library.autodiscover_set_token.restype = None
    library.autodiscover_set_token.argtypes = [ctypes.c_void_p, TOKEN_FUNCTION, ctypes.c_void_p]
    library.autodiscover_set_consent.restype = None
    library.autodiscover_set_consent.argtypes = [
        ctypes.c_void_p,
        CONSENT_FUNCTION,
        ctypes.c_void_p,
    ]
    library.autodiscover_discover.restype = ctypes.c_char_p
    library.autodiscover_discover.argtypes = [ctypes.c_void_p]
    library.autodiscover_free.restype = None
    library.autodiscover_free.argtypes = [ctypes.c_void_p]
    return library


def discover(
    request: dict[str, Any],
    password: str | None,
    token: Token | None = None,
    consent: Consent | None = None,
) -> dict[str, Any]:
    """Runs one discovery; gives the document of `autodiscover discover --json`.

    ctypes lets go of the interpreter's lock meanwhile, so other threads go on.
    """
    library = load()
    why = ctypes.create_string_buffer(500)
    handle = library.autodiscover_new(json.dumps(request).encode(), why, len(why))
    if not handle:
        raise ValueError(why.value.decode(errors="replace"))
    kept: list[Any] = []  # Texts that the library looks at until the discovery ends.

    def give_token(challenge: bytes, _: int) -> int | None:
        text = ctypes.create_string_buffer((token(json.loads(challenge)) if token else "").encode())
        kept.append(text)
        return ctypes.addressof(text)

    def give_consent(question: bytes, _: int) -> int:
        return int(consent(json.loads(question))) if consent else 0

    # Python frees a function that nothing refers to, even while C still has it.
    token_function = TOKEN_FUNCTION(give_token)
    consent_function = CONSENT_FUNCTION(give_consent)
    try:
        if password is not None:
            library.autodiscover_set_password(handle, password.encode())
        if token:
            library.autodiscover_set_token(handle, token_function, None)
        if consent:
            library.autodiscover_set_consent(handle, consent_function, None)
        result: dict[str, Any] = json.loads(library.autodiscover_discover(handle))
        return result
    finally:
        library.autodiscover_free(handle)


def ask_person(question: dict[str, Any]) -> bool:
    """Asks on the terminal."""
    print(f"{question['reason']}\nAsk {question['host']}? [y/N] ", end="", file=sys.stderr)
    sys.stderr.flush()
    with open("/dev/tty", encoding="utf-8") as terminal:
        return terminal.readline().strip().lower() == "y"


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
    token_file = os.environ.get("AUTODISCOVER_TOKEN_FILE")
    token = (lambda _: Path(token_file).read_text("utf-8").strip()) if token_file else None
    consent = ask_person if sys.stderr.isatty() else None
    try:
        result = discover(request, password, token, consent)
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
