# SPDX-License-Identifier: Apache-2.0
"""POX for the faux clients: the request, and what of an answer matters."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax import saxutils

_AUTODISCOVER = "http://schemas.microsoft.com/exchange/autodiscover"
_OUTLOOK = f"{_AUTODISCOVER}/outlook"
# Some servers leave the namespace of the inner elements out.
_NAMESPACES = (
    "",
    f"{{{_AUTODISCOVER}/responseschema/2006}}",
    f"{{{_OUTLOOK}/responseschema/2006a}}",
)
_DEPTH_MAX = 100
# The protocols whose EWS address counts: outside before inside.
PROTOCOLS = ("EXPR", "EXHTTP", "EXCH")
# The code that says: no such mailbox here.
_NOT_FOUND = "500"


@dataclass(frozen=True)
class Answer:
    """What an answer says; all empty when it is no answer at all.

    `hours`: how long it is good. `error`: the server says that it failed, not that there is no such
    mailbox.
    """

    ews_url: str = ""
    address: str = ""
    redirect_url: str = ""
    redirect_address: str = ""
    hours: str = ""
    error: bool = False


def request(address: str, escape: Callable[[str], str] = saxutils.escape) -> bytes:
    """The body of the POST."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<Autodiscover xmlns="{_OUTLOOK}/requestschema/2006"><Request>'
        f"<EMailAddress>{escape(address)}</EMailAddress>"
        f"<AcceptableResponseSchema>{_OUTLOOK}/responseschema/2006a</AcceptableResponseSchema>"
        "</Request></Autodiscover>"
    ).encode()


def parse(document: bytes) -> Answer:
    """Reads an answer. One with a document type is refused: nothing good needs it."""
    text = document.removeprefix(b"\xef\xbb\xbf").strip()
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        return Answer()
    try:
        root = _tree(text)
    except (ElementTree.ParseError, ValueError, LookupError):
        return Answer()
    code = _text(root, "ErrorCode")
    if code:
        return Answer(error=code != _NOT_FOUND)
    action = _text(root, "Action").lower()
    if action == "redirecturl":
        return Answer(redirect_url=_text(root, "RedirectUrl"))
    if action == "redirectaddr":
        return Answer(redirect_address=_text(root, "RedirectAddr"))
    if action not in ("settings", ""):
        return Answer()
    return Answer(
        ews_url=_ews_url(root),
        address=_text(root, "AutoDiscoverSMTPAddress"),
        hours=_text(root, "TTL"),
    )


def _tree(text: bytes) -> ElementTree.Element:
    """The document. Raises ValueError when it is too deep."""
    path: list[ElementTree.Element] = []
    for event, element in ElementTree.iterparse(io.BytesIO(text), ("start", "end")):
        if event == "start":
            path.append(element)
        elif len(path) > 1:
            path.pop()
        if len(path) > _DEPTH_MAX:
            raise ValueError("the answer is too deep")
    return path[0]


def _ews_url(root: ElementTree.Element) -> str:
    """The best endpoint of the account's own blocks; those inside a WEB block are for browsers."""
    urls = {
        _text(block, "Type").upper(): _text(block, "EwsUrl") or _text(block, "ASUrl")
        for account in _all(root, "Account")
        for block in account
        if _is(block, "Protocol")
    }
    usable = [urls[kind] for kind in PROTOCOLS if urls.get(kind, "").lower().startswith("https:")]
    return usable[0] if usable else ""


def _all(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if _is(element, name)]


def _is(element: ElementTree.Element, name: str) -> bool:
    return element.tag in [namespace + name for namespace in _NAMESPACES]


def _text(root: ElementTree.Element, name: str) -> str:
    return next(((e.text or "").strip() for e in _all(root, name)), "")
