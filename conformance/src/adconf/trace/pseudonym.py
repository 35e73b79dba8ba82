# SPDX-License-Identifier: Apache-2.0
"""Other names for the same things: one for each, of the same length and shape where that can be."""

from __future__ import annotations

import hmac
import ipaddress
import re
import string
from collections import Counter

# Labels that everybody uses, so that they tell nothing; a world needs them to make sense.
COMMON_LABELS = frozenset(
    "autodiscover autodiscover-s mail owa ews webmail exchange outlook www legacy _autodiscover "
    "_tcp smtp imap mx remote hybrid cas".split()
)
# RFC 2606 and RFC 6761: nobody has such a name.
RESERVED = ("test", "example", "invalid", "localhost", "example.com", "example.org", "example.net")
_TEST = "test"
_SECOND_LEVEL_MAX = 3
_HEX = "abcdef"
_HEX_ONLY = re.compile(r"[0-9a-fA-F-]{8,}")
# What is escaped in XML stays so, or it would not be well-formed any more.
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-z]+);")
# What stands for a secret everywhere; the mailbox of an imported scenario has its own.
DROPPED = "[dropped]"


class Pseudonyms:
    """`key`: the same key gives the same names; without it nobody can try candidates."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.counts: Counter[str] = Counter()
        self._seen: set[tuple[str, str]] = set()

    @property
    def originals(self) -> frozenset[tuple[str, str]]:
        """Kind and original of all that was replaced: not for any file."""
        return frozenset(self._seen)

    def text(self, kind: str, original: str) -> str:
        """Letters for letters in the same case, digits for digits, everything else as it was."""
        self._count(kind, original)
        stream = self._stream(original.lower(), len(original))
        letters = _HEX if _HEX_ONLY.fullmatch(original) else string.ascii_lowercase
        changed = [_like(char, byte, letters) for char, byte in zip(original, stream)]
        for entity in _ENTITY.finditer(original):
            changed[entity.start() : entity.end()] = entity[0]
        return "".join(changed)

    def host(self, original: str) -> str:
        """A name below .test; common labels stay, so that a candidate can still be told."""
        name = original.lower().rstrip(".")
        if is_reserved(name):
            return name
        self._count("name", name)
        labels = name.split(".")
        base = base_of(name)
        above = labels[: len(labels) - base.count(".") - 1]
        kept = [label if label in COMMON_LABELS else self._label(label) for label in above]
        length = max(1, len(base) - len(_TEST) - 1)
        return ".".join([*kept, self._label(base.replace(".", "x"))[:length], _TEST])

    def address(self, original: str) -> str:
        """A mailbox: both halves."""
        local, _, domain = original.rpartition("@")
        if is_reserved(domain.lower()):
            return original
        self._count("address", original.lower())
        return f"{self.text('local part', local)}@{self.host(domain)}"

    def ip(self, original: str) -> str:
        """From the ranges for documentation."""
        address = ipaddress.ip_address(original)
        self._count("IP address", original)
        stream = self._stream(address.compressed, 4)
        if address.version == 6:
            return f"2001:db8::{stream[0]:x}{stream[1]:02x}:{stream[2]:x}{stream[3]:02x}"
        return f"{('192.0.2', '198.51.100', '203.0.113')[stream[0] % 3]}.{stream[1] % 254 + 1}"

    def _label(self, label: str) -> str:
        stream = self._stream(label, len(label))
        text = "".join(_like(char, byte) for char, byte in zip(label, stream))
        # A label of an IDN stays one that is not taken for punycode.
        return text.replace("xn--", "xnaa")

    def _count(self, kind: str, original: str) -> None:
        if (kind, original) not in self._seen:
            self._seen.add((kind, original))
            self.counts[kind] += 1

    def _stream(self, text: str, length: int) -> bytes:
        stream, number = b"", 0
        while len(stream) < length:
            stream += hmac.digest(self._key, f"{number}:{text}".encode(), "sha256")
            number += 1
        return stream


def _like(char: str, byte: int, letters: str = string.ascii_lowercase) -> str:
    if char.isdigit():
        return str(byte % 10)
    if not char.isalpha():
        return char
    letter = letters[byte % len(letters)]
    return letter.upper() if char.isupper() else letter


def is_reserved(name: str) -> bool:
    """Whether the name can be nobody's."""
    return any(name == each or name.endswith(f".{each}") for each in RESERVED)


def base_of(name: str) -> str:
    """What somebody has registered, or nearly: `b.co.uk` of `a.b.co.uk`."""
    labels = name.split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= _SECOND_LEVEL_MAX
    return ".".join(labels[-3:] if short else labels[-2:])
