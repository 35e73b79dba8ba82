# SPDX-License-Identifier: Apache-2.0
"""Servers that nobody here wrote: scenarios/traces is what they do, and can be replayed."""

from __future__ import annotations

from pathlib import Path

import pytest

from adconf.client import load_client
from adconf.paths import CLIENTS, programs
from adconf.scenario import load_scenario
from adconf.trace import scenario as writing
from adconf.trace.files import read
from adconf.trace.normal import differences, sequence
from adconf.trace.session import record_world
from adconf.trace.templates import recognised
from front_ends import TRACES, missing, recorded


@pytest.mark.parametrize("name", ["nginx", "apache"])
def test_the_recording_is_what_the_server_does_today(name: str) -> None:
    if missing(name):
        pytest.skip(f"{name} is not installed")
    kept, today = read(TRACES / f"{name}.har"), recorded(name)
    assert not differences(sequence(kept), sequence(today))
    assert kept.outcome == today.outcome and kept.outcome["outcome"] == "found"


@pytest.mark.parametrize("name", ["nginx", "apache"])
def test_the_recording_can_be_replayed(name: str, tmp_path: Path) -> None:
    trace = read(TRACES / f"{name}.har")
    path = tmp_path / "replay.yaml"
    text = writing.text(trace, recognised(trace.exchanges, programs()))
    path.write_text(text, encoding="utf-8")
    made = load_scenario("traces/replay", path, {})
    again, _ = record_world(made, load_client(CLIENTS / "engine"), (), programs())
    assert not differences(sequence(trace), sequence(again)), text
    assert again.outcome == trace.outcome
