# SPDX-License-Identifier: Apache-2.0
"""No packet leaves the sandbox: counted by the kernel, in the network that the client has."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from adconf import runner
from adconf.client import Client, find_clients
from adconf.install import missing
from adconf.paths import CLIENTS, SMOKE, programs
from adconf.scenario import load_scenario

# Tries to get out by every way a client has, and tells how that ended and what the kernel counted.
ESCAPE = """
import json, socket, time
def tried(kind, family, place):
    began = time.monotonic()
    try:
        with socket.socket(family, kind) as one:
            one.settimeout(3)
            one.connect(place)
            one.send(b"x")
            how = "sent"
    except OSError as error:
        how = type(error).__name__ + " " + str(error.errno)
    return [how, time.monotonic() - began]
places = [(socket.AF_INET, ("8.8.8.8", 53)), (socket.AF_INET, ("203.0.113.250", 443)),
          (socket.AF_INET, ("169.254.169.254", 80)),
          (socket.AF_INET6, ("2001:4860:4860::8888", 53))]
kinds = (socket.SOCK_STREAM, socket.SOCK_DGRAM)
tries = [tried(kind, *place) for place in places for kind in kinds]
print(json.dumps({"outcome": "error", "message": json.dumps(tries)}))
"""
COUNTED = '"$@"; code=$?; cat /proc/net/dev >&2; exit $code'


def counted(client: Client) -> tuple[dict[str, int], str]:
    """Interface → packets sent by it in the whole of a run; and what the client said."""
    command = ("/bin/sh", "-c", COUNTED, "sh", *client.command)
    scenario = load_scenario("smoke/every-door-open", SMOKE / "every-door-open.yaml", {})
    execution = runner.execute(scenario, replace(client, command=command), programs())
    lines = [line.partition(":") for line in execution.stderr.splitlines() if ":" in line]
    sent = {
        name.strip(): int(numbers.split()[9])
        for name, _, numbers in lines
        if len(numbers.split()) == 16 and numbers.replace(" ", "").isdigit()
    }
    return sent, execution.stdout


# Fails if a client has a way out: an interface, a route, or a proxy that answers.
def test_there_is_no_way_out(tmp_path: Path) -> None:
    (tmp_path / "escape.py").write_text(ESCAPE, encoding="utf-8")
    line = (sys.executable, str(tmp_path / "escape.py"))
    sent, said = counted(Client("made", "made", tmp_path, line, frozenset(["pox"]), {}))
    assert sent.keys() == {"lo"}
    tries = json.loads(json.loads(said)["message"])
    assert len(tries) == 8
    for how, seconds in tries:
        assert how == "OSError 101", "Network is unreachable, and nothing else"
        assert seconds < 1


# Fails if one of the real clients is run where it could reach more than its world.
@pytest.mark.parametrize("client", find_clients([], CLIENTS), ids=lambda client: client.name)
def test_a_client_sends_by_the_loopback_alone(client: Client) -> None:
    if missing(client) or client.name == "engine":
        pytest.skip("not installed; the engine has tests of its own")
    sent, said = counted(client)
    assert sent.keys() == {"lo"}
    assert sent["lo"] > 0 and json.loads(said)["outcome"]
