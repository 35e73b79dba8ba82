# SPDX-License-Identifier: Apache-2.0
"""The forms in which a text can stand in another: for looking, and for replacing in place."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_plus, unquote
from xml.sax.saxutils import escape

# Base64 of less than this is met by chance in any text.
_RUN = re.compile(r"[A-Za-z0-9+/]{12,}={0,2}|[A-Za-z0-9_-]{12,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){6,}")
_PERCENT = re.compile(r"(?:[\w.~+-]|%[0-9A-Fa-f]{2})*%[0-9A-Fa-f]{2}(?:[\w.~+-]|%[0-9A-Fa-f]{2})*")
_REFERENCE = re.compile(
    r"(?:[^\s<>\"&]|&#x?[0-9a-fA-F]+;)*&#x?[0-9a-fA-F]+;(?:[^\s<>\"&]|&#x?[0-9a-fA-F]+;)*"
)

Change = Callable[[str], str]


def forms(text: str) -> Iterator[str]:
    """Every form in which the text may be written; Base64 by what does not depend on neighbours."""
    yield text
    yield quote(text, safe="")
    yield quote(quote(text, safe=""), safe="")
    yield quote_plus(text)
    yield escape(text, {'"': "&quot;", "'": "&apos;"})
    yield json.dumps(text)[1:-1]
    yield "".join(f"%{byte:02x}" for byte in text.encode())
    yield "".join(f"&#{ord(char)};" for char in text)
    yield "".join(f"&#x{ord(char):x};" for char in text)
    yield "".join(f"\\u{ord(char):04x}" for char in text)
    for data in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
        yield data.hex()
        yield from _aligned(data)


def _aligned(data: bytes) -> Iterator[str]:
    for before, first in ((0, 0), (1, 2), (2, 3)):
        whole = base64.b64encode(b"\0" * before + data).decode().rstrip("=")
        part = whole[first : len(whole) - (1 if (before + len(data)) % 3 else 0)]
        yield part
        yield part.replace("+", "-").replace("/", "_")


def in_every_form(text: str, change: Change) -> str:
    """The text with `change` applied to it, and to what is wrapped in it: Base64, hex, percent."""
    text = change(text)
    text = _PERCENT.sub(lambda found: _percent(found[0], change), text)
    text = _REFERENCE.sub(lambda found: _reference(found[0], change), text)
    text = _HEX.sub(lambda found: _hex(found[0], change), text)
    return _RUN.sub(lambda found: _base64(found[0], change), text)


def _percent(text: str, change: Change) -> str:
    plain = unquote(text)
    changed = change(plain)
    if changed == plain and "%" in plain:
        changed = _PERCENT.sub(lambda found: _percent(found[0], change), plain)
    return text if changed == plain else quote(changed, safe="")


def _reference(text: str, change: Change) -> str:
    def one(found: re.Match[str]) -> str:
        digits = found[1]
        number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        return chr(number) if number < 0x110000 else found[0]

    plain = re.sub(r"&#([xX]?[0-9a-fA-F]+);", one, text)
    changed = change(plain)
    return text if changed == plain else "".join(f"&#{ord(char)};" for char in changed)


def _hex(text: str, change: Change) -> str:
    changed = _bytes(bytes.fromhex(text), change)
    return text if changed is None else changed.hex()


def _base64(text: str, change: Change) -> str:
    url = "-" in text or "_" in text
    bare = text.rstrip("=")
    try:
        data = base64.b64decode(
            bare.replace("-", "+").replace("_", "/") + "=" * (-len(bare) % 4), validate=True
        )
    except binascii.Error:
        return text
    changed = _bytes(data, change)
    if changed is None:
        return text
    written = base64.b64encode(changed).decode()
    if url:
        written = written.replace("+", "-").replace("/", "_")
    return written if text != bare else written.rstrip("=") if len(bare) % 4 else written


def _bytes(data: bytes, change: Change) -> bytes | None:
    """The changed bytes; None where there is nothing to change. Text, wide text, or text within."""
    for coding in ("utf-8", "utf-16-le", "utf-16-be"):
        try:
            plain = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if coding != "utf-8" and not plain.isprintable():
            continue
        changed = change(plain)
        if changed != plain:
            return changed.encode(coding)
    return None
