# SPDX-License-Identifier: Apache-2.0
"""The templates that newcomers begin with run, and are judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from adconf.cli import main
from adconf.paths import CLIENTS

TEMPLATES = sorted((CLIENTS / "template").iterdir())
NAMES = [folder.name for folder in TEMPLATES]
LINES_MAX = 30


@pytest.mark.parametrize("folder", TEMPLATES, ids=NAMES)
def test_a_template_is_short(folder: Path) -> None:
    [adapter] = folder.glob("adapter.*")
    assert len(adapter.read_text(encoding="utf-8").splitlines()) <= LINES_MAX


@pytest.mark.parametrize("folder", TEMPLATES, ids=NAMES)
def test_a_template_passes_the_smoke_test(folder: Path) -> None:
    assert main(["smoke", str(folder)]) == 0


# Fails if a client from outside the checkout cannot be judged.
@pytest.mark.parametrize("folder", TEMPLATES, ids=NAMES)
def test_a_template_is_judged_from_anywhere(folder: Path, tmp_path: Path) -> None:
    mine = tmp_path / "my-client"
    mine.mkdir()
    for file in folder.iterdir():
        (mine / file.name).write_bytes(file.read_bytes())
    asked = ["explain", "pox/the-request", "--client", str(mine)]
    assert main(asked) == 0
