# SPDX-License-Identifier: Apache-2.0
"""Broken world files, and what `fake-exchange check` says of each."""

import json
import subprocess
from pathlib import Path

import pytest
from exchange import EXECUTABLE

FOLDER = Path(__file__).with_name("broken")
# One file, and the lines that are told of it: `LINE:COLUMN: FIELD: MESSAGE`.
MESSAGES: dict[str, list[str]] = json.loads((FOLDER / "messages.json").read_text(encoding="utf-8"))


def test_each_file_has_its_message() -> None:
    assert {path.name for path in FOLDER.glob("*.yaml")} == set(MESSAGES)
    assert len(MESSAGES) >= 40


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_the_message(name: str) -> None:
    result = subprocess.run(
        [EXECUTABLE, "check", name], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stderr.splitlines() == [f"{name}:{line}" for line in MESSAGES[name]]
