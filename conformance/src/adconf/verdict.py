# SPDX-License-Identifier: Apache-2.0
"""The verdict on one client in one scenario, with its reasons. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from adconf.client import PROTOCOLS, Client
from adconf.expectation import findings
from adconf.kinds import Kind
from adconf.observation import Observation
from adconf.scenario import Scenario


class Verdict(str, Enum):
    """Seven kinds; what `as_expected` names lets a run end well."""

    PASS = "pass"
    FAIL = "fail"
    EXPECTED_FAIL = "expected-fail"
    UNEXPECTED_PASS = "unexpected-pass"
    UNSUPPORTED = "unsupported"
    NOT_INSTALLED = "not-installed"
    ERROR = "error"

    @property
    def as_expected(self) -> bool:
        """Whether a run may end well with this verdict in it."""
        return self in (Verdict.PASS, Verdict.EXPECTED_FAIL) or not self.started

    @property
    def started(self) -> bool:
        """Whether the client was started at all."""
        return self not in (Verdict.UNSUPPORTED, Verdict.NOT_INSTALLED)


@dataclass(frozen=True)
class Judgement:
    """A verdict and everything that speaks for it, the most important first.

    `kinds`: of what kinds the unmet expectations are, in the order of the reasons.
    """

    verdict: Verdict
    reasons: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()

    @property
    def reason(self) -> str:
        """The reasons in one line."""
        return " | ".join(self.reasons)

    @property
    def worst(self) -> Kind | None:
        """The gravest kind of what was found; None where nothing was."""
        return min(self.kinds, key=lambda kind: kind.rank) if self.kinds else None


def unsupported(scenario: Scenario, client: Client) -> Judgement | None:
    """The judgement when the client does not claim what the scenario needs; else None."""
    for beginning, reason in client.leave_out.items():
        if scenario.id.startswith(beginning):
            return Judgement(Verdict.UNSUPPORTED, (f"left out: {reason}",))
    missing = sorted(scenario.needs - client.claims)
    if not missing and not client.claims & PROTOCOLS:
        missing = [" or ".join(sorted(PROTOCOLS))]
    if client.real_clock and scenario.clock_rate != 1:
        missing.append("to run on a fast clock")
    if client.real_clock and any(run.later_s for run in scenario.runs):
        missing.append("to run on a clock that is ahead")
    if not missing:
        return None
    return Judgement(Verdict.UNSUPPORTED, (f"the client does not claim: {', '.join(missing)}",))


def judge(scenario: Scenario, client: Client, seen: Observation) -> Judgement:
    """Judges one run."""
    trouble = _trouble(scenario, seen)
    if trouble:
        return Judgement(Verdict.ERROR, (trouble,))
    found = findings(scenario.expect, seen, client.claims)
    reasons, kinds = tuple(item.text for item in found), tuple(item.kind for item in found)
    listed = client.expected_failures.get(scenario.id)
    if reasons and listed:
        return Judgement(Verdict.EXPECTED_FAIL, (f"known: {listed}", *reasons), kinds)
    if reasons:
        return Judgement(Verdict.FAIL, reasons, kinds)
    if listed and scenario.id not in client.sometimes:
        text = f"passes, but is listed as an expected failure: {listed} Remove it from the list."
        return Judgement(Verdict.UNEXPECTED_PASS, (text,))
    return Judgement(Verdict.PASS)


def _trouble(scenario: Scenario, seen: Observation) -> str:
    """Why this run says nothing about the client; empty when it does."""
    if seen.still_running and scenario.expect.within_s is not None and seen.events:
        return ""
    if seen.reply is None:
        return seen.trouble
    if seen.reply.outcome == "unsupported":
        return "the adapter said unsupported, yet the manifest claims all that the scenario needs"
    return ""
