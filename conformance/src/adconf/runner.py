# SPDX-License-Identifier: Apache-2.0
"""One client in one scenario, from the request to the judgement."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from adconf import repeat, sandbox
from adconf.client import Client
from adconf.install import not_installed
from adconf.observation import BadReply, KeptFile, Observation, Reply, parse_reply
from adconf.paths import Programs
from adconf.pattern import Event
from adconf.redact import forms_in, redact
from adconf.resident import STUB, Resident, Residents
from adconf.runs import Run
from adconf.scenario import Scenario
from adconf.verdict import Judgement, judge, unsupported
from adconf_resident.stub import EXIT_MECHANISM, TROUBLE

# Of the adapter protocol; schema/adapter-request.schema.json has its fields.
PROTOCOL_VERSION = 1
CA_FILE = "/etc/ssl/certs/ca-certificates.crt"
# Real seconds after which a client is stopped. Scenarios are made to last under two.
LIMIT_S = 30.0
# Real seconds that a client may need to start, on a busy machine.
_START_UP_S = 4.0
# How much of an adapter's standard error is shown.
_STDERR_SHOWN = 1500


@dataclass(frozen=True)
class Row:
    """The outcome of one client in one scenario, with all that explains it."""

    scenario: Scenario
    client: Client
    judgement: Judgement
    seconds: float
    reply: Reply | None = None
    events: Sequence[Event] = ()
    stderr: str = ""


def request(scenario: Scenario, run: Run = Run()) -> dict[str, Any]:
    """What the adapter is told: the mailbox and neutral options, never the expectations."""
    allowed = run.allow_redirect_to
    told: dict[str, Any] = {
        "version": PROTOCOL_VERSION,
        "command": "discover",
        "address": run.address or scenario.mailbox.address,
        "username": run.address or scenario.mailbox.username,
        "password": scenario.mailbox.password,
        "protocol": scenario.protocol,
        "want": scenario.want,
        "allow_redirect_to": list(scenario.allow_redirect_to if allowed is None else allowed),
        "timeout_s": scenario.timeout_s,
        "ca_file": CA_FILE,
    }
    if scenario.mailbox.token:
        told["token"] = scenario.mailbox.token
    optional = {
        "v2_hosts": list(scenario.v2_hosts),
        "token_hosts": list(scenario.token_hosts),
        "without": list(scenario.without),
        "endpoint": scenario.endpoint,
        "proxy": scenario.proxy,
        "trust": dict(scenario.trust),
    }
    told.update(scenario.directory)
    return told | {name: value for name, value in optional.items() if value}


def run_row(
    scenario: Scenario, client: Client, programs: Programs, residents: Residents | None = None
) -> Row:
    """Runs and judges. A client that does not claim what is needed is not started."""
    judgement = not_installed(client) or unsupported(scenario, client)
    if judgement:
        return Row(scenario, client, judgement, 0.0)
    # A process that is loaded already cannot be given a clock of its own.
    alone = scenario.clock_rate != 1 or len(scenario.runs) > 1
    resident = residents.of(client) if residents and not alone else None
    execution = execute(scenario, client, programs, resident=resident)
    seen = observe(scenario, execution)
    return Row(
        scenario=scenario,
        client=client,
        judgement=judge(scenario, client, seen),
        seconds=execution.seconds,
        reply=seen.reply,
        events=seen.events,
        stderr=redact(execution.stderr, scenario.mailbox)[-_STDERR_SHOWN:],
    )


def execute(
    scenario: Scenario,
    client: Client,
    programs: Programs,
    resident: Resident | None = None,
    instead: Mapping[str, Any] | None = None,
) -> sandbox.Execution:
    """Runs the adapter in the scenario's world, fresh unless a resident process is given.

    `instead`: fields of the request that the scenario would not have.
    """
    command = resident.command(client.command) if resident else client.command
    told: Any = [request(scenario, run) | dict(instead or {}) for run in scenario.runs]
    several = len(told) > 1
    task = sandbox.Task(
        world=scenario.path.resolve(),
        command=repeat.command() if several else command,
        folder=client.folder,
        stdin=json.dumps(repeat.plan(command, scenario.runs, told) if several else told[0]) + "\n",
        clock_rate=scenario.clock_rate,
        limit_s=limit_s(scenario),
        shown=(
            client.installed,
            *((resident.folder, STUB.parent) if resident else ()),
            *((repeat.INSIDE.parent,) if several else ()),
        ),
    )
    execution = sandbox.run(task, programs)
    if resident and execution.exit_code == EXIT_MECHANISM:
        return replace(execution, stderr=resident.said() + execution.stderr)
    return execution


def limit_s(scenario: Scenario) -> float:
    """Real seconds until the client is stopped; sooner where the scenario sets a deadline."""
    if scenario.expect.within_s is None:
        return LIMIT_S
    return min(LIMIT_S, _START_UP_S + scenario.expect.within_s / scenario.clock_rate)


def observe(scenario: Scenario, execution: sandbox.Execution) -> Observation:
    """What was seen, free of secrets."""
    transcript = execution.transcript or {}
    events: Sequence[Event] = transcript.get("events", ())
    answers: Sequence[tuple[int, str]] = [(execution.exit_code, execution.stdout)]
    state: list[KeptFile] = []
    trouble = _trouble(scenario, execution)
    if len(scenario.runs) > 1 and not trouble:
        try:
            account = repeat.read(execution.stdout)
        except ValueError as error:
            trouble = f"the runs were not reported ({error}): {_tail(execution.stderr)}"
        else:
            events = repeat.numbered(transcript, account)
            answers = account.answers
            state = [_kept(scenario, file) for file in account.state]
    replies: list[Reply] = []
    while not trouble and len(replies) < len(answers):
        reply, trouble = _reply(scenario, *answers[len(replies)], execution.stderr)
        replies += [reply] if reply else []
    return Observation(
        reply=None if trouble else replies[-1],
        events=events,
        trouble=redact(trouble, scenario.mailbox),
        still_running=execution.timed_out,
        output_forms=forms_in(execution.stdout + execution.stderr, scenario.mailbox),
        run_ms=_run_ms(transcript),
        stderr=redact(execution.stderr, scenario.mailbox),
        earlier=replies[:-1],
        state=state,
    )


def _kept(scenario: Scenario, file: repeat.StateFile) -> KeptFile:
    text = file.content.decode("latin-1")
    return KeptFile(file.name, file.mode, forms_in(text, scenario.mailbox))


def _trouble(scenario: Scenario, execution: sandbox.Execution) -> str:
    """Why there can be no answer; empty when there may be one."""
    if execution.timed_out:
        return f"the client was still running after {limit_s(scenario):g} s and was stopped"
    code = execution.exit_code
    if execution.transcript is None or sandbox.EXIT_OWN_FIRST <= code < sandbox.EXIT_TIME_LIMIT:
        return f"fake-exchange failed (exit {code}): {_tail(execution.stderr)}"
    if code == EXIT_MECHANISM and TROUBLE in execution.stderr:
        return f"not started (run --fresh does without): {_tail(execution.stderr)}"
    return ""


def _reply(scenario: Scenario, code: int, stdout: str, stderr: str) -> tuple[Reply | None, str]:
    """The adapter's answer; else None and why there is none."""
    if code != 0:
        return None, f"the adapter exited with {code}: {_tail(stderr)}"
    try:
        return parse_reply(redact(stdout, scenario.mailbox)), ""
    except BadReply as error:
        return None, f"the adapter gave no answer: {error}"


def _tail(text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return " / ".join(lines[-3:]) or "nothing on standard error"


def _run_ms(transcript: Mapping[str, Any]) -> float | None:
    """From the first event to the end of the run, on the client's clock."""
    events = transcript.get("events", ())
    if not events or "seconds" not in transcript:
        return None
    return float(transcript["seconds"]) * 1000 - float(events[0].get("t_ms", 0))
