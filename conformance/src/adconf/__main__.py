# SPDX-License-Identifier: Apache-2.0
"""`python3 -m adconf` is `conform`."""

import sys

from adconf.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
