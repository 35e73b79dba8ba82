# SPDX-License-Identifier: Apache-2.0
"""`conform shell`: a shell inside a scenario's world, with the client's request at hand."""

from __future__ import annotations

import json
import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from adconf import sandbox
from adconf.client import Client
from adconf.errors import EXIT_HARNESS
from adconf.paths import Programs
from adconf.runner import request
from adconf.scenario import Scenario
from adconf.timeline import timeline

_NO_LIMIT_S = 24 * 3600.0
_RC = """\
[ -r ~/.bashrc ] && . ~/.bashrc
PS1='[{scenario}] \\w \\$ '
"""


def shell(
    scenario: Scenario, client: Client, programs: Programs, command: Sequence[str] = ()
) -> int:
    """Runs bash, or the command, in the world; then shows what was seen. The exit code is its."""
    with tempfile.TemporaryDirectory(prefix="conform-shell-") as name:
        folder = Path(name)
        _furnish(folder, scenario, client)
        inside = list(command) or ["/bin/bash", "--rcfile", str(folder / "bashrc"), "-i"]
        if not command:
            print(_welcome(folder, scenario, client), flush=True)
        transcript = folder / "transcript.json"
        task = sandbox.Task(
            world=scenario.path.resolve(),
            command=inside,
            folder=client.folder,
            stdin="",
            clock_rate=scenario.clock_rate,
            limit_s=_NO_LIMIT_S,
            shown=(folder,),
        )
        program, verb, *rest = sandbox.arguments(task, programs, str(transcript))
        line = [program, verb, *_variables(folder), *rest]
        # The terminal is the user's own: nothing is read or kept of what passes over it.
        code = subprocess.run(line, cwd=client.folder, check=False).returncode
        seen = sandbox.read_transcript(transcript)
    if seen is None:
        return code or EXIT_HARNESS
    print("seen:")
    for event in timeline(seen.get("events", ())) or ["nothing"]:
        print(f"  {event}")
    return code


def _furnish(folder: Path, scenario: Scenario, client: Client) -> None:
    """The request, as the adapter reads it, and a script that runs the adapter with it."""
    text = json.dumps(request(scenario)) + "\n"
    (folder / "request.json").write_text(text, encoding="utf-8")
    script = folder / "adapter"
    script.write_text(
        f"#!/bin/sh\ncd {shlex.quote(str(client.folder))} || exit\n"
        f'exec {shlex.join(client.command)} <"${{1:-$CONFORM_REQUEST}}"\n',
        encoding="utf-8",
    )
    script.chmod(0o700)
    (folder / "bashrc").write_text(_RC.format(scenario=scenario.id), encoding="utf-8")


def _variables(folder: Path) -> list[str]:
    return [
        *("--env", f"CONFORM_REQUEST={folder / 'request.json'}"),
        *("--env", f"CONFORM_ADAPTER={folder / 'adapter'}"),
    ]


def _welcome(folder: Path, scenario: Scenario, client: Client) -> str:
    return f"""\
{scenario.id}: {scenario.title}
The world is running. Its names, ports and certificates are the real ones in here; nothing else
can be reached.
  $CONFORM_ADAPTER           runs {client.name} as `conform run` does
  $CONFORM_ADAPTER FILE      … with another request
  $CONFORM_REQUEST           the request: {folder / "request.json"}
`exit` ends the world and shows what was seen."""
