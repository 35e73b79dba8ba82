# SPDX-License-Identifier: Apache-2.0
"""What can go wrong in the driver itself, and the exit codes of `conform`."""

from __future__ import annotations

EXIT_AS_EXPECTED = 0
EXIT_UNEXPECTED = 1
EXIT_USAGE = 2
EXIT_HARNESS = 3
EXIT_INTERRUPTED = 130


class UsageError(Exception):
    """The command cannot be carried out as given. The text says what to do instead."""
