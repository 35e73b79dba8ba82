# SPDX-License-Identifier: Apache-2.0
"""`conform shrink`: the smallest world in which a client still gets the same verdict.

A witness, a client whose verdict must stay as well, keeps the world fair: without one, a needless
failure shrinks to a world in which there is nothing to find.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from operator import eq
from pathlib import Path

from adconf import yaml_file
from adconf.client import Client
from adconf.errors import EXIT_AS_EXPECTED, UsageError
from adconf.kinds import Kind
from adconf.paths import Programs
from adconf.reduction import Data, OutOfTime, Reducer
from adconf.resident import Residents
from adconf.runner import run_row
from adconf.scenario import Scenario, load_scenario
from adconf.threads import threads
from adconf.verdict import Verdict
from adconf.yaml_text import scenario_text

# Hosts and names are looked at together: one is of no use without the other.
_ROOTS = (("world", "hosts"), ("world", "dns"), ("world", "accounts"), ("client",))
_SHOW_EVERY_S = 0.2
_NOTHING_TO_SHRINK = (Verdict.UNSUPPORTED, Verdict.ERROR)


@dataclass(frozen=True)
class ShrinkOptions:
    """`output` None: to standard output. `limit_s`: after so long, what is reached is taken."""

    output: Path | None
    jobs: int
    limit_s: float


@dataclass(frozen=True)
class Sameness:
    """What must not change: the verdict, and of which kinds its reasons are."""

    verdict: Verdict
    kinds: frozenset[Kind]

    def __str__(self) -> str:
        kinds = ", ".join(kind.value for kind in sorted(self.kinds, key=lambda kind: kind.rank))
        return self.verdict.value + (f" ({kinds})" if kinds else "")


class Bench:
    """Runs the clients, and judges each."""

    def __init__(self, clients: Sequence[Client], programs: Programs, residents: Residents) -> None:
        self._clients = clients
        self._programs = programs
        self._residents = residents

    def judged(self, scenario: Scenario) -> Iterator[Sameness]:
        """One client after the other, each when it is asked for."""
        for client in self._clients:
            judgement = run_row(scenario, client, self._programs, self._residents).judgement
            yield Sameness(judgement.verdict, frozenset(judgement.kinds))


class Trial:
    """Says of a world whether every client in it is judged as wanted."""

    def __init__(
        self, scenario: Scenario, bench: Bench, wanted: Sequence[Sameness], folder: Path
    ) -> None:
        self._scenario = scenario
        self._bench = bench
        self._wanted = wanted
        self._folder = folder
        self._numbers = count(1)
        self._lock = threading.Lock()
        self.runs = 0
        # The search comes back to the same world when it makes sure that nothing more can go.
        self._tried: dict[str, bool] = {}

    def holds(self, data: Data) -> bool:
        """Runs the clients in this world, until one is judged otherwise."""
        text = scenario_text(data)
        with self._lock:
            if text in self._tried:
                return self._tried[text]
            self.runs += 1
            path = self._folder / f"{next(self._numbers)}.yaml"
        path.write_text(text, encoding="utf-8")
        self._tried[text] = self._same(path)
        return self._tried[text]

    def _same(self, path: Path) -> bool:
        try:
            scenario = load_scenario(self._scenario.id, path, {})
        except UsageError:
            return False
        return all(map(eq, self._bench.judged(scenario), self._wanted))


def shrink(
    scenario: Scenario, clients: Sequence[Client], programs: Programs, options: ShrinkOptions
) -> int:
    """Shrinks, and writes the scenario that is left. The first client is the one it is about."""
    original = yaml_file.load(scenario.path)
    with tempfile.TemporaryDirectory(prefix="conform-shrink-") as folder, Residents() as residents:
        bench = Bench(clients, programs, residents)
        wanted = list(bench.judged(scenario))
        trial = Trial(scenario, bench, wanted, Path(folder))
        _check(trial, original, dict(zip((client.name for client in clients), wanted)))
        smallest = _search(trial, original, options)
    said = f"{clients[0].name}: {wanted[0]}, in {_size(smallest)} instead of {_size(original)}"
    text = _head(scenario, clients, said) + scenario_text(smallest)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
        print(f"{said}: {options.output}")
    else:
        print(text, end="")
    return EXIT_AS_EXPECTED


def _check(trial: Trial, original: Data, wanted: Mapping[str, Sameness]) -> None:
    for name, same in wanted.items():
        if same.verdict in _NOTHING_TO_SHRINK:
            raise UsageError(f"{name}: the verdict is {same}; there is nothing to shrink")
    if not trial.holds(original):
        raise UsageError("the verdict is another at each run, so that nothing can be shrunk")


def _search(trial: Trial, original: Data, options: ShrinkOptions) -> Data:
    started = time.monotonic()
    shown = started

    def holds(data: Data) -> bool:
        nonlocal shown
        now = time.monotonic()
        if now - started > options.limit_s:
            raise OutOfTime
        if now - shown > _SHOW_EVERY_S and sys.stderr.isatty():
            shown = now
            line = f"{trial.runs} worlds tried in {now - started:.0f} s: {_size(reducer.data)}"
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        return trial.holds(data)

    with threads(options.jobs) as pool:
        reducer = Reducer(original, _ROOTS, holds, pool, options.jobs)
        reducer.run()
    over = time.monotonic() - started
    end = "\r\x1b[K" if sys.stderr.isatty() else ""
    print(f"{end}{trial.runs} worlds tried in {over:.0f} s", file=sys.stderr)
    return reducer.data


def _size(data: Data) -> str:
    world = data.get("world") or {}
    hosts, names = len(world.get("hosts") or ()), len(world.get("dns") or ())
    return f"{hosts} hosts, {names} names, {len(scenario_text({'world': world}))} bytes"


def _head(scenario: Scenario, clients: Sequence[Client], said: str) -> str:
    witnesses = ", ".join(client.name for client in clients[1:])
    lines = ["SPDX-License-Identifier: Apache-2.0", "", f"Shrunk from {scenario.id}. {said}."]
    if witnesses:
        lines.append(f"The verdict on {witnesses} is as before, too.")
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)
