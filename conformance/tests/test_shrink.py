# SPDX-License-Identifier: Apache-2.0
"""The smallest world: what the verdict rests on stays, everything else goes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from adconf import check, yaml_file
from adconf.catalogue import load_catalogue
from adconf.errors import UsageError
from adconf.paths import SCENARIOS, programs
from adconf.reduction import Data, OutOfTime, Reducer
from adconf.scenario import load_scenario, scenario_files
from adconf.shrink import ShrinkOptions, shrink
from adconf.yaml_text import scenario_text
from crowd import faux_client

# ---- the search, in which only data is known


def reduced(data: Data, *needed: str, jobs: int = 2) -> Data:
    """The smallest data whose text has all these in it."""
    with ThreadPoolExecutor(jobs) as pool:
        reducer = Reducer(
            data, [("world",)], lambda d: all(n in str(d) for n in needed), pool, jobs
        )
        reducer.run()
    return reducer.data


def test_branches_go_from_maps_and_lists() -> None:
    data = {"world": {"a": {"b": [1, "needed", 3], "c": {}}, "d": 4}, "expect": {"e": 5}}
    assert reduced(data, "needed") == {"world": {"a": {"b": ["needed"]}}, "expect": {"e": 5}}


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_what_is_needed_in_several_places_stays(jobs: int) -> None:
    data = {"world": {f"host{n}": {"x": n} for n in range(40)}}
    left = reduced(data, "host3'", "host31'", "host39'", jobs=jobs)
    assert left == {"world": {"host3": {}, "host31": {}, "host39": {}}}


def test_long_texts_lose_lines_and_words() -> None:
    last = "<Tag>and the needed word among several more that nobody asks for</Tag>"
    text = "\n".join(["a line that does not matter at all"] * 20 + [last])
    assert reduced({"world": {"body": text}}, "needed") == {"world": {"body": "needed"}}


def test_short_texts_stay_whole() -> None:
    data = {"world": {"url": "https://mail.corp.test/EWS"}}
    assert reduced(data, "mail") == data


def test_a_search_that_runs_out_of_time_keeps_what_it_has() -> None:
    tries = iter(range(5))

    def holds(data: Data) -> bool:
        if next(tries, None) is None:
            raise OutOfTime
        return "needed" in str(data)

    with ThreadPoolExecutor(1) as pool:
        reducer = Reducer({"world": {"needed": 1, "b": 2, "c": 3}}, [("world",)], holds, pool, 1)
        reducer.run()
    assert "needed" in reducer.data["world"] and len(reducer.data["world"]) < 3


# ---- a scenario as a person writes it


@pytest.mark.parametrize("name", list(scenario_files(SCENARIOS)))
def test_every_scenario_reads_back_as_it_was(name: str, tmp_path: Path) -> None:
    data = yaml_file.load(scenario_files(SCENARIOS)[name])
    file = tmp_path / "written.yaml"
    file.write_text(scenario_text(data), encoding="utf-8")
    assert yaml_file.load(file) == data


def test_odd_texts_read_back_as_they_were() -> None:
    texts = ["", "yes", "1e3", "a: b", "\x1b", "\u2028", " x", "x\n\n", "\tx\ny", "#", "é" * 200]
    data = {"world": {"a": {"texts": texts, **{f"t{n}": text for n, text in enumerate(texts)}}}}
    assert yaml.safe_load(scenario_text(data | {"one": [1, True, None]})) == data | {
        "one": [1, True, None]
    }


# ---- a client in a world

_NEEDLESS = "\n".join(
    f"    host{n}.corp.test: {{https: {{auth: basic, reply: settings}}}}" for n in range(10)
)
_WORLD = f"""# SPDX-License-Identifier: Apache-2.0
title: A world with much that does not matter
requirements: [AUTH-01]
needs: [pox]
mailbox: {{address: ann@corp.test}}
world:
  dns:
    extra.corp.test: {{txt: ["one", "two"]}}
    other.corp.test: {{a: [192.0.2.7]}}
  hosts:
{_NEEDLESS}
    corp.test:
      https: {{auth: basic, reply: settings, headers: {{X-One: a, X-Two: b}}, display_name: Ann}}
expect:
  result: {{found: {{ews_url: "https://corp.test/EWS/Exchange.asmx"}}}}
  wire:
    before:
      - [{{reply: {{host: corp.test, status: 401}}}}, {{request: {{host: corp.test, auth: basic}}}}]
  secrets: {{only: [corp.test]}}
"""


def test_a_world_with_ten_needless_hosts_comes_down_to_the_needed_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "big.yaml").write_text(_WORLD, encoding="utf-8")
    scenario = load_scenario("made/big", tmp_path / "big.yaml", {})
    output = tmp_path / "small.yaml"
    clients = [faux_client("preemptive_basic"), faux_client("faux_base")]
    shrink(scenario, clients, programs(), ShrinkOptions(output, 2, 120.0))
    said = capsys.readouterr()
    assert "preemptive_basic: fail (conduct), in 1 hosts, 0 names" in said.out
    # Each takes under half a second on an idle machine: they are what a user waits for.
    assert int(said.err.split()[0]) < 40
    left = yaml_file.load(output)["world"]
    assert left == {"hosts": {"corp.test": {"https": {"auth": "basic", "reply": "settings"}}}}
    assert check.check_scenario(output, load_catalogue(SCENARIOS)) == []


def test_what_was_not_judged_cannot_be_shrunk(tmp_path: Path) -> None:
    (tmp_path / "big.yaml").write_text(_WORLD.replace("[pox]", "[soap]"), encoding="utf-8")
    scenario = load_scenario("made/big", tmp_path / "big.yaml", {})
    with pytest.raises(UsageError, match="nothing to shrink"):
        shrink(scenario, [faux_client("faux_base")], programs(), ShrinkOptions(None, 2, 30.0))
