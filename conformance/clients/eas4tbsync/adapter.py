#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the discovery of the add-on EAS-4-TbSync answer, inside Debian's Thunderbird.

Usage: adapter.py FOLDER   (with the unpacked add-ons, and a profile that was started on before)
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
import thunderbird  # noqa: E402
from adapter import serve  # noqa: E402

SCRIPT = Path(__file__).with_name("discover.js")
FOLDER = Path(sys.argv[1])


def discover(request):
    """One run; the script is told where the add-ons are."""
    return thunderbird.run(request | {"addons": f"file://{FOLDER}/"}, SCRIPT, FOLDER / "profile")


serve(["mobilesync"], discover)
