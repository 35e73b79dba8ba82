# SPDX-License-Identifier: Apache-2.0
"""Runs the client that is named, in a process that has loaded what all of them need.

Usage: faux_run.py NAME   (one JSON request on standard input, as the client itself takes it)

Sixty clients in dozens of worlds each: most of their time would go to starting Python.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import faux_base  # noqa: F401; for what it loads


def main() -> None:
    """The client's own file is read in the world, so that no two of them meet in one process."""
    runpy.run_path(str(Path(__file__).with_name(f"{sys.argv[1]}.py")), run_name="__main__")


if __name__ == "__main__":
    if sys.argv[1] == "--resident":
        from adconf_resident.server import serve

        serve(main)
    main()
