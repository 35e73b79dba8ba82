#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""exchangelib 4.9.0 looks for many mailboxes in one process, as bench_many does.

Usage: exchangelib_many.py COUNT AT_ONCE DOMAINS   (the password on standard input)
It has no way to look for several at once: AT_ONCE is for the same command line as the others.
"""
from __future__ import annotations

import json
import resource
import sys
import time

from exchangelib.autodiscover.discovery.pox import PoxAutodiscovery
from exchangelib.credentials import Credentials


def main() -> int:
    """One after the other, over exchangelib's own cache, which knows each domain once."""
    count, domains = int(sys.argv[1]), int(sys.argv[3])
    credentials = Credentials("ann@corp.test", sys.stdin.readline().rstrip("\n"))
    found = 0
    begin = time.monotonic()
    for number in range(count):
        address = f"u{number}@d{number % domains}.test"
        _, protocol = PoxAutodiscovery(address, credentials=credentials).discover()
        found += bool(protocol.service_endpoint)
    seconds = time.monotonic() - begin
    usage = resource.getrusage(resource.RUSAGE_SELF)
    report = {
        "mailboxes": count,
        "found": found,
        "requests": None,
        "seconds": seconds,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_kib": usage.ru_maxrss,
    }
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
