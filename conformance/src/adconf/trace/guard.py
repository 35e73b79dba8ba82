# SPDX-License-Identifier: Apache-2.0
"""How a host asked for a login, as an AUTH of the world format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from adconf.trace.model import Exchange

# Indexes into the trace's exchanges go with them, to find what was recognised.
Numbered = Sequence[tuple[int, Exchange]]

_SCHEMES = ("negotiate", "ntlm", "digest", "basic", "bearer")
# Their challenges hold something that is good for one connection, so they cannot be repeated.
_ALIVE = frozenset({"negotiate", "ntlm", "digest"})


def guard(items: Numbered) -> Any:
    """The `auth` that turned requests away; None where none did, or none could have let in."""
    turned = [item for _, item in items if item.status == 401]
    challenges = turned[0].reply.all("WWW-Authenticate") if turned else ()
    if not challenges:
        return None
    schemes = _schemes(challenges)
    auth: dict[str, Any] = {"schemes": schemes} if schemes else {}
    if not set(schemes) & _ALIVE:
        if schemes != ["basic"] or challenges != (f'Basic realm="{turned[0].host}"',):
            auth["challenge"] = list(challenges)
    else:
        auth |= _of_the_living(challenges, schemes, turned)
    sent = [item for _, item in items if item.request.header("Authorization")]
    # A rejected login is the world's doing: the mailbox is given the right one.
    if sent and all(item.status == 401 for item in sent) and len(auth) <= 2:
        auth["accept"] = "nobody"
    return schemes[0] if set(auth) == {"schemes"} and len(schemes) == 1 else auth


def _schemes(challenges: Sequence[str]) -> list[str]:
    """In the order in which they were offered."""
    text = re.sub(r'"[^"]*"', "", ", ".join(challenges))
    places = {name: re.search(rf"(?:^|,)\s*{name}(?:[\s,]|$)", text, re.I) for name in _SCHEMES}
    found = [(place.start(), name) for name, place in places.items() if place]
    return [name for _, name in sorted(found)]


def _of_the_living(
    challenges: Sequence[str], schemes: Sequence[str], turned: Sequence[Exchange]
) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if len(challenges) == 1 and len(schemes) > 1:
        fields["challenge_form"] = "one"
    later = [item for item in turned[1:] if item.request.header("Authorization")]
    digest = _digest(challenges, later)
    if digest:
        fields["digest"] = digest
    if any("close" in item.reply.header("Connection").lower() for item in later):
        fields["ntlm"] = {"close_between_legs": True}
    if any(_schemes(item.reply.all("WWW-Authenticate")) == ["basic"] for item in later):
        if schemes != ["basic"]:
            fields["downgrade_after_leg"] = True
    return fields


def _digest(challenges: Sequence[str], later: Sequence[Exchange]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    text = ", ".join(value for value in challenges if "digest" in value.lower())
    algorithms = re.findall(r"algorithm=\"?([\w-]+)", text, re.I)
    if algorithms not in ([], ["MD5"]):
        fields["algorithms"] = list(dict.fromkeys(algorithms))
    offers = [value for item in later for value in item.reply.all("WWW-Authenticate")]
    if any(re.search(r"stale=\"?true", value, re.I) for value in offers):
        fields["stale_first"] = True
    return fields
