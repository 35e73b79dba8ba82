# SPDX-License-Identifier: Apache-2.0
"""`conform explain`: runs one scenario and tells all: expected, seen, the exchange, the rule."""

from __future__ import annotations

import json
import os
import shlex
from argparse import Namespace
from collections.abc import Iterator

from adconf import afterwards
from adconf.catalogue import Catalogue
from adconf.client import Client
from adconf.errors import EXIT_AS_EXPECTED, EXIT_HARNESS, EXIT_UNEXPECTED
from adconf.expectation import describe_expected, describe_reply
from adconf.paths import CLIENTS, COMMAND_VARIABLE, SCENARIOS, Programs
from adconf.results import row_document
from adconf.runner import Row, run_row
from adconf.scenario import Count, Scenario
from adconf.timeline import carried, printable, timeline
from adconf.verdict import Verdict
from adconf.yaml_text import world_text


def explain(
    scenario: Scenario, client: Client, catalogue: Catalogue, programs: Programs, options: Namespace
) -> int:
    """Runs, prints, and returns the exit code that `run` would give."""
    row = run_row(scenario, client, programs)
    repeat = repeat_command(row, options)
    if options.json:
        document = row_document(row) | {"repeat": repeat, "events": list(row.events)}
        print(json.dumps(document, indent=1, ensure_ascii=False))
    else:
        for line in explanation(row, catalogue, repeat, options.full):
            print(line)
    if row.judgement.verdict is Verdict.ERROR:
        return EXIT_HARNESS
    return EXIT_AS_EXPECTED if row.judgement.verdict.as_expected else EXIT_UNEXPECTED


def repeat_command(row: Row, options: Namespace | None = None) -> str:
    """The command that repeats this run alone."""
    name = row.client.name
    if row.client.folder != (CLIENTS / name).resolve():
        name = str(row.client.folder)
    line = [
        os.environ.get(COMMAND_VARIABLE, "conform"),
        "explain",
        row.scenario.id,
        "--client",
        name,
    ]
    if options and options.scenarios != SCENARIOS:
        line += ["--scenarios", str(options.scenarios)]
    return shlex.join(line)


def explanation(row: Row, catalogue: Catalogue, repeat: str, full: bool = False) -> Iterator[str]:
    """The whole explanation, line by line; `full` with the world, and all that HTTP carried."""
    scenario = row.scenario
    yield f"{scenario.id}: {scenario.title}"
    if scenario.about:
        yield f"  {scenario.about}"
    yield f"client: {row.client.title}"
    yield f"verdict: {row.judgement.verdict.value} ({row.seconds:.2f} s)"
    for reason in row.judgement.reasons:
        yield f"  - {printable(reason)}"
    yield "requirements:"
    for sentence in catalogue.sentences(scenario.requirements):
        yield f"  - {sentence}"
    if full:
        yield from world_text(scenario.path).splitlines()
    yield "expected:"
    for line in expected_lines(scenario, row.client):
        yield f"  - {line}"
    said = printable(describe_reply(row.reply)) if row.reply else "nothing"
    yield f"seen: the client said {said}"
    for event, line in zip(row.events, timeline(row.events)):
        yield f"  {line}"
        yield from (f"      {detail}" for detail in (carried(event) if full else ()))
    if not full and row.events:
        yield "  (--full shows the world, the headers and the bodies)"
    if row.stderr.strip():
        yield "standard error:"
        yield from (f"  {printable(line)}" for line in row.stderr.strip().splitlines())
    yield f"repeat: {repeat}"


def expected_lines(scenario: Scenario, client: Client) -> Iterator[str]:
    """What the scenario expects, one line each."""
    expect = scenario.expect
    yield " or ".join(describe_expected(item, client.claims) for item in expect.results)
    if expect.within_s is not None:
        yield f"done within {expect.within_s:g} s"
    yield from (f"seen: {pattern.text}" for pattern in expect.must)
    yield from (f"never seen: {pattern.text}" for pattern in expect.never)
    yield from (f"{first.text} before {second.text}" for first, second in expect.before)
    yield from (_count_line(count) for count in expect.counts)
    yield f"the password goes to: {', '.join(sorted(expect.secrets_only)) or 'nobody'}"
    yield from afterwards.lines(expect.afterwards)


def _count_line(count: Count) -> str:
    if count.at_least == count.at_most:
        return f"exactly {count.at_least} times: {count.of.text}"
    bounds = {"at least": count.at_least, "at most": count.at_most}
    shown = " and ".join(f"{name} {value}" for name, value in bounds.items() if value is not None)
    return f"{shown} times: {count.of.text}"
