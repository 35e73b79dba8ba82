# SPDX-License-Identifier: Apache-2.0
"""`conform check`: what is wrong with a scenario, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from adconf.catalogue import FILE as CATALOGUE_FILE
from adconf.catalogue import Catalogue, Requirement
from adconf.check import check, check_scenario, validator
from adconf.client import FEATURES
from adconf.errors import UsageError
from adconf.paths import SCENARIOS, SCHEMAS, SMOKE

CATALOGUE = Catalogue(
    {"SRV-03": Requirement("SRV-03", "should", False, "Rule.", "", "RFC 2782")}, {}
)
GOOD = """\
title: The lowest number comes first
requirements: [SRV-03]
needs: [srv]
mailbox: {address: ann@corp.test}
world:
  hosts:
    mail.corp.test:
      https: {auth: basic, reply: settings}
      ports: {8443: {tls: valid}}
expect:
  result: {found: {ews_url: "https://mail.corp.test/EWS/Exchange.asmx"}}
  wire:
    never: [{request: {host: old.corp.test}}]
"""


def problems(tmp_path: Path, old: str = "", new: str = "") -> list[str]:
    assert old in GOOD
    path = tmp_path / "x.yaml"
    path.write_text(GOOD.replace(old, new, 1) if old else GOOD, encoding="utf-8")
    return [str(item).replace(f"{path}:", "") for item in check_scenario(path, CATALOGUE)]


def test_a_good_file_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("reply:", "rely:", "8:28", "unknown field 'rely'; allowed are tls, tcp"),
        ("[srv]", "[srv, smtp]", "3:14", "'smtp' is not one of pox, soap"),
        ("title:", "titel:", "1:1", "unknown field 'titel'; allowed are title"),
        ("host: old", "hots: old", "13:24", "unknown field 'hots'; allowed are host"),
        ("[SRV-03]", "[SRV-99]", "2:16", "SRV-99 is not in requirements.yaml"),
        ("needs:", "level: must\nneeds:", "3:8", "stronger than SRV-03, a 'should'"),
        (
            "auth: basic",
            "auth: {schemes: [kerberos]}",
            "8:32",
            "'kerberos' is not one of negotiate, ntlm, digest, basic, bearer",
        ),
        ("found: {ews_url:", "failed: {ews_url:", "11:20", ""),
        ("auth: basic,", "auth: basic, auth: none,", "8:28", "stands twice"),
        ("world:", "\tworld:", "5:1", ""),
    ],
)
def test_a_bad_one_says_where_and_what(
    tmp_path: Path, old: str, new: str, where: str, what: str
) -> None:
    found = problems(tmp_path, old, new)
    assert any(item.startswith(where + ":") and what in item for item in found), found


# Fails if a scenario may ask for nothing.
def test_one_that_demands_nothing_is_refused(tmp_path: Path) -> None:
    [problem] = problems(
        tmp_path, 'found: {ews_url: "https://mail.corp.test/EWS/Exchange.asmx"}', "failed: any"
    )
    assert "demands nothing of the client" in problem


# Fails if a client can pass that asks the second host first and never meets the trouble.
def test_one_whose_trouble_need_not_be_met_is_refused(tmp_path: Path) -> None:
    old = "    mail.corp.test:"
    hosts = f"    corp.test: {{https: {{reply: html}}}}\n    autodiscover.corp.test: {{}}\n{old}"
    [problem] = problems(tmp_path, old, hosts)
    assert "without asking corp.test" in problem
    demanding = GOOD.replace("never:", "must: [{reply: {host: corp.test}}]\n    never:")
    (tmp_path / "good.yaml").write_text(demanding.replace(old, hosts), encoding="utf-8")
    assert check_scenario(tmp_path / "good.yaml", CATALOGUE) == []


# Fails if a folder ends in a traceback, or if a file in it goes unseen.
def test_a_folder_stands_for_the_scenarios_below_it(tmp_path: Path) -> None:
    below = tmp_path / "srv"
    below.mkdir()
    (below / "bad.yaml").write_text(GOOD.replace("title:", "titel:"), encoding="utf-8")
    (below / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / CATALOGUE_FILE).write_text("requirements: []\n", encoding="utf-8")
    for place in (tmp_path, below):
        found = check(SCENARIOS, [place], Path("no clients"), None)
        assert found
        assert {item.file for item in found} == {str(below / "bad.yaml")}


def test_a_folder_without_scenarios_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no scenario"):
        check(SCENARIOS, [tmp_path], Path("no clients"), None)


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    [problem] = check(SCENARIOS, [tmp_path / "none.yaml"], Path("no clients"), None)
    assert str(problem) == f"{tmp_path}/none.yaml:1:1: cannot be read: No such file or directory"


def test_every_scenario_of_the_suite_is_good() -> None:
    assert [str(item) for item in check(SCENARIOS, [], Path("no clients"), None)] == []


def test_the_worlds_of_the_smoke_test_are_good() -> None:
    for path in SMOKE.glob("*.yaml"):
        assert check_scenario(path, Catalogue({}, {})) == []


def test_schemas_are_schemas_and_agree_with_the_driver() -> None:
    for path in SCHEMAS.glob("*.json"):
        validator(path.name).check_schema(validator(path.name).schema)
    schema = validator("scenario.schema.json").schema
    assert set(schema["properties"]["needs"]["items"]["enum"]) == FEATURES
