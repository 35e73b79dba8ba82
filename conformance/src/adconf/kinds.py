# SPDX-License-Identifier: Apache-2.0
"""Of what kind an unmet expectation is: what it costs the client's user. Pure."""

from __future__ import annotations

from enum import Enum


class Kind(str, Enum):
    """The gravest first."""

    LEAK = "leak"
    WRONG_ANSWER = "wrong-answer"
    NEEDLESS_FAILURE = "needless-failure"
    SLOW = "slow"
    OTHER_FAILURE = "other-failure"
    CONDUCT = "conduct"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Kind).index(self)

    @property
    def heading(self) -> str:
        """Its name, to stand above others of its kind."""
        return _WORDS[self][0]

    @property
    def meaning(self) -> str:
        """What it means for who uses the client, in a sentence."""
        return _WORDS[self][1]


_WORDS = {
    Kind.LEAK: ("Leak", "The password reaches somebody who must not have it."),
    Kind.WRONG_ANSWER: ("Wrong answer", "The client names an endpoint that is not the mailbox's."),
    Kind.NEEDLESS_FAILURE: (
        "Needless failure",
        "There is an endpoint, the rules lead to it, and the client does not find it.",
    ),
    Kind.SLOW: ("Slow", "The user waits longer than the rules allow."),
    Kind.OTHER_FAILURE: (
        "Misleading failure",
        "Failing is right, but what the client says of the cause is not.",
    ),
    Kind.CONDUCT: (
        "Conduct",
        "The answer is right; a step on the way to it is missing, forbidden or out of order.",
    ),
}
