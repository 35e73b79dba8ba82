# SPDX-License-Identifier: Apache-2.0
"""`conform smoke`: an adapter that works passes, and each way of not working is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from adconf.cli import main
from adconf.paths import CLIENTS, SMOKE


def copied(folder: Path, old: str = "", new: str = "") -> Path:
    """The Python template with one thing changed."""
    shutil.copytree(CLIENTS / "template" / "python", folder, dirs_exist_ok=True)
    adapter = folder / "adapter.py"
    text = adapter.read_text(encoding="utf-8")
    assert old in text
    adapter.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_one_that_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["smoke", str(copied(tmp_path))]) == 0
    out = capsys.readouterr().out
    assert out.count("ok   ") == 4 and "the adapter works" in out


# Fails if an adapter can hide that it does not look at what it is asked.
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('(1, "discover")', "(ask['version'], 'discover')", "it said not_found"),
        ("this adapter speaks version 1: discover", "", "does not say `version`"),
        ('(ask["version"], ask["command"]) == (1, "discover")', "True", "it said not_found"),
        ("<EwsUrl>", "<Nowhere>", "expected found https://mail.corp.test"),
        ("print(json", "print(); print(3); print(json", "2 lines"),
    ],
)
def test_one_that_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    assert main(["smoke", str(copied(tmp_path, old, new))]) == 3
    out = capsys.readouterr().out
    assert "FAIL" in out and told in out


# Fails if the world that a client brings is not the one that it is tried in.
def test_a_client_may_bring_its_own_world(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path)
    world = (SMOKE / "every-door-open.yaml").read_text(encoding="utf-8")
    moved = world.replace("https://mail.corp.test/EWS", "https://own.corp.test/EWS", 2)
    (folder / "every-door-open.yaml").write_text(moved, encoding="utf-8")
    assert main(["smoke", str(folder)]) == 3
    assert "own.corp.test" in capsys.readouterr().out
