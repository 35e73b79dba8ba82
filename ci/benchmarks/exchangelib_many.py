#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""exchangelib 4.9.0 looks for many mailboxes in one process, as bench_many does.

Usage: exchangelib_many.py COUNT AT_ONCE DOMAINS   (the password on standard input)
It has no way to look for several at once, and threads would be of no use: discover() holds the
lock of its cache until it has its answer. AT_ONCE is for the same command line as the others. It
looks for so few that the first of each domain, which takes a whole search, would count for too
much: these are found before the time begins.
"""
from __future__ import annotations

import json
import resource
import sys
import time

from exchangelib.autodiscover.discovery.pox import PoxAutodiscovery
from exchangelib.credentials import Credentials


def cpu_seconds() -> float:
    """What this process has used."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    """One after the other, over exchangelib's own cache, which knows each domain."""
    count, domains = int(sys.argv[1]), int(sys.argv[3])
    credentials = Credentials("ann@corp.test", sys.stdin.readline().rstrip("\n"))

    def finds(number: int) -> bool:
        address = f"u{number}@d{number % domains}.test"
        _, protocol = PoxAutodiscovery(address, credentials=credentials).discover()
        return bool(protocol.service_endpoint)

    known = all(finds(number) for number in range(domains))
    cpu_before = cpu_seconds()
    begin = time.monotonic()
    found = sum(finds(domains + number) for number in range(count)) if known else 0
    seconds = time.monotonic() - begin
    report = {
        "mailboxes": count,
        "found": found,
        "requests": None,
        "seconds": seconds,
        "cpu_seconds": cpu_seconds() - cpu_before,
        "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
