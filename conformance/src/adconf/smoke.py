# SPDX-License-Identifier: Apache-2.0
"""`conform smoke`: proves that an adapter works, before anything is said about its client."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from adconf import runner
from adconf.client import Client
from adconf.errors import EXIT_AS_EXPECTED, EXIT_HARNESS
from adconf.observation import BadReply, parse_reply
from adconf.paths import SMOKE, Programs
from adconf.runner import PROTOCOL_VERSION
from adconf.scenario import Scenario, load_scenario
from adconf.threads import threads
from adconf.verdict import judge

# Requests that no adapter can know: each must be answered, and answered `unsupported`.
INVENTED = {"command": "juggle"}
OTHER_VERSION = {"version": PROTOCOL_VERSION + 1}
_PROBES = 4


def smoke(client: Client, programs: Programs) -> int:
    """Runs the four probes side by side and prints one line each; 3 when one went wrong."""
    started = time.monotonic()
    with threads(_PROBES) as pool:
        probes = [
            pool.submit(_judged, client, programs, "every-door-open"),
            pool.submit(_judged, client, programs, "nobody-home"),
            pool.submit(_refused, client, programs, INVENTED, ""),
            pool.submit(_refused, client, programs, OTHER_VERSION, "version"),
        ]
        worked = [
            _told("finds the endpoint where every door is open", probes[0].result()),
            _told("says that it found nothing where nobody is", probes[1].result()),
            _told("answers `unsupported` to the invented command `juggle`", probes[2].result()),
            _told("answers `unsupported` to another version, and names it", probes[3].result()),
        ]
    if not all(worked):
        return EXIT_HARNESS
    took = time.monotonic() - started
    print(f"{client.name}: the adapter works ({took:.1f} s); `conform run` judges the client")
    return EXIT_AS_EXPECTED


def _told(text: str, problems: Sequence[str]) -> bool:
    print(f"{'FAIL' if problems else 'ok  '} {text}")
    for problem in problems:
        print(f"     {problem}")
    return not problems


def _world(client: Client, name: str) -> Scenario:
    """A client that asks in a way of its own may bring its own world."""
    own = client.folder / f"{name}.yaml"
    path = own if own.is_file() else SMOKE / f"{name}.yaml"
    return load_scenario(f"smoke/{name}", path, {})


def _judged(client: Client, programs: Programs, world: str) -> Sequence[str]:
    scenario = _world(client, world)
    seen = runner.observe(scenario, runner.execute(scenario, client, programs))
    judgement = judge(scenario, client, seen)
    return () if judgement.verdict.as_expected else judgement.reasons


def _refused(
    client: Client, programs: Programs, invented: dict[str, Any], word: str
) -> Sequence[str]:
    """Whether it is refused, and in a message that has this word."""
    world = _world(client, "nobody-home")
    execution = runner.execute(world, client, programs, instead=invented)
    try:
        reply = parse_reply(execution.stdout)
    except BadReply as error:
        return [f"it gave no answer: {error}", execution.stderr.strip()[-300:]]
    if reply.outcome == "unsupported" and execution.exit_code == 0:
        named = word in reply.message
        return [] if named else [f"its message does not say `{word}`: {reply.message!r}"]
    return [f"it said {reply.outcome} and exited with {execution.exit_code}"]
