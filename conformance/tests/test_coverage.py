# SPDX-License-Identifier: Apache-2.0
"""Every requirement has a scenario, or a reason why it can have none."""

from __future__ import annotations

from adconf.catalogue import Catalogue, Requirement, load_catalogue
from adconf.coverage import covered, inconsistencies, load_reasons
from adconf.paths import SCENARIOS
from adconf.scenario import load_scenarios
from worlds import scenario

REASON = "It cannot be seen from outside."


def problems(reasons: dict[str, str], *ids: str) -> list[tuple[str, str]]:
    rules = {name: Requirement(name, "must", False, "A rule.", "", "RFC") for name in ids}
    catalogue = Catalogue(rules, {})
    made_up = scenario({"result": {"failed": "any"}}, requirements=["SRV-03"])
    return list(inconsistencies(catalogue, covered(catalogue, [made_up]), reasons))


# Fails if a requirement is forgotten, or is said to have no scenario although it has one.
def test_the_suite_is_whole() -> None:
    catalogue = load_catalogue(SCENARIOS)
    table = covered(catalogue, load_scenarios(SCENARIOS, catalogue.levels))
    assert list(inconsistencies(catalogue, table, load_reasons(SCENARIOS))) == []


def test_a_reason_stands_for_a_scenario() -> None:
    assert problems({"AS-05": REASON}, "SRV-03", "AS-05") == []


def test_what_is_wrong_is_said() -> None:
    [(name, text)] = problems({}, "SRV-03", "AS-05")
    assert name == "AS-05" and "no scenario shows it" in text
    [(name, text)] = problems({"SRV-03": REASON}, "SRV-03")
    assert name == "SRV-03" and "has a scenario, srv/made-up" in text
    [(name, text)] = problems({"XX-01": REASON}, "SRV-03")
    assert (name, text) == ("XX-01", "is no requirement")
    [(name, text)] = problems({"AS-05": "cannot be"}, "SRV-03", "AS-05")
    assert name == "AS-05" and "in a sentence" in text
