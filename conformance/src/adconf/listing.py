# SPDX-License-Identifier: Apache-2.0
"""`conform list`: scenarios and clients, one a line or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from adconf.client import Client
from adconf.scenario import Scenario


def print_list(
    scenarios: Sequence[Scenario], clients: Sequence[Client], what: str, as_json: bool
) -> None:
    """Prints what was asked for: `scenarios`, `clients` or `all`."""
    if as_json:
        print(json.dumps(_document(scenarios, clients, what), indent=1, ensure_ascii=False))
        return
    if what != "clients":
        width = max((len(scenario.id) for scenario in scenarios), default=0)
        for scenario in scenarios:
            print(f"{scenario.id:<{width}}  {scenario.level:<6}  {scenario.title}")
    if what == "all":
        print()
    if what != "scenarios":
        width = max((len(client.name) for client in clients), default=0)
        for client in clients:
            known = len(client.expected_failures)
            tail = f" ({known} expected failures)" if known else ""
            print(f"{client.name:<{width}}  {client.title}{tail}")


def _document(
    scenarios: Sequence[Scenario], clients: Sequence[Client], what: str
) -> dict[str, list[dict[str, Any]]]:
    document: dict[str, list[dict[str, Any]]] = {}
    if what != "clients":
        document["scenarios"] = [_scenario(scenario) for scenario in scenarios]
    if what != "scenarios":
        document["clients"] = [_client(client) for client in clients]
    return document


def _scenario(scenario: Scenario) -> dict[str, Any]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "level": scenario.level,
        "requirements": list(scenario.requirements),
        "needs": sorted(scenario.needs),
        "clock_rate": scenario.clock_rate,
        "file": str(scenario.path),
    }


def _client(client: Client) -> dict[str, Any]:
    return {
        "name": client.name,
        "title": client.title,
        "language": client.language,
        "homepage": client.homepage,
        "licence": client.licence,
        "debian": list(client.debian),
        "claims": sorted(client.claims),
        "expected_failures": client.expected_failures,
        "folder": str(client.folder),
    }
