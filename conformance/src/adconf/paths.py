# SPDX-License-Identifier: Apache-2.0
"""Where things are: the folders of the source tree and the executables of a build."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from adconf.errors import UsageError

CONFORMANCE = Path(__file__).resolve().parents[2]
ROOT = CONFORMANCE.parent
SCENARIOS = ROOT / "scenarios"
SCHEMAS = SCENARIOS / "schema"
ADAPTER_SCHEMAS = CONFORMANCE / "schema"
CLIENTS = CONFORMANCE / "clients"
FAUX_CLIENTS = CONFORMANCE / "faux_clients"
SMOKE = CONFORMANCE / "smoke"

# Set by the launcher that CMake writes: the folder of fake-exchange and autodiscover.
BIN_DIR_VARIABLE = "AUTODISCOVER_BIN_DIR"
# Also set by the launcher: how the user called it, for commands that we show to be repeated.
COMMAND_VARIABLE = "CONFORM_COMMAND"


@dataclass(frozen=True)
class Programs:
    """The executables of the build that this run uses."""

    fake_exchange: Path


def programs() -> Programs:
    """Finds the executables; raises UsageError with what to do when they are not there."""
    folder = os.environ.get(BIN_DIR_VARIABLE, "")
    if not folder:
        raise UsageError(
            f"{BIN_DIR_VARIABLE} is not set. Start conform by build/PRESET/bin/conform, or set the "
            "variable to the folder that holds fake-exchange."
        )
    path = Path(folder) / "fake-exchange"
    if not os.access(path, os.X_OK):
        raise UsageError(f"{path} is not there. Build it: cmake --build --preset release")
    return Programs(fake_exchange=path)


def version() -> str:
    """The project's version, from the file that CMake reads as well."""
    return (ROOT / "VERSION").read_text(encoding="utf-8").strip()
