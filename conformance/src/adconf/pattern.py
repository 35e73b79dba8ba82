# SPDX-License-Identifier: Apache-2.0
"""Patterns of `expect.wire`: which events of a transcript a scenario speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Event = Mapping[str, Any]
Matcher = Callable[[Any], bool]

# Fields whose text is looked for inside the event's text.
_SUBSTRING_FIELDS = frozenset({"body"})


@dataclass(frozen=True)
class Pattern:
    """One kind of event and what its fields must be. `text` is how the scenario writes it."""

    kind: str
    text: str
    tests: tuple[tuple[str, Callable[[Event], bool]], ...] = field(repr=False, compare=False)

    def matches(self, event: Event) -> bool:
        """Whether this event is one that the pattern speaks of."""
        return event["kind"] == self.kind and all(test(event) for _, test in self.tests)

    def misses(self, event: Event) -> list[str]:
        """The fields in which an event of the right kind differs; for near misses."""
        return [name for name, test in self.tests if not test(event)]


def parse_pattern(data: Mapping[str, Any]) -> Pattern:
    """A pattern from its YAML form, already checked against the schema."""
    [(kind, fields)] = data.items()
    fields = fields or {}
    tests: list[tuple[str, Callable[[Event], bool]]] = []
    for name, wanted in fields.items():
        if name == "header":
            tests += [(f"header {key}", _header_test(key, value)) for key, value in wanted.items()]
        else:
            tests.append((name, _field_test(name, wanted)))
    return Pattern(kind, f"{kind} {as_text(fields)}", tuple(tests))


def _field_test(name: str, wanted: Any) -> Callable[[Event], bool]:
    fits = matcher(wanted, substring=name in _SUBSTRING_FIELDS)

    def test(event: Event) -> bool:
        # A transcript leaves out what is empty.
        seen = event.get(name, "")
        return any(map(fits, seen)) if isinstance(seen, list) else fits(seen)

    return test


def _header_test(name: str, wanted: Any) -> Callable[[Event], bool]:
    lower = name.lower()
    if wanted is None:
        return lambda event: not _header_values(event, lower)
    fits = matcher(wanted, substring=False)
    return lambda event: any(fits(value) for value in _header_values(event, lower))


def _header_values(event: Event, lower: str) -> list[str]:
    return [value for name, value in event.get("headers", ()) if name.lower() == lower]


def matcher(wanted: Any, *, substring: bool) -> Matcher:
    """Whether a value is the one wanted, one of several, above a bound, or has an expression."""
    if isinstance(wanted, dict) and "over" in wanted:
        bound = int(wanted["over"])
        return lambda seen: isinstance(seen, int) and seen > bound
    if isinstance(wanted, dict):
        expression = re.compile(wanted["matches"], re.IGNORECASE)
        return lambda seen: expression.search(str(seen)) is not None
    if isinstance(wanted, list):
        parts = [matcher(item, substring=substring) for item in wanted]
        return lambda seen: any(part(seen) for part in parts)
    if isinstance(wanted, bool):
        return lambda seen: seen is wanted
    folded = str(wanted).casefold()
    if substring:
        return lambda seen: folded in str(seen).casefold()
    return lambda seen: str(seen).casefold() == folded


def as_text(value: Any) -> str:
    """YAML in one line, as scenarios write it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {as_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_text(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)
