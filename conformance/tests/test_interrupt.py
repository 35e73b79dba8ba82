# SPDX-License-Identifier: Apache-2.0
"""Ctrl-C and SIGTERM, as users and service managers send them: nothing is waited for or left."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from waiting_client import AT_LAST_S, LIMIT_NOTE, conform, fill

Send = Callable[[subprocess.Popen[str], signal.Signals], None]
_SCENARIO = """
title: Made for a test
requirements: [SRV-03]
mailbox: {address: ann@corp.test}
world: {hosts: {a.corp.test: {}, b.corp.test: {}}}
expect: {result: {failed: any}}
"""
# Answers as often as the file `answers` has lines, and then waits until the fifo has been written.
_ADAPTER = """
if [ -s ../../answers ]; then sed -i 1d ../../answers; else exec cat ../../fifo; fi
echo '{"outcome": "not_found"}'
"""


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    fill(tmp_path, _ADAPTER, {"made": _SCENARIO})
    return tmp_path


_SHRINK = ("shrink", "srv/made", "--client", "slow", "--witness", "none", "-j", "2")
_RUN = ("run", "--client", "slow")


def to_the_process(process: subprocess.Popen[str], sent: signal.Signals) -> None:
    """The kernel gives it to the main thread, which waits, or is about to."""
    process.send_signal(sent)


def to_another_thread(process: subprocess.Popen[str], sent: signal.Signals) -> None:
    """The main thread waits on: as if it had begun to right after the signal."""
    threads = {int(path.name) for path in Path(f"/proc/{process.pid}/task").iterdir()}
    os.kill(min(threads - {process.pid}), sent)


@pytest.mark.parametrize("send", [to_the_process, to_another_thread])
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("answers", "arguments"), [(0, ("smoke", "slow")), (2, _SHRINK), (0, _RUN)]
)
def test_a_command_ends_at_once_and_so_does_its_client(
    folder: Path, answers: int, arguments: tuple[str, ...], sent: signal.Signals, send: Send
) -> None:
    (folder / "answers").write_text("once\n" * answers)
    process = conform(folder, *arguments)
    # Opens when the client that waits has been started.
    with (folder / "fifo").open("wb", buffering=0) as fifo:
        send(process, sent)
        said = process.communicate(timeout=AT_LAST_S)[0]
        with pytest.raises(BrokenPipeError):
            fifo.write(b"is anybody there?")
    assert process.returncode == 130, said
    assert not (folder / LIMIT_NOTE).exists(), "its client was waited for"
