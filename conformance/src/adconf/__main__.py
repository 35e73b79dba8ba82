# SPDX-License-Identifier: Apache-2.0
"""`python3 -m adconf` is `conform`."""

import signal
import sys

from adconf.cli import main

# So late may a signal be heard.
_HEARD_S = 0.25


def run() -> int:
    """The exit code of the command."""
    # Ends as by Ctrl-C: what was judged is kept, and no client runs on alone.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Python looks for signals before it begins to wait, and when one breaks into the wait. One that
    # comes between the two is heard when the wait is over, which may be a client's half minute:
    # a busy machine shows it. So every wait is broken into.
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, _HEARD_S, _HEARD_S)
    try:
        return main(sys.argv[1:])
    finally:
        # Nothing stands for its signal any more when Python ends.
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    sys.exit(run())
