#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes an unmodified Thunderbird answer: discover.js runs inside it.

Usage: adapter.py PROFILE   (a profile that was started on before)
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
import thunderbird  # noqa: E402
from adapter import serve  # noqa: E402

SCRIPT = Path(__file__).with_name("discover.js")

serve(["pox"], lambda request: thunderbird.run(request, SCRIPT, Path(sys.argv[1])))
