# SPDX-License-Identifier: Apache-2.0
"""Scenarios as they are put to a client that asks the `autodiscover` host before the domain itself.

Most worlds have the trouble at the domain and the right answer at its `autodiscover` host. Such a
client would find the answer and never meet the trouble: passing would say nothing. For it the two
hosts change places.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from adconf import yaml_file
from adconf.client import Client
from adconf.scenario import Found, Scenario, load_scenario
from adconf.yaml_text import scenario_text

_HOSTS = frozenset({"corp.test", "autodiscover.corp.test"})
# One of the two as a whole name: in no longer one, and in no address.
_NAME = re.compile(r"(?<![\w.@-])(autodiscover\.)?(corp\.test)(?![\w-])", re.IGNORECASE)
# Names a file beside the scenario's, which is not beside the one that is written here.
_BESIDE = "'body_file': "
# Where the order of the candidates is the subject.
_FIXED_FAMILY = "loc"
_TOLD = "In this client's world the domain and its `autodiscover` host have changed places."


def facing(scenario: Scenario, client: Client) -> Scenario:
    """The scenario as this client meets it."""
    if client.asks_first != "autodiscover-host" or scenario.family == _FIXED_FAMILY:
        return scenario
    if not all(isinstance(item, Found) for item in scenario.expect.results):
        return scenario
    data = yaml_file.load(scenario.path)
    hosts = data["world"].get("hosts") or {}
    # Port 80 is asked at one of the two only, so that its host has to stay what it is.
    if not _HOSTS <= hosts.keys() or any((hosts[name] or {}).keys() - {"https"} for name in _HOSTS):
        return scenario
    if _BESIDE in str(hosts):
        return scenario
    made = data | {name: _swapped(data[name]) for name in ("world", "expect")}
    path = _folder() / f"{scenario.id}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(scenario_text(made), encoding="utf-8")
    about = f"{scenario.about} {_TOLD}".strip()
    return replace(load_scenario(scenario.id, path, {}), level=scenario.level, about=about)


def _swapped(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_swapped(key): _swapped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_swapped(item) for item in value]
    if isinstance(value, str):
        return _NAME.sub(lambda found: found[2] if found[1] else f"autodiscover.{found[2]}", value)
    return value


@cache
def _folder() -> Path:
    """Goes with the process."""
    folder = tempfile.TemporaryDirectory(prefix="conform-mirrored-")
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
