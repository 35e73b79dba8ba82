# SPDX-License-Identifier: Apache-2.0
"""`conform record` and `conform import`: from the command line to a file."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from adconf import yaml_file
from adconf.client import Client
from adconf.errors import EXIT_AS_EXPECTED, EXIT_HARNESS, UsageError
from adconf.paths import Programs
from adconf.runner import limit_s, request
from adconf.scenario import Scenario
from adconf.trace import bodies, files, scenario, templates
from adconf.trace.chamber import Ended, Job
from adconf.trace.clean import Wishes, clean, summary
from adconf.trace.har_read import read_har
from adconf.trace.model import Trace
from adconf.trace.record import Session, record
from adconf.trace.upstream import Targets, World

_RESOLVER_PORT = 53
_TLS_PORT = 443


def record_world(
    world: Scenario, client: Client | None, command: Sequence[str], programs: Programs
) -> tuple[Trace, Ended]:
    """A session in a world, by an adapter or by any command. Not cleaned yet."""
    if world.clock_rate != 1:
        raise UsageError(f"{world.id}: a fast clock cannot be recorded; name a world without one")
    job = Job(command, Path.cwd())
    if client:
        asked = json.dumps(request(world)) + "\n"
        job = Job(client.command, client.folder, asked, (client.installed,), limit_s(world))
    told: dict[str, Any] = dict(yaml_file.load(world.path).get("client") or {})
    session = Session(
        job,
        address=world.mailbox.address,
        origin={"world": world.id, "client": client.name if client else Path(command[0]).name},
        client=told | {"username": world.mailbox.username},
    )
    upstream = World(world.path, programs)
    try:
        trace, ended = record(session, upstream)
    finally:
        upstream.close()
    return replace(trace, outcome=outcome(ended)), ended


def outcome(ended: Ended) -> dict[str, Any]:
    """What an adapter has said, but not in how many words."""
    try:
        said = json.loads(ended.stdout)
    except ValueError:
        return {}
    if not isinstance(said, dict):
        return {}
    fields = ("outcome", "ews_url", "mapi_url", "activesync_url", "address")
    return {name: said[name] for name in fields if said.get(name)}


def record_targets(options: Namespace, command: Sequence[str]) -> tuple[Trace, Ended]:
    """A session with real hosts."""
    names = [target.partition("=")[0].partition(":")[0].lower() for target in options.to]
    session = Session(Job(command, Path.cwd()), origin={"client": Path(command[0]).name})
    return record(session, targets(options.to, names, options.resolver, options.ca))


def targets(
    given: Sequence[str], names: Sequence[str], resolver: str | None, ca: Path | None
) -> Targets:
    """`HOST`, or `HOST[:PORT]=ADDRESS:PORT`. Raises UsageError."""
    fixed = {}
    for target, name in zip(given, names):
        place, equals, real = target.partition("=")
        if equals:
            _, _, port = place.partition(":")
            fixed[(name, _number(port or str(_TLS_PORT), target))] = _place(real, None)
    asked = _place(resolver, _RESOLVER_PORT) if resolver else None
    return Targets(names, fixed, asked, ca)


def _place(text: str, port: int | None) -> tuple[str, int]:
    address, colon, number = text.rpartition(":")
    if not colon and port is not None:
        return text, port
    return address.strip("[]"), _number(number, text)


def _number(text: str, whole: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise UsageError(f"{whole}: a port is a number, as in mail.corp.test:443=127.0.0.1:8443")
    return int(text)


def finish(trace: Trace, ended: Ended, options: Namespace, known: Sequence[str]) -> int:
    """Cleans, writes, and says what was seen and what was replaced."""
    cleaned = clean(trace, wishes(options, known))
    files.write(cleaned, options.output)
    if ended.stderr.strip() and ended.exit_code:
        print(f"the client exited with {ended.exit_code}", file=sys.stderr)
    counts = f"{len(trace.dns)} questions of DNS, {len(trace.connections)} connections"
    print(f"{options.output}: {counts}, {len(trace.exchanges)} requests; {summary(cleaned)}")
    return EXIT_AS_EXPECTED if trace.dns else EXIT_HARNESS


def clean_raw(options: Namespace) -> int:
    """`conform clean`: a raw trace that another program hands over, never by way of a disk."""
    try:
        given = json.load(sys.stdin.buffer)
        known = [str(item) for item in given["secrets"]]
        trace = read_har(given["trace"], "standard input")
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"standard input: no raw trace: {error!r}") from error
    return finish(trace, Ended(0), options, known)


def wishes(options: Namespace, known: Sequence[str] = ()) -> Wishes:
    """What the user knows to be secret, and what may stay."""
    listed: list[str] = []
    if options.secret_file:
        try:
            listed = options.secret_file.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise UsageError(f"{options.secret_file}: {error.strerror}") from error
    return Wishes([item for item in (*known, *listed) if item], options.keep)


def import_trace(options: Namespace, programs: Programs) -> int:
    """A trace becomes a scenario."""
    cleaned = clean(files.read(options.trace), wishes(options))
    if options.har:
        files.write(cleaned, options.har)
    known = templates.recognised(cleaned.exchanges, programs)
    if options.output:
        scenario.write(cleaned, known, options.output)
    else:
        text = scenario.text(cleaned, known)
        if bodies.files(cleaned, text):
            raise UsageError(
                "a reply is no text: its bytes go into a file beside the scenario; name that: -o"
            )
        print(text, end="")
    print(summary(cleaned), file=sys.stderr)
    return EXIT_AS_EXPECTED
