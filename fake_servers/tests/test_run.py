# SPDX-License-Identifier: Apache-2.0
"""`fake-exchange run`: the command's input, output, environment, files and record."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from exchange import EXECUTABLE, run, run_python, transcript


@pytest.mark.parametrize("code", [0, 1, 42, 255])
def test_the_exit_code_is_passed_on(world: Path, code: int) -> None:
    assert run(world, "sh", "-c", f"exit {code}").returncode == code


def test_a_signal_that_ends_the_command_is_told_as_shells_do(world: Path) -> None:
    assert run(world, "sh", "-c", "kill -KILL $$").returncode == 128 + 9
    assert run(world, "sh", "-c", "kill -SEGV $$").returncode == 128 + 11


def test_input_and_both_outputs_pass_through(world: Path) -> None:
    script = "cat; echo wrong >&2"
    result = run(world, "sh", "-c", script, input="in\n")
    assert (result.stdout, result.stderr) == ("in\n", "wrong\n")


def test_arguments_arrive_as_they_are(world: Path) -> None:
    strange = ["two words", "", "--", "-x", "$HOME", "\udcff"]
    result = run(world, "printf", "%s|", *strange, errors="surrogateescape")
    assert result.stdout == "|".join(strange) + "|"


def test_the_environment_is_clean_but_for_what_is_asked(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.test:3128")
    monkeypatch.setenv("KEPT", "yes")
    monkeypatch.setenv("LOST", "yes")
    result = run(world, "env", options=["--env", "KEPT", "--env", "SET=a=b"])
    lines = result.stdout.splitlines()
    assert "KEPT=yes" in lines
    assert "SET=a=b" in lines
    assert "HOME=/run/home" in lines
    assert not [line for line in lines if line.startswith(("https_proxy", "LOST"))]


def test_home_is_empty_and_the_user_database_agrees(world: Path) -> None:
    result = run(world, "sh", "-c", 'ls -A "$HOME"; getent passwd 0 | cut -d: -f6; echo ~root')
    assert result.stdout.split() == ["/run/home", "/run/home"]


def test_temporary_files_are_private_and_the_rest_is_read_only(world: Path) -> None:
    script = "touch /tmp/f3 $HOME/f3 && rm /tmp/f3 && ! touch /etc/f3 && ! touch /var/f3"
    result = run(world, "sh", "-c", script, cwd="/")
    assert result.returncode == 0
    assert not Path("/tmp/f3/made-inside").exists()


def test_the_command_has_no_capability(world: Path) -> None:
    result = run(world, "grep", "-E", "^Cap", "/proc/self/status")
    assert {line.split()[1] for line in result.stdout.splitlines()} == {"0" * 16}


def test_a_command_cannot_stand_in_for_a_host_that_refuses(world: Path) -> None:
    code = "import socket; socket.socket().bind(('192.0.2.1', 81))"
    assert "PermissionError" in run_python(world, code).stderr.replace("OSError", "PermissionError")


@pytest.fixture
def checkout() -> Iterator[Path]:
    """A directory below /tmp, as a checkout there is."""
    path = Path(tempfile.mkdtemp(dir="/tmp"))
    path.chmod(0o755)
    (path / "client.sh").write_text('#!/bin/sh\n. "$(dirname "$0")/neighbour.sh"\n')
    (path / "client.sh").chmod(0o755)
    (path / "neighbour.sh").write_text("echo found\n")
    yield path
    shutil.rmtree(path)


def test_a_program_below_tmp_is_found_with_its_neighbours(world: Path, checkout: Path) -> None:
    assert run(world, str(checkout / "client.sh"), cwd="/").stdout == "found\n"
    assert run(world, "./client.sh", cwd=checkout).stdout == "found\n"
    assert run(world, "sh", str(checkout / "client.sh"), cwd="/").stdout == "found\n"


def test_a_path_can_be_shown_and_made_writable(world: Path, checkout: Path) -> None:
    script = f"cat {checkout}/neighbour.sh && echo new > {checkout}/result"
    assert run(world, "sh", "-c", script, cwd="/").returncode != 0
    shown = run(world, "sh", "-c", script, cwd="/", options=["--bind", str(checkout)])
    assert shown.stdout == "echo found\n"
    assert shown.returncode != 0
    assert not (checkout / "result").exists()
    writable = run(world, "sh", "-c", script, cwd="/", options=["--writable", str(checkout)])
    assert writable.returncode == 0
    assert (checkout / "result").read_text() == "new\n"


def test_the_executable_and_the_world_may_lie_below_tmp(world: Path, checkout: Path) -> None:
    shutil.copy(EXECUTABLE, checkout / "fake-exchange")
    shutil.copy(world, checkout / "world.yaml")
    command = ["./fake-exchange", "run", "world.yaml", "--", "getent", "hosts", "mail.corp.test"]
    result = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert "mail.corp.test" in result.stdout


def test_the_transcript_holds_what_was_seen(world: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen.json"
    follow = tmp_path / "seen.ndjson"
    script = "curl -s https://mail.corp.test/autodiscover/autodiscover.xml; exit 3"
    options = ["--transcript", str(seen), "--follow", str(follow)]
    assert run(world, "sh", "-c", script, options=options).returncode == 3
    document = transcript(seen)
    assert document["exit_code"] == 3
    assert document["world"] == str(world)
    kinds = [event["kind"] for event in document["events"]]
    assert kinds[0] == "dns"
    assert [kind for kind in kinds if kind == "request"] == ["request"]
    assert kinds[-1] == "close"
    lines = follow.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == document["events"]
    assert {path.name for path in tmp_path.iterdir()} == {"world.yaml", "seen.json", "seen.ndjson"}


def test_a_transcript_can_go_to_a_stream(world: Path) -> None:
    result = run(world, "true", options=["--transcript", "/dev/stdout"])
    assert json.loads(result.stdout)["exit_code"] == 0


def test_output_redirected_to_a_file_stays_that_file(world: Path, tmp_path: Path) -> None:
    path = tmp_path / "out"
    options = ["--transcript", "/dev/stdout", "--follow", "/dev/stdout"]
    with path.open("w", encoding="utf-8") as stream:
        run(world, "echo", "first", options=options, capture_output=False, stdout=stream)
    assert path.read_text(encoding="utf-8").startswith("first\n{")


def test_a_round_trip_time_is_charged(world: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen.json"
    run(
        world,
        "curl",
        "-s",
        "http://plain.corp.test/",
        options=["--rtt", "40ms", "--transcript", str(seen)],
    )
    reply = [event for event in transcript(seen)["events"] if event["kind"] == "reply"]
    assert reply[0]["t_ms"] >= 3 * 40  # DNS, connect, reply


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_the_key_log_is_that_of_the_client(world: Path, tmp_path: Path, version: str) -> None:
    ours, theirs = tmp_path / "ours.log", tmp_path / "theirs"
    theirs.mkdir()
    options = ["--keylog", str(ours), "--env", f"SSLKEYLOGFILE={theirs}/keys"]
    options += ["--writable", str(theirs)]
    command = ["curl", "-sS", f"--tlsv{version}", "--tls-max", version]
    url = "https://mail.corp.test/autodiscover/autodiscover.xml"
    assert run(world, *command, url, options=options).returncode == 0
    client = (theirs / "keys").read_text(encoding="ascii").splitlines()
    server = ours.read_text(encoding="ascii").splitlines()
    assert server
    # A client may begin with a comment.
    assert sorted(server) == sorted(line for line in client if not line.startswith("#"))
