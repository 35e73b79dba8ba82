# SPDX-License-Identifier: Apache-2.0
"""`fake-exchange check`."""

import json
import subprocess
from pathlib import Path

from exchange import EXECUTABLE, Completed


def check(*arguments: str) -> Completed:
    return subprocess.run(
        [EXECUTABLE, "check", *arguments], capture_output=True, text=True, check=False
    )


BROKEN = "mailbox: {address: ann@corp.test}\nworld:\n  hosts:\n    a.test: {htps: {}}\n"


def test_a_right_file_passes(world: Path) -> None:
    result = check(str(world))
    assert (result.returncode, result.stdout) == (0, "1 file, 0 problems\n")


def test_a_wrong_field_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN)
    result = check(str(path))
    assert result.returncode == 1
    assert result.stderr.startswith(f"{path}:4:")
    assert "htps" in result.stderr


def test_all_problems_of_all_files_are_told(world: Path, tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text(BROKEN)
    result = check(str(tmp_path / "one.yaml"), str(world), str(tmp_path / "two.yaml"))
    assert result.returncode == 1
    assert "one.yaml:4:" in result.stderr
    assert "two.yaml:4:" in result.stderr
    assert result.stdout == "3 files, 2 problems\n"


def test_a_directory_stands_for_the_files_below_it(world: Path, tmp_path: Path) -> None:
    family = tmp_path / "srv"
    family.mkdir()
    (family / "deep.yaml").write_text(BROKEN)
    for name in ("requirements.yaml", "without-scenario.yaml"):
        (tmp_path / name).write_text("- not a scenario\n")
    result = check("--json", str(tmp_path))
    assert result.returncode == 1
    report = json.loads(result.stdout)
    assert report["files"] == 2
    assert [problem["file"] for problem in report["problems"]] == [str(family / "deep.yaml")]
    assert report["problems"][0]["line"] == 4


def test_nothing_to_check_is_a_problem(tmp_path: Path) -> None:
    assert check(str(tmp_path)).returncode == 1
    assert check(str(tmp_path / "missing.yaml")).returncode == 1
