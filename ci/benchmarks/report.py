# SPDX-License-Identifier: Apache-2.0
"""Shows what was measured: a table, a plot, and what is over its bound."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.cases import CASES, Case
from benchmarks.measure import Row

# A measured number is late by what the machine does besides; half a round trip is none.
SLACK = 0.5
COLOURS = ["#2a6fdb", "#d9822b", "#7a8a99", "#5b8c5a", "#a05195"]


def over_bound(rows: Sequence[Row], client: str) -> list[str]:
    """What `client` took too long for, in words."""
    return [
        f"{row.case} at {row.rtt_ms} ms: {row.round_trips} round trips, at most {row.bound}"
        for row in rows
        if row.client == client
        and row.round_trips is not None
        and row.round_trips > row.bound + SLACK
    ]


def _cell(row: Row | None) -> str:
    if row is None:
        return "-"
    if row.round_trips is None:
        return f"{row.seconds:.3f} s"
    # A search that breaks off is quick, and nothing to compare with.
    ratio = "error" if row.outcome == "error" else f"{row.round_trips / row.ideal:.1f}x"
    return f"{row.round_trips:.1f} ({ratio})"


def table(rows: Sequence[Row], clients: Sequence[str], rtt_ms: int) -> str:
    """The clients side by side: round trips with their ratio to the ideal, or process time."""
    what = f"round trips at {rtt_ms} ms (ratio)" if rtt_ms else "seconds without latency"
    lines = [f"{what:<34}{'ideal':>6}{'bound':>6}" + "".join(f"{name:>20}" for name in clients)]
    cells = {(row.case, row.client): row for row in rows if row.rtt_ms == rtt_ms}
    for case in CASES:
        line = f"{case.name:<34}{case.ideal:>6}{case.bound:>6}"
        line += "".join(f"{_cell(cells.get((case.name, name))):>20}" for name in clients)
        lines.append(line + (f"   and {case.waits_s:g} s of grace" if case.waits_s else ""))
    return "\n".join(lines)


def _bars(case: Case, rows: Sequence[Row], clients: Sequence[str], top: int, scale: float) -> str:
    bars = f'<text x="8" y="{top + 14}">{case.name}</text>\n'
    for index, name in enumerate(clients):
        row = next((one for one in rows if one.client == name), None)
        if row is None or row.round_trips is None:
            continue
        y = top + 2 + 12 * index
        width = max(row.round_trips, 0.0) * scale
        bars += (
            f'<rect x="240" y="{y}" width="{width:.1f}" height="10" fill="{COLOURS[index % 5]}"/>'
            f'<text x="{244 + width:.1f}" y="{y + 9}" class="n">{row.round_trips:g}</text>\n'
        )
    x = 240 + case.bound * scale
    bars += f'<path d="M{x:.1f} {top}V{top + 12 * len(clients) + 4}" stroke="#b00020"/>\n'
    return bars


def plot(rows: Sequence[Row], clients: Sequence[str], rtt_ms: int) -> str:
    """One self-contained SVG: a bar for each client in each case, a line at the bound."""
    chosen = [row for row in rows if row.rtt_ms == rtt_ms]
    most = max([row.round_trips or 0.0 for row in chosen] + [10.0])
    height = 12 * len(clients) + 14
    body = "".join(
        _bars(
            case,
            [row for row in chosen if row.case == case.name],
            clients,
            60 + height * place,
            520 / most,
        )
        for place, case in enumerate(CASES)
    )
    legend = "".join(
        f'<rect x="{240 + 150 * index}" y="32" width="10" height="10" fill="{COLOURS[index % 5]}"/>'
        f'<text x="{254 + 150 * index}" y="41">{name}</text>'
        for index, name in enumerate(clients)
    )
    total = 70 + height * len(CASES)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="820" height="{total}" '
        'font-family="sans-serif" font-size="12"><style>.n{font-size:10px}</style>\n'
        f'<rect width="820" height="{total}" fill="#fff"/>\n'
        f'<text x="8" y="18" font-weight="bold">Round trips to the end, at {rtt_ms} ms; '
        f"the red line is the engine's bound</text>\n{legend}\n{body}</svg>\n"
    )
