# SPDX-License-Identifier: Apache-2.0
"""What is expected of the client's own words and files: its output, its report, what it keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adconf.finding import Finding
from adconf.kinds import Kind
from adconf.observation import Observation, Reply
from adconf.pattern import Matcher, as_text, matcher
from adconf.timeline import printable

# Permissions of anybody but the user.
_OTHERS = 0o077


@dataclass(frozen=True)
class Told:
    """An attempt that the report has to name: where, and at which stage it ended."""

    target: str
    stage: str


@dataclass(frozen=True)
class Afterwards:
    """`never_printed`: the text of a rule, and what it finds."""

    told: tuple[Told, ...] = ()
    never_printed: tuple[tuple[str, Matcher], ...] = ()
    clean_output: bool = False
    clean_state: bool = False
    private_state: bool = False


def parse_afterwards(data: Mapping[str, Any]) -> Afterwards:
    """These parts of the `expect` block."""
    secrets = data.get("secrets") or {}
    rules = (data.get("output") or {}).get("never", ())
    return Afterwards(
        told=tuple(Told(item["target"], item["stage"]) for item in data.get("attempts", ())),
        never_printed=tuple((as_text(rule), matcher(rule, substring=True)) for rule in rules),
        clean_output=secrets.get("in_output") is False,
        clean_state=secrets.get("in_state") is False,
        private_state="state" in data,
    )


def leaks(expect: Afterwards, seen: Observation) -> Iterator[Finding]:
    """The password in what the client prints or keeps."""
    if expect.clean_output and seen.output_forms:
        forms = ", ".join(seen.output_forms)
        yield Finding(f"the password stands in the client's own output ({forms})", Kind.LEAK)
    for file in seen.state if expect.clean_state else ():
        if file.forms:
            forms = ", ".join(file.forms)
            yield Finding(f"the password stands in the file {file.name} ({forms})", Kind.LEAK)


def conduct(expect: Afterwards, seen: Observation) -> Iterator[Finding]:
    """What else is not as expected."""
    if expect.private_state and not seen.state:
        yield Finding("expected the client to keep something; it left no file")
    for file in seen.state if expect.private_state else ():
        if file.mode & _OTHERS:
            yield Finding(f"the file {file.name} is open to other users (mode {file.mode:04o})")
    if seen.reply is None:
        return
    for item in expect.told:
        if not any(_names(item, attempt) for attempt in seen.reply.attempts):
            said = "; ".join(f"{a['target']}: {a['stage']}" for a in seen.reply.attempts)
            yield Finding(
                f"expected the report to say that {item.target} ended at the stage {item.stage}; "
                f"it says {printable(said) or 'nothing'}"
            )
    printed = words(seen.reply) + seen.stderr
    for text, finds in expect.never_printed:
        if finds(printed):
            yield Finding(f"expected never to see {printable(text)} in the client's output")


def lines(expect: Afterwards) -> Iterator[str]:
    """What is expected, one line each."""
    yield from (f"the report names {item.target}: {item.stage}" for item in expect.told)
    yield from (f"never printed: {printable(text)}" for text, _ in expect.never_printed)
    if expect.clean_output:
        yield "the password is not in the client's output"
    if expect.clean_state:
        yield "the password is in no file that the client keeps"
    if expect.private_state:
        yield "the client keeps something, and no other user can read it"


def words(reply: Reply) -> str:
    """What the client says to people. Settings are data, and their user's affair."""
    return "\n".join([reply.message, *(attempt.get("reason", "") for attempt in reply.attempts)])


def _names(item: Told, attempt: Mapping[str, str]) -> bool:
    return item.target in attempt["target"] and item.stage == attempt["stage"]
