# SPDX-License-Identifier: Apache-2.0
"""`python3 -m adconf` is `conform`."""

import signal
import sys

from adconf.cli import main

if __name__ == "__main__":
    # Ends as by Ctrl-C: what was judged is kept, and no client runs on alone.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
