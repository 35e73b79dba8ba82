# SPDX-License-Identifier: Apache-2.0
"""How a run ends, and that nothing is left behind, whoever ends it."""

import os
import pty
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from exchange import (
    EXECUTABLE,
    PASSWORD,
    PATIENCE_S,
    PYTHON,
    Process,
    Watched,
    adopt_orphans,
    arguments,
    children_left,
    descendants,
    read_line,
    run,
    start,
    transcript,
)

# A thousand take minutes: FAKE_EXCHANGE_RUNS=1000.
RUNS = int(os.environ.get("FAKE_EXCHANGE_RUNS", "200"))
# Says when it runs, leaves a process behind, and stays.
STAYING = ("sh", "-c", "sleep 1000 & echo ready; read line; exec sleep 1000")
# The same, deaf to polite signals.
DEAF = ("sh", "-c", "trap '' INT TERM HUP; echo ready; while :; do sleep 1000; done")


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails when a process, a file or a mount stays after the test."""
    own = tmp_path / "own"
    own.mkdir()
    for name in ("TMPDIR", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(own))
    mounts = Path("/proc/self/mounts").read_text(encoding="utf-8")
    adopt_orphans()
    yield
    left = descendants(os.getpid())
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left
    assert not children_left()
    assert not list(own.iterdir())
    assert Path("/proc/self/mounts").read_text(encoding="utf-8") == mounts


def started(
    world: Path, *command: str, options: list[str] | None = None
) -> tuple[Process, Watched]:
    """A run whose command is there, and all the processes that belong to it."""
    process = start(arguments(world, options or [], list(command)))
    assert read_line(process) == "ready\n"
    below = descendants(process.pid)
    assert len(below) >= 4  # bwrap, its init, the world, the command
    return process, Watched(below)


def ended(process: Process, watched: Watched) -> int:
    """Waits for the end of all of them; gives the exit code."""
    with process:
        assert watched.all_end()
        watched.close()
        return process.wait(PATIENCE_S)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_the_command_and_the_transcript_is_written(
    world: Path, tmp_path: Path, number: signal.Signals
) -> None:
    seen = tmp_path / "seen.json"
    process, watched = started(world, *STAYING, options=["--transcript", str(seen)])
    process.send_signal(number)
    code = ended(process, watched)
    # Shells must see that Ctrl-C ended us, too.
    assert code == (-number if number == signal.SIGINT else 128 + number)
    assert transcript(seen)["exit_code"] == 128 + number


def test_a_command_that_heeds_no_signal_is_killed_after_its_grace(world: Path) -> None:
    process, watched = started(world, *DEAF)
    begin = time.monotonic()
    process.terminate()
    assert ended(process, watched) == 128 + signal.SIGKILL
    assert time.monotonic() - begin < 8


def kill_9_in_the_middle(world: Path, options: list[str] | None = None) -> None:
    process, watched = started(world, *DEAF, options=options)
    process.kill()
    assert ended(process, watched) == -signal.SIGKILL
    for pid in watched.pids:  # Ours now, since their parents are gone.
        try:
            os.waitpid(pid, 0)
        except ChildProcessError:
            pass


def test_after_kill_9_nothing_is_left(world: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen.json"
    kill_9_in_the_middle(world, ["--transcript", str(seen)])
    assert not seen.exists()


@pytest.mark.parametrize("victim", [0, 1, 2], ids=["bwrap", "init", "world"])
def test_when_a_part_of_the_sandbox_dies_the_rest_follows(world: Path, victim: int) -> None:
    process, watched = started(world, *STAYING)
    os.kill(watched.pids[victim], signal.SIGKILL)
    assert ended(process, watched) == 122


def test_ctrl_c_at_a_terminal_reaches_the_command_once(world: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen.json"
    code = (
        "import signal, sys\n"
        "count = 0\n"
        "def heard(*_):\n"
        "    global count; count += 1\n"
        "signal.signal(signal.SIGINT, heard)\n"
        "print('ready', flush=True); sys.stdin.readline(); print('heard', count, flush=True)\n"
    )
    pid, terminal = pty.fork()
    if pid == 0:
        options = ["--transcript", str(seen)]
        try:
            os.execvp(EXECUTABLE, arguments(world, options, [PYTHON, "-c", code]))
        finally:
            os._exit(127)  # Never a second run of the tests.
    assert b"ready" in read_terminal(terminal, b"ready")
    os.write(terminal, b"\x03")
    read_terminal(terminal, b"^C")
    os.write(terminal, b"\n")
    assert b"heard 1" in read_terminal(terminal, b"heard ")
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0
    assert transcript(seen)["exit_code"] == 0


def read_terminal(terminal: int, until: bytes) -> bytes:
    """Reads until the text is there and its line is complete."""
    text = b""
    while until not in text or (until.endswith(b" ") and not text.endswith(b"\n")):
        text += os.read(terminal, 1024)
    return text


def test_the_time_limit_kills_everything(world: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen.json"
    options = ["--time-limit", "0.3", "--transcript", str(seen)]
    result = run(world, *DEAF, options=options)
    assert result.returncode == 124
    assert "time limit" in result.stderr
    assert transcript(seen)["exit_code"] == 124


def test_what_the_command_leaves_running_ends_with_it(world: Path) -> None:
    # The output would stay open, and this test wait, if it did not.
    result = run(world, "sh", "-c", "sleep 1000 & exit 5")
    assert result.returncode == 5


def test_an_old_transcript_is_replaced_and_never_by_half(world: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen.json"
    seen.write_text("old")
    process, watched = started(world, *STAYING, options=["--transcript", str(seen)])
    assert seen.read_text() == "old"
    inode = seen.stat().st_ino
    process.terminate()
    ended(process, watched)
    assert transcript(seen)["exit_code"] == 128 + signal.SIGTERM
    assert seen.stat().st_ino != inode


def test_the_password_is_nowhere_to_be_seen(world: Path) -> None:
    process, watched = started(world, *STAYING)
    for pid in [process.pid, *watched.pids]:
        for name in ("cmdline", "environ"):
            assert PASSWORD.encode() not in Path(f"/proc/{pid}/{name}").read_bytes()
    process.terminate()
    ended(process, watched)


def test_the_command_cannot_look_into_the_world(world: Path) -> None:
    # The first word only, so that the command itself does not hold what it looks for.
    first, rest = PASSWORD[:8], PASSWORD[8:]
    code = (
        "import glob, os, stat, sys\n"
        f"secret = ({first!r} + sys.argv[1]).encode()\n"
        "for path in glob.glob('/proc/[0-9]*/fd/*') + glob.glob('/proc/[0-9]*/environ'):\n"
        "    try:\n"
        "        regular = stat.S_ISREG(os.stat(path).st_mode)\n"
        "        if regular and secret in open(path, 'rb').read(): print(path)\n"
        "    except OSError:\n"
        "        pass\n"
    )
    result = run(world, PYTHON, "-c", code, rest, cwd="/")
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_can_do_all_this(world: Path) -> None:
    place = Path(tempfile.mkdtemp(dir="/tmp"))
    try:
        place.chmod(0o777)
        shutil.copy(EXECUTABLE, place / "fake-exchange")
        shutil.copy(world, place / "world.yaml")
        (place / "world.yaml").chmod(0o644)
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        command = [*nobody, "./fake-exchange", "run", "world.yaml", "--transcript", "seen.json"]
        url = "https://mail.corp.test/autodiscover/autodiscover.xml"
        result = subprocess.run(
            [*command, "--", "curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", url],
            cwd=place,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (result.returncode, result.stdout) == (0, "401"), result.stderr
        assert transcript(place / "seen.json")["exit_code"] == 0
    finally:
        shutil.rmtree(place)


def test_many_runs_leave_nothing_though_one_in_ten_is_killed(world: Path) -> None:
    # The fixture counts what is left.
    for number in range(RUNS):
        if number % 10 == 9:
            kill_9_in_the_middle(world)
        else:
            assert run(world, "true").returncode == 0
        assert not children_left()
