# SPDX-License-Identifier: Apache-2.0
"""Clients that are loaded once: nothing differs from a fresh start, and nothing stays behind."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from adconf import runner
from adconf.catalogue import load_catalogue
from adconf.cli import main
from adconf.client import Client, find_clients
from adconf.paths import CLIENTS, SCENARIOS, SMOKE, programs
from adconf.resident import STUB, Residents
from adconf.scenario import load_scenario, load_scenarios
from adconf.verdict import Verdict

SAMPLE = (
    "srv/lowest-priority-first srv/outside-the-domain-without-consent in/empty-label "
    "auth/no-challenge loc/root-404 loc/ipv6-only red/redirect-302 red/ten-hops "
    "tls/wrong-name-at-the-domain pox/as-url-only err/status-500 sec/external-entity"
).split()

# Tells of its surroundings, or breaks as the mailbox's world never would.
ADAPTER = """
import json, os, signal, sys, tempfile
def main():
    json.load(sys.stdin)
    DO
    keys = ("CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb", "NoNewPrivs", "Umask", "SigIgn",
            "Uid", "Gid", "SigBlk", "Seccomp")
    status = dict(l.split(":", 1) for l in open("/proc/self/status"))
    facts = {k: status[k].split() for k in keys}
    facts["env"] = {k: v for k, v in os.environ.items()}
    facts["files"] = [open(f).read() for f in ("/etc/resolv.conf", "/etc/hosts")]
    facts["fds"] = sorted(f for f in os.listdir("/proc/self/fd") if int(f) < 64)
    facts["here"] = [os.getcwd(), sys.argv[1:], tempfile.gettempdir(), os.uname().nodename]
    facts["stdio"] = [(s.encoding, s.errors, s.line_buffering)
                      for s in (sys.stdin, sys.stdout, sys.stderr)]
    facts["leader"] = os.getsid(0) > 0
    facts["path"] = sys.path
    facts["mounts"] = sorted(l.split()[1] for l in open("/proc/self/mounts")
                             if "conform-resident-" not in l and "/conformance/" not in l)
    facts["net"] = open("/proc/net/if_inet6").read() + open("/proc/net/route").read()
    print(json.dumps({"outcome": "error", "message": json.dumps(facts, sort_keys=True)}))
if sys.argv[1] == "--resident":
    from adconf_resident.server import serve
    serve(main)
sys.exit(main())
"""


def made(folder: Path, do: str = "pass", start: str = "") -> Client:
    """A client whose adapter does this first, and as a resident begins with `start`."""
    path = folder / "adapter.py"
    path.write_text(ADAPTER.replace("DO", do), encoding="utf-8")
    resident = (sys.executable, str(path), "--resident")
    return Client(
        name="made",
        title="made",
        folder=folder,
        command=(sys.executable, str(path), "x", "y"),
        claims=frozenset(["pox"]),
        expected_failures={},
        resident=("/bin/sh", "-c", start) if start else resident,
    )


def run(client: Client, fresh: bool = False) -> runner.Row:
    scenario = load_scenario("smoke/nobody-home", SMOKE / "nobody-home.yaml", {})
    with Residents(fresh) as residents:
        return runner.run_row(scenario, client, programs(), residents)


def left(text: str) -> list[str]:
    """Processes that name this text, once those that are ending have had time to."""
    until = time.monotonic() + 5
    while found := list(_naming(text)):
        if time.monotonic() > until:
            break
    return found


def _naming(text: str) -> Iterator[str]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if text in line:
            yield line


# Fails if a client could tell the two apart: by its rights, variables, files or descriptors.
def test_the_surroundings_are_those_of_a_fresh_start(tmp_path: Path) -> None:
    client = made(tmp_path)
    fresh, resident = run(client, fresh=True), run(client)
    assert fresh.reply and resident.reply, resident.judgement.reason
    assert '"CapEff": ["0000000000000000"]' in resident.reply.message
    assert resident.reply.message == fresh.reply.message
    assert not left(str(tmp_path))


@pytest.mark.parametrize("name", ["exchangelib-pox", "exchangelib-soap"])
def test_the_verdicts_are_the_same(name: str) -> None:
    [client] = find_clients([name], CLIENTS)
    assert client.resident
    levels = load_catalogue(SCENARIOS).levels
    chosen = [s for s in load_scenarios(SCENARIOS, levels) if s.id in SAMPLE]
    assert len(chosen) == len(SAMPLE)
    with Residents() as residents:
        loaded = [runner.run_row(one, client, programs(), residents) for one in chosen]
    fresh = [runner.run_row(one, client, programs()) for one in chosen]
    assert [row.judgement for row in loaded] == [row.judgement for row in fresh]


# Fails if what breaks inside is told in other words than after a fresh start.
@pytest.mark.parametrize(
    ("do", "reason"),
    [
        ("raise RuntimeError('boom')", "the adapter exited with 1: "),
        ("sys.exit(7)", "the adapter exited with 7: "),
        ("os.kill(os.getpid(), signal.SIGKILL)", "the adapter exited with 137: "),
        ("os._exit(0)", "it printed nothing"),
    ],
)
def test_a_crash_is_the_adapters(tmp_path: Path, do: str, reason: str) -> None:
    client = made(tmp_path, do)
    judgement = run(client).judgement
    assert judgement.verdict is Verdict.ERROR
    assert reason in judgement.reason
    assert reason in run(client, fresh=True).judgement.reason


@pytest.mark.parametrize("start", ["echo no such module >&2; exit 3", "exec /nowhere/at-all"])
def test_one_that_does_not_start_is_an_error_that_says_why(tmp_path: Path, start: str) -> None:
    client = made(tmp_path, start=start)
    judgement = run(client).judgement
    assert judgement.verdict is Verdict.ERROR
    assert "not started (run --fresh does without)" in judgement.reason
    assert ("no such module" if "module" in start else "/nowhere/at-all") in judgement.reason
    assert run(client, fresh=True).reply is not None


# Fails if a client outlives the world that it was stopped in.
def test_one_that_is_stopped_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "LIMIT_S", 1.5)
    judgement = run(made(tmp_path, "signal.pause()")).judgement
    assert "still running after 1.5 s" in judgement.reason
    assert not left(str(tmp_path))


# Fails if `kill -9` of the driver leaves the loaded client.
def test_it_ends_with_the_driver(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "import test_resident as t; from adconf.resident import Resident\n"
        "r = Resident(t.made(Path(sys.argv[1]))); os.kill(os.getpid(), 9)"
    )
    tests = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), str(tests)],
        env={"PYTHONPATH": str(STUB.parents[1]), "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert done.returncode == -9
    assert not left(str(tmp_path / "adapter.py"))


# Fails if --fresh, or the switch's absence, does not reach what starts the client.
@pytest.mark.parametrize("fresh", [True, False])
def test_the_switch(monkeypatch: pytest.MonkeyPatch, fresh: bool) -> None:
    asked: list[str] = []
    command = "adconf.resident.Resident.command"
    original = __import__("adconf.resident", fromlist=["Resident"]).Resident.command

    def spy(self: object, line: tuple[str, ...]) -> tuple[str, ...]:
        asked.append(line[-1])
        answer: tuple[str, ...] = original(self, line)
        return answer

    monkeypatch.setattr(command, spy)
    arguments = ["run", "--client", "exchangelib-pox", "-k", "lowest-priority-first"]
    assert main(arguments + ["--fresh"] * fresh) == 0
    assert asked == ([] if fresh else ["pox"])
