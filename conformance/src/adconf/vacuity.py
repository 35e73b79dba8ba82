# SPDX-License-Identifier: Apache-2.0
"""No vacuous pass: a scenario must demand something that a client has to do to pass it.

Every scenario forbids something: the password may go only where it says. So each must also demand
the step at which the forbidden thing could have happened.

Where the trouble is at the mail domain and the answer at its `autodiscover` host, a client that
asks the other host first would not meet the trouble: so a sight of the domain must be demanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from adconf.scenario import ExpectedResult, Failed, Found, Scenario

_DOMAIN = re.compile(r"(?<![\w.])corp\.test")


def problems(scenario: Scenario) -> Iterator[str]:
    """Why a client that does nothing could pass; nothing when it cannot."""
    if not demands_something(scenario):
        yield (
            "demands nothing of the client: add the step at which what it forbids could have "
            "happened, in wire.must, wire.before, wire.count (at_least) or result.found"
        )
    for count in scenario.expect.counts:
        if (
            count.at_least is not None
            and count.at_most is not None
            and count.at_least > count.at_most
        ):
            yield f"wire.count: at_least {count.at_least} is more than at_most {count.at_most}"


def never_met(scenario: Scenario, hosts: Mapping[str, Any]) -> Iterator[str]:
    """Why a client could pass without having been at the mail domain itself."""
    expect = scenario.expect
    if not {"corp.test", "autodiscover.corp.test"} <= hosts.keys() or expect.before:
        return
    service = (hosts["corp.test"] or {}).get("https") or {}
    if not service or service.get("tcp") == "black-hole":
        # Nothing of it can be seen.
        return
    seen = [*expect.must, *(count.of for count in expect.counts if count.at_least)]
    found = all(isinstance(result, Found) for result in expect.results)
    if found and not any(_DOMAIN.search(pattern.text) for pattern in seen):
        yield (
            "can be passed without asking corp.test: demand in wire.must the step at which its "
            "trouble is met, as {request: {host: corp.test, credential: accepted}} or "
            "{reply: {host: corp.test}}"
        )


def demands_something(scenario: Scenario) -> bool:
    """Whether something must be seen, on the wire or in the answer."""
    expect = scenario.expect
    on_the_wire = bool(expect.must or expect.before) or any(
        count.at_least for count in expect.counts
    )
    return on_the_wire or all(_cannot_be_guessed(result) for result in expect.results)


def _cannot_be_guessed(result: ExpectedResult) -> bool:
    """An endpoint must have been served; that an address is invalid, a client must have looked."""
    if isinstance(result, Found):
        return True
    assert isinstance(result, Failed)
    return set(result.kinds) == {"invalid_address"}
