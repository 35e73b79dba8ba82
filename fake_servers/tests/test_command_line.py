# SPDX-License-Identifier: Apache-2.0
"""What fake-exchange says of itself, and its own exit codes."""

import os
import subprocess
from pathlib import Path

import pytest
from exchange import EXECUTABLE, Completed, run

HELP_CODES = ["120", "121", "122", "123", "124", "125", "126", "127", "128+n"]


def call(*arguments: str) -> Completed:
    return subprocess.run([EXECUTABLE, *arguments], capture_output=True, text=True, check=False)


def test_help_lists_every_exit_code_and_has_examples() -> None:
    result = call("--help")
    assert result.returncode == 0
    assert "fake-exchange run world.yaml -- curl" in result.stdout
    for code in HELP_CODES:
        assert f"\n  {code} " in result.stdout
    assert "inside-sandbox" not in result.stdout


def test_each_subcommand_has_help_with_examples() -> None:
    for name in ("run", "serve", "check"):
        result = call(name, "--help")
        assert result.returncode == 0
        assert "Examples:" in result.stdout


def test_version_names_the_program() -> None:
    result = call("--version")
    assert result.returncode == 0
    assert result.stdout.startswith("fake-exchange ")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["walk"],
        ["run"],
        ["run", "WORLD"],
        ["run", "WORLD", "--"],
        ["run", "WORLD", "--rtt", "50", "--", "true"],
        ["run", "WORLD", "--clock-rate", "0", "--", "true"],
        ["run", "WORLD", "--bind", "/does/not/exist", "--", "true"],
        ["run", "WORLD", "true"],
        ["check"],
        ["serve"],
    ],
)
def test_a_wrong_command_line_ends_with_125(world: Path, arguments: list[str]) -> None:
    result = call(*[str(world) if word == "WORLD" else word for word in arguments])
    assert result.returncode == 125
    assert result.stderr


def test_a_wrong_world_ends_with_120_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("mailbox: {address: ann@corp.test}\nworld: {hosts: {a.test: {htps: {}}}}\n")
    result = run(path, "echo", "ran")
    assert (result.returncode, result.stdout) == (120, "")
    assert result.stderr.startswith(f"{path}:2:")


def test_a_missing_world_ends_with_120(tmp_path: Path) -> None:
    result = run(tmp_path / "missing.yaml", "true")
    assert result.returncode == 120
    assert "No such file" in result.stderr


def test_a_machine_without_bubblewrap_is_told_what_to_install(world: Path) -> None:
    result = run(
        world, "/bin/true", options=["--env", "PATH=/usr/bin"], env={**os.environ, "PATH": "/nope"}
    )
    assert result.returncode == 121
    assert "apt-get install bubblewrap" in result.stderr


def test_a_machine_without_user_namespaces_is_told_what_to_set(world: Path) -> None:
    script = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$0" run "$1" -- true'
    result = subprocess.run(
        ["unshare", "--user", "--map-root-user", "sh", "-c", script, EXECUTABLE, str(world)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 121
    assert "sysctl -w user.max_user_namespaces" in result.stderr


def test_an_unwritable_transcript_is_said_before_anything_runs(world: Path) -> None:
    result = run(world, "echo", "ran", options=["--transcript", "/does/not/exist/t.json"])
    assert (result.returncode, result.stdout) == (123, "")
    assert "/does/not/exist/t.json" in result.stderr


def test_a_command_that_is_not_there_ends_with_127(world: Path) -> None:
    assert run(world, "no-such-command").returncode == 127
    assert run(world, "./no-such-command").returncode == 127


def test_a_command_that_cannot_be_executed_ends_with_126(world: Path, tmp_path: Path) -> None:
    assert run(world, str(world)).returncode == 126
    garbage = tmp_path / "garbage"
    garbage.write_bytes(b"\x7fELF rubbish")
    garbage.chmod(0o755)
    result = run(world, str(garbage), options=["--transcript", str(tmp_path / "t.json")])
    assert result.returncode == 126
    assert "cannot be executed" in result.stderr
    assert not (tmp_path / "t.json").exists()
