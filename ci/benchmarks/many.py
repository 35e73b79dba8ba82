# SPDX-License-Identifier: Apache-2.0
"""Measures many discoveries in one process, the memory they need, and the pure core."""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PASSWORD = "correct horse battery"
DOMAINS = 10
# How many at once, of how many domains: as `autodiscover bulk` has it by itself, and more.
SETTINGS = ((64, DOMAINS), (256, 40))
MAILBOXES = 4000
# One after the other they take long enough.
MAILBOXES_OF_EXCHANGELIB = 100
WAITING = 10_000
# Of a usual answer, and of large ones.
ANSWER_BYTES = (0, 10_000, 100_000)
# The aims, as ratios.
OF_LIBCURL = 0.8
OF_EXCHANGELIB = 50.0

Row = dict[str, Any]


def world_of(host: str, domains: int) -> str:
    """So many domains, each with `host` at its root."""
    hosts = "".join(f"    d{i}.test: {{{host}}}\n" for i in range(domains))
    return f"mailbox: {{address: ann@corp.test, password: {PASSWORD}}}\nworld:\n  hosts:\n{hosts}"


ANSWERS = "https: {auth: basic, reply: settings}"
SILENT = "https: {tcp: black-hole}"


def run(bin_dir: Path, world: str, rtt_ms: int, command: Sequence[str | Path]) -> Row:
    """What `command` prints in a world of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        place = Path(folder, "world.yaml")
        place.write_text(world, encoding="utf-8")
        begin = [bin_dir / "fake-exchange", "run", "--rtt", f"{rtt_ms}ms", place, "--", *command]
        result = subprocess.run(begin, input=PASSWORD + "\n", capture_output=True, text=True)
    if result.returncode != 0 or not result.stdout:
        sys.exit(f"{command[0]} gave no answer: {result.stderr[-500:]}")
    return json.loads(result.stdout)


def throughput(bin_dir: Path, rtts_ms: Sequence[int], runs: int) -> list[Row]:
    """Engine, libcurl and exchangelib over the same mailboxes, in turn."""
    programs: list[tuple[str, Path, int]] = [
        ("engine", bin_dir / "bench_many", MAILBOXES),
        ("libcurl", bin_dir / "bench_libcurl", MAILBOXES),
        ("exchangelib", HERE / "exchangelib_many.py", MAILBOXES_OF_EXCHANGELIB),
    ]
    rows = []
    for (at_once, domains), rtt_ms in itertools.product(SETTINGS, rtts_ms):
        world = world_of(ANSWERS, domains)
        seen: dict[str, list[Row]] = {name: [] for name, _, _ in programs}
        for _ in range(runs):
            for name, program, count in programs:
                print(f"many, {at_once} at once, at {rtt_ms} ms: {name}", file=sys.stderr)
                command = [program, str(count), str(at_once), str(domains)]
                seen[name].append(run(bin_dir, world, rtt_ms, command))
        for name, all_runs in seen.items():
            rows.append({"case": "many", "client": name, "at_once": at_once, "rtt_ms": rtt_ms}
                        | of_many(name, all_runs))  # fmt: skip
    return rows


def of_many(client: str, runs: Sequence[Row]) -> Row:
    """The run in the middle, as numbers for each mailbox."""
    seconds = statistics.median(row["seconds"] for row in runs)
    middle = min(runs, key=lambda row: abs(row["seconds"] - seconds))
    count = middle["mailboxes"]
    if middle["found"] != count:
        sys.exit(f"{client} found {middle['found']} of {count} mailboxes")
    return {
        "seconds": round(middle["seconds"], 3),
        "mailboxes": count,
        "requests": middle["requests"],
        "mailboxes_a_second": round(count / middle["seconds"], 1),
        "cpu_us_each": round(middle["cpu_seconds"] / count * 1e6, 1),
        "peak_kib": middle["peak_kib"],
    }


def memory(bin_dir: Path) -> list[Row]:
    """What one discovery needs, and each of many that wait at once."""
    command: list[str | Path] = [bin_dir / "bench_many"]
    peaks = {}
    for count in (1, WAITING):
        words = [str(count), str(count), str(DOMAINS), "--in-vain"]
        peaks[count] = run(bin_dir, world_of(SILENT, DOMAINS), 0, [*command, *words])["peak_kib"]
    each = (peaks[WAITING] - peaks[1]) / (WAITING - 1)
    return [
        {"case": "memory", "client": "engine", "at_once": count, "peak_kib": peak,
         "kib_each": round(each, 1)}
        for count, peak in peaks.items()
    ]  # fmt: skip


def core(bin_dir: Path) -> list[Row]:
    """The codec against pugixml, and how fast the ladder decides."""
    seconds = "2"
    commands = [["bench_codec", seconds, str(size)] for size in ANSWER_BYTES]
    rows = []
    for name, *words in [*commands, ["bench_ladder"]]:
        result = subprocess.run([bin_dir / name, *words], capture_output=True, check=True)
        case = name.removeprefix("bench_")
        rows.append({"case": case, "client": "engine"} | json.loads(result.stdout))
    return rows


def ratios(rows: Sequence[Row]) -> list[tuple[str, float, float]]:
    """What is compared, how often the other's rate the engine has, and the aim."""
    rates = {
        (row["at_once"], row["rtt_ms"], row["client"]): row["mailboxes_a_second"]
        for row in rows
        if row["case"] == "many"
    }
    found = []
    for at_once, rtt_ms in sorted({(at_once, rtt_ms) for at_once, rtt_ms, _ in rates}):
        ours, bare, theirs = (
            rates[at_once, rtt_ms, client] for client in ("engine", "libcurl", "exchangelib")
        )
        what = f"many, {at_once} at once, at {rtt_ms} ms"
        # Who knows the answer shows how much there is to be had.
        most = f"exchangelib (of which libcurl has {bare / theirs:.1f})"
        found.append((f"{what}, to libcurl", ours / bare, OF_LIBCURL))
        found.append((f"{what}, to {most}", ours / theirs, OF_EXCHANGELIB))
    return found


def table(rows: Sequence[Row]) -> str:
    """All of it, for people."""
    lines = []
    for row in rows:
        name = " ".join(str(row[key]) for key in ("case", "client"))
        facts = [
            f"{key} {json.dumps(value) if isinstance(value, dict) else value}"
            for key, value in row.items()
            if key not in ("case", "client") and value is not None
        ]
        lines.append(f"{name:<20}" + ", ".join(facts))
    for what, ratio, aim in ratios(rows):
        verdict = "" if ratio >= aim else "   MISSED"
        lines.append(f"{what}: {ratio:.2f} times, aim {aim:g}{verdict}")
    return "\n".join(lines)


def missed(rows: Sequence[Row]) -> list[str]:
    """The aims that were not reached, in words."""
    return [f"{what}: {ratio:.2f} times, aim {aim:g}" for what, ratio, aim in ratios(rows)
            if ratio < aim]  # fmt: skip
