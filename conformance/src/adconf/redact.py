# SPDX-License-Identifier: Apache-2.0
"""Finds a password in a text in the forms it travels in, and takes it out."""

from __future__ import annotations

import base64
import json
from functools import cache
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

from adconf.scenario import Mailbox

MARK = "[secret]"


@cache
def secret_forms(mailbox: Mailbox) -> dict[str, tuple[str, ...]]:
    """Name of the form → the texts to look for. Base64 is looked for in all three alignments."""
    password = mailbox.password
    login = f"{mailbox.username}:{password}"
    token = mailbox.token
    return {
        "token": (token, quote(token, safe="")) if token else (),
        "raw": (password,),
        "percent": (quote(password, safe=""), quote_plus(password)),
        "xml": (escape(password, {'"': "&quot;", "'": "&apos;"}),),
        "json": (json.dumps(password)[1:-1],),
        "base64": (_base64(login.encode()), *_aligned(password.encode())),
        "utf-16": _aligned(password.encode("utf-16-le")),
    }


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def _aligned(data: bytes) -> tuple[str, ...]:
    """The characters of Base64 that depend on `data` alone, for each place it can begin at."""
    texts = []
    for before in range(3):
        text = _base64(b"\0" * before + data)
        first = {0: 0, 1: 2, 2: 3}[before]
        last = len(text) - (1 if (before + len(data)) % 3 else 0)
        texts.append(text[first:last])
    return tuple(texts)


def forms_in(text: str, mailbox: Mailbox) -> tuple[str, ...]:
    """The names of the forms in which the password stands in the text."""
    return tuple(
        name for name, needles in secret_forms(mailbox).items() if any(n in text for n in needles)
    )


def redact(text: str, mailbox: Mailbox) -> str:
    """The text with every form of the password replaced."""
    needles = {needle for needles in secret_forms(mailbox).values() for needle in needles}
    for needle in sorted(needles, key=len, reverse=True):
        text = text.replace(needle, MARK)
    return text
