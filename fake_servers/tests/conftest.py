# SPDX-License-Identifier: Apache-2.0
"""What every test of the executable needs."""

from pathlib import Path

import pytest
from exchange import WORLD


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A small world in a file."""
    path = tmp_path / "world.yaml"
    path.write_text(WORLD, encoding="utf-8")
    return path
