# SPDX-License-Identifier: Apache-2.0
"""What was seen of one run: the adapter's answer, the transcript, and how the processes ended."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jsonschema
from jsonschema.exceptions import best_match

from adconf.paths import ADAPTER_SCHEMAS
from adconf.pattern import Event

# Of the protocol that conformance/ADAPTERS.md describes.
_REPLY_SCHEMA = ADAPTER_SCHEMAS / "adapter-reply.schema.json"
OTHER_ENDPOINTS = ("mapi_url", "activesync_url")


@dataclass(frozen=True)
class Reply:
    """The adapter's answer."""

    outcome: str
    ews_url: str | None = None
    address: str | None = None
    message: str = ""
    trust: str = ""
    attempts: Sequence[Mapping[str, str]] = ()
    # The endpoints of other services: field name -> URL.
    others: Mapping[str, str] = field(default_factory=dict)

    def url(self, service: str) -> str | None:
        """The endpoint of a service, by the name of its field: `activesync_url`."""
        return self.ews_url if service == "ews_url" else self.others.get(service)


@dataclass(frozen=True)
class KeptFile:
    """A file that the client has left. `forms`: in which forms the password stands in it."""

    name: str
    mode: int
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Observation:
    """One run. `reply` is None when it was no answer; `trouble` then says why.

    `still_running`: the harness had to end the client. `output_forms`: in which forms the password
    stood in the client's own output. `run_ms`: from the client's first sign on the wire to its end,
    on its own clock; None without a sign. `earlier`: the answers of the runs before the last.
    `state`: what the client has kept.
    """

    reply: Reply | None
    events: Sequence[Event]
    trouble: str = ""
    still_running: bool = False
    output_forms: tuple[str, ...] = ()
    run_ms: float | None = None
    stderr: str = ""
    earlier: Sequence[Reply] = ()
    state: Sequence[KeptFile] = ()


class BadReply(Exception):
    """What the adapter printed is no answer; the text says why."""


def parse_reply(text: str) -> Reply:
    """The adapter's one line of JSON. Raises BadReply."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise BadReply("it printed nothing on standard output")
    if len(lines) > 1:
        raise BadReply(f"it printed {len(lines)} lines on standard output instead of one")
    try:
        data = json.loads(lines[0])
    except ValueError as error:
        raise BadReply(
            f"it printed something that is not JSON ({error}): {lines[0][:200]}"
        ) from error
    if not isinstance(data, dict):
        raise BadReply(f"it printed JSON that is no object: {lines[0][:200]}")
    problem = best_match(_reply_validator().iter_errors(data))
    if problem:
        where = ".".join(str(part) for part in problem.absolute_path)
        raise BadReply(f"its answer is wrong: {where + ': ' if where else ''}{problem.message}")
    return Reply(
        outcome=data["outcome"],
        ews_url=data.get("ews_url"),
        address=data.get("address"),
        message=data.get("message") or "",
        trust=data.get("trust") or "",
        attempts=tuple(data.get("attempts") or ()),
        others={name: data[name] for name in OTHER_ENDPOINTS if data.get(name)},
    )


@cache
def _reply_validator() -> Any:
    schema = json.loads(_REPLY_SCHEMA.read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema)
