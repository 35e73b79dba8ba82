# SPDX-License-Identifier: Apache-2.0
"""Each client says in words what it is, how it comes here, what it claims and whom it trusts."""

from __future__ import annotations

from pathlib import Path

import pytest

from adconf.client import Client, find_clients
from adconf.paths import CLIENTS

ROWS = ("version, licence", "installed by", "protocols", "sources", "schemes", "consent", "trust")


def readme(client: Client) -> Path:
    """Clients that share an adapter share its text."""
    adapters = [CLIENTS / client.name / part for part in client.command if part.startswith("../")]
    folders = [client.folder, *(adapter.resolve().parent for adapter in adapters)]
    return next((made for made in (f / "README.md" for f in folders) if made.is_file()), folders[0])


# Fails if a client is added without a README, or one leaves out a row.
@pytest.mark.parametrize("client", find_clients([], CLIENTS), ids=lambda client: client.name)
def test_says_what_it_is(client: Client) -> None:
    text = readme(client).read_text(encoding="utf-8")
    missing = [row for row in ROWS if f"\n| {row} | " not in text]
    assert not missing
    assert client.name in text
