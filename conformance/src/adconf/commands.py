# SPDX-License-Identifier: Apache-2.0
"""What each command does with its options: loads what it needs and hands over."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from adconf.catalogue import load_catalogue
from adconf.client import find_clients
from adconf.errors import EXIT_AS_EXPECTED, EXIT_UNEXPECTED, UsageError
from adconf.install import require
from adconf.mirror import facing
from adconf.paths import programs
from adconf.scenario import Scenario, load_scenario, load_scenarios, scenario_files


def run(options: Namespace) -> int:
    """`conform run`."""
    from adconf import results
    from adconf import run as runs

    catalogue = load_catalogue(options.scenarios)
    scenarios = load_scenarios(options.scenarios, catalogue.levels)
    clients = find_clients(options.client, options.clients)
    require(clients, options.client)
    pairs = runs.all_pairs(scenarios, clients)
    wanted = runs.RunOptions(
        select=options.select,
        jobs=options.jobs,
        report=options.report,
        fail_fast=options.fail_fast,
        quiet=options.json,
        fresh=options.fresh,
        keep=True,
        resume=options.resume,
        failed_first=options.failed_first,
    )
    if not options.json:
        return runs.run_and_report(pairs, catalogue, programs(), wanted)
    outcome = runs.run_pairs(pairs, programs(), wanted)
    json.dump(results.document(outcome), sys.stdout, indent=1, ensure_ascii=False)
    print()
    return outcome.exit_code


def explain(options: Namespace) -> int:
    """`conform explain`."""
    from adconf import explain as explaining

    catalogue = load_catalogue(options.scenarios)
    scenario = _scenario(options, catalogue.levels)
    [client] = find_clients([options.client], options.clients)
    require([client], [options.client])
    scenario = facing(scenario, client)
    return explaining.explain(scenario, client, catalogue, programs(), options)


def shrink(options: Namespace) -> int:
    """`conform shrink`."""
    from adconf import shrink as shrinking

    scenario = _scenario(options, load_catalogue(options.scenarios).levels)
    witnesses = [name for name in options.witness or ["engine"] if name != "none"]
    names = dict.fromkeys([options.client, *witnesses])
    clients = find_clients(names, options.clients)
    require(clients, list(names))
    wanted = shrinking.ShrinkOptions(options.output, options.jobs, options.limit)
    return shrinking.shrink(facing(scenario, clients[0]), clients, programs(), wanted)


def shell(options: Namespace) -> int:
    """`conform shell`."""
    from adconf import shell as shelling

    scenario = _scenario(options, load_catalogue(options.scenarios).levels)
    [client] = find_clients([options.client], options.clients)
    require([client], [options.client])
    return shelling.shell(facing(scenario, client), client, programs(), options.inside)


def attach(options: Namespace) -> int:
    """`conform attach`."""
    from adconf import attach as attaching

    scenario = _scenario(options, load_catalogue(options.scenarios).levels)
    return attaching.attach(
        scenario, programs(), attaching.AttachOptions(options.ca, options.inside)
    )


def record(options: Namespace) -> int:
    """`conform record`."""
    from adconf.trace import session

    if bool(options.world) == bool(options.to):
        raise UsageError("name what to record: --world SCENARIO, or --to HOST")
    if options.client and not options.world or bool(options.client) == bool(options.inside):
        raise UsageError("name a command behind `--`; or, with --world, a client with --client")
    if options.to:
        trace, ended = session.record_targets(options, options.inside)
        return session.finish(trace, ended, options, [])
    world = _world(options)
    clients = find_clients([options.client], options.clients) if options.client else []
    require(clients, [options.client])
    client = clients[0] if clients else None
    world = facing(world, client) if client else world
    trace, ended = session.record_world(world, client, options.inside, programs())
    known = [world.mailbox.password, world.mailbox.token]
    return session.finish(trace, ended, options, [item for item in known if item])


def clean_raw(options: Namespace) -> int:
    """`conform clean`."""
    from adconf.trace import session

    return session.clean_raw(options)


def _world(options: Namespace) -> Scenario:
    """A scenario of the suite, or of a file of its own."""
    levels = load_catalogue(options.scenarios).levels
    path = Path(options.world)
    if path.suffix == ".yaml":
        if not path.is_file():
            raise UsageError(f"{path} is not there")
        return load_scenario(path.stem, path, levels)
    options.scenario = options.world
    return _scenario(options, levels)


def import_trace(options: Namespace) -> int:
    """`conform import`."""
    from adconf.trace import session

    return session.import_trace(options, programs())


def findings(options: Namespace) -> int:
    """`conform findings`."""
    from adconf import findings as finding

    clients = find_clients([], options.clients)
    if options.check:
        return finding.check(options.check, clients, list(scenario_files(options.scenarios)))
    if not options.results:
        raise UsageError("name the results: --results report/results.json; or a text: --check FILE")
    return finding.write(
        options.results, clients, load_catalogue(options.scenarios), options.output
    )


def _scenario(options: Namespace, levels: dict[str, str]) -> Scenario:
    files = scenario_files(options.scenarios)
    if options.scenario in files:
        return load_scenario(options.scenario, files[options.scenario], levels)
    alike = [name for name in files if options.scenario in name]
    hint = f"did you mean: {', '.join(alike[:5])}?" if alike else "`conform list` shows them"
    raise UsageError(f"no scenario is called {options.scenario}; {hint}")


def list_all(options: Namespace) -> int:
    """`conform list`."""
    from adconf import listing

    catalogue = load_catalogue(options.scenarios)
    scenarios = load_scenarios(options.scenarios, catalogue.levels)
    clients = find_clients([], options.clients)
    listing.print_list(scenarios, clients, options.what, options.json)
    return EXIT_AS_EXPECTED


def coverage(options: Namespace) -> int:
    """`conform coverage`."""
    from adconf import coverage as covering

    catalogue = load_catalogue(options.scenarios)
    scenarios = load_scenarios(options.scenarios, catalogue.levels)
    reasons = covering.load_reasons(options.scenarios)
    if options.requirement:
        return covering.show(catalogue, scenarios, reasons, options.requirement)
    return covering.report(catalogue, scenarios, reasons, options.require, options.json)


def smoke(options: Namespace) -> int:
    """`conform smoke`."""
    from adconf import smoke as smoking

    [client] = find_clients([options.client], options.clients)
    require([client], [options.client])
    return smoking.smoke(client, programs())


def install(options: Namespace) -> int:
    """`conform install`."""
    from adconf import install as installing

    return installing.install(find_clients(options.client, options.clients))


def check(options: Namespace) -> int:
    """`conform check`."""
    from adconf import check as checking

    problems = checking.check(options.scenarios, options.files, options.clients, programs())
    if options.json:
        print(json.dumps([problem.__dict__ for problem in problems], indent=1))
    else:
        for problem in problems:
            print(problem)
        print(f"{len(problems)} problems" if problems else "no problems", file=sys.stderr)
    return EXIT_UNEXPECTED if problems else EXIT_AS_EXPECTED
