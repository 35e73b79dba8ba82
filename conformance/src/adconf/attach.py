# SPDX-License-Identifier: Apache-2.0
"""`conform attach`: serves a scenario's world for a client that cannot be scripted, and judges it.

There is no adapter, so that what the client says is not known: it is judged by what was seen.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from adconf import sandbox
from adconf.client import FEATURES
from adconf.errors import EXIT_AS_EXPECTED, EXIT_HARNESS, EXIT_UNEXPECTED, UsageError
from adconf.expectation import describe_expected, findings
from adconf.observation import Observation
from adconf.paths import Programs
from adconf.scenario import Scenario
from adconf.timeline import describe, number, printable

_END_S = 5.0


@dataclass(frozen=True)
class AttachOptions:
    """`ca`: where to write the root certificate; `serve` is passed on to fake-exchange."""

    ca: Path | None
    serve: Sequence[str] = ()


def attach(scenario: Scenario, programs: Programs, options: AttachOptions) -> int:
    """Serves until Enter, the end of standard input, or Ctrl-C; the exit code is the verdict's."""
    if len(scenario.runs) > 1:
        raise UsageError(
            f"{scenario.id} takes several runs of a client, which nobody tells apart from outside; "
            "give the client an adapter and use `conform run`"
        )
    with tempfile.TemporaryDirectory(prefix="conform-attach-") as name:
        transcript = Path(name) / "transcript.json"
        ca = options.ca or Path(name) / "ca.pem"
        read, write = os.pipe()
        line = [str(programs.fake_exchange), "serve", str(scenario.path.resolve()), "--json"]
        line += ["--until-eof", "--transcript", str(transcript), "--ca", str(ca)]
        line += ["--follow", f"/dev/fd/{write}", *options.serve]
        if scenario.clock_rate != 1:
            line += ["--clock-rate", f"{scenario.clock_rate:g}"]
        process = subprocess.Popen(
            line,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[write],
            start_new_session=True,
        )
        os.close(write)
        served = _served(process, scenario, ca, os.fdopen(read, encoding="utf-8"))
        seen = sandbox.read_transcript(transcript)
    if not served or seen is None:
        return EXIT_HARNESS
    return _verdict(scenario, seen.get("events", ()))


def _served(
    process: subprocess.Popen[bytes], scenario: Scenario, ca: Path, events: IO[str]
) -> bool:
    """Says what to set, follows what is done; False when nothing was served."""
    assert process.stdin and process.stdout
    listing = process.stdout.readline()
    if listing:
        for line in instructions(scenario, json.loads(listing), ca):
            print(line)
        sys.stdout.flush()
        follower = threading.Thread(target=_follow, args=(events,))
        follower.start()
        try:
            sys.stdin.readline()
        except KeyboardInterrupt:
            print()
        process.stdin.close()
        try:
            process.wait(_END_S)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        follower.join()
    process.stdin.close()
    process.stdout.close()
    events.close()
    return process.wait() == 0 and bool(listing)


def _follow(events: IO[str]) -> None:
    for line in events:
        if line.strip():
            event = json.loads(line)
            print(
                f"{number(event):>5} {event.get('t_ms', 0):>9.1f} ms  {describe(event)}", flush=True
            )


def instructions(scenario: Scenario, listing: Mapping[str, Any], ca: Path) -> Iterator[str]:
    """What to set at the client."""
    dns = listing["dns"]
    yield f"{scenario.id}: {scenario.title}"
    yield "Set at the client:"
    yield f"  name server   {dns['address']}:{dns['port']} (UDP and TCP)"
    yield f"  certificate   trust {ca} as a root"
    yield f"  account       {scenario.mailbox.address}, login {scenario.mailbox.username}"
    yield f"  password      mailbox.password of {scenario.path}; default: scenarios/README.md"
    if scenario.allow_redirect_to:
        yield f"  consent       redirects to {', '.join(scenario.allow_redirect_to)}"
    if scenario.v2_hosts:
        yield f"  V2 hosts      {', '.join(scenario.v2_hosts)}"
    if scenario.token_hosts:
        yield f"  token         for {', '.join(scenario.token_hosts)}"
    for name, value in scenario.directory:
        yield f"  {name.replace('_', ' '):<12}  {value}"
    if scenario.clock_rate != 1:
        faster = f"faketime -f '+0 x{scenario.clock_rate:g}' CLIENT"
        yield f"  clock         {scenario.clock_rate:g} times as fast: {faster}"
    yield "The hosts of this world are at:"
    for service in listing["services"]:
        name = f"{service['host']}:{service['world_port']}"
        tls = " TLS" if service["tls"] else ""
        yield f"  {name:<38} {service['address']}:{service['port']}{tls}"
    expected = " or ".join(describe_expected(item, FEATURES) for item in scenario.expect.results)
    yield f"The client should come to: {expected}"
    yield "Start it now. Enter ends the world and judges what was seen."


def _verdict(scenario: Scenario, events: Sequence[Mapping[str, Any]]) -> int:
    if not events:
        print("verdict: none; the client was not seen at all")
        return EXIT_HARNESS
    found = findings(scenario.expect, Observation(reply=None, events=events), FEATURES)
    print(f"verdict, from the wire alone: {'fail' if found else 'pass'}")
    for finding in found:
        print(f"  - {printable(finding.text)}")
    return EXIT_UNEXPECTED if found else EXIT_AS_EXPECTED
