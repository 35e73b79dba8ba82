# SPDX-License-Identifier: Apache-2.0
"""`conform smoke`: proves that an adapter works, before anything is said about its client."""

from __future__ import annotations

from adconf import runner
from adconf.client import Client
from adconf.errors import EXIT_AS_EXPECTED, EXIT_HARNESS
from adconf.observation import BadReply, parse_reply
from adconf.paths import SMOKE, Programs
from adconf.scenario import Scenario, load_scenario
from adconf.verdict import judge

# A command that no adapter can know: it must be answered, and answered `unsupported`.
INVENTED_COMMAND = "juggle"


def smoke(client: Client, programs: Programs) -> int:
    """Runs the three probes and prints one line each; 3 when one did not go as it must."""
    worked = [
        _judged(client, programs, "every-door-open", "finds the endpoint where every door is open"),
        _judged(client, programs, "nobody-home", "says that it found nothing where nobody is"),
        _invented(client, programs),
    ]
    if all(worked):
        print(f"{client.name}: the adapter works; `conform run --client …` judges the client")
        return EXIT_AS_EXPECTED
    return EXIT_HARNESS


def _world(name: str) -> Scenario:
    return load_scenario(f"smoke/{name}", SMOKE / f"{name}.yaml", {})


def _judged(client: Client, programs: Programs, world: str, text: str) -> bool:
    scenario = _world(world)
    seen = runner.observe(scenario, runner.execute(scenario, client, programs))
    judgement = judge(scenario, client, seen)
    worked = not judgement.reasons
    print(f"{'ok  ' if worked else 'FAIL'} {text}")
    for reason in judgement.reasons:
        print(f"     {reason}")
    return worked


def _invented(client: Client, programs: Programs) -> bool:
    text = f"answers `unsupported` to the invented command `{INVENTED_COMMAND}`"
    execution = runner.execute(_world("nobody-home"), client, programs, INVENTED_COMMAND)
    try:
        said = parse_reply(execution.stdout).outcome
    except BadReply as error:
        said = f"no answer: {error}"
    worked = said == "unsupported" and execution.exit_code == 0
    print(f"{'ok  ' if worked else 'FAIL'} {text}")
    if not worked:
        print(f"     it said {said} and exited with {execution.exit_code}")
    return worked
