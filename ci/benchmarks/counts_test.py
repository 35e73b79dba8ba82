#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Counts what the engine waits for in each case of the benchmark, from the transcript: no clock.

Usage: counts_test.py BIN_DIR
"""
from __future__ import annotations

import sys
import unittest
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.cases import CASES, SRV, Case  # noqa: E402
from benchmarks.measure import Seen, run_once  # noqa: E402

# So long that everything which is asked at once is seen before the first answer goes out.
RTT_MS = 20
FIRST_QUESTIONS = {
    ("corp.test", "A"),
    ("corp.test", "AAAA"),
    ("autodiscover.corp.test", "A"),
    ("autodiscover.corp.test", "AAAA"),
    ("_autodiscover._tcp.corp.test", "SRV"),
}
bin_dir = Path()


def of_kind(seen: Seen, kind: str) -> list[Mapping[str, Any]]:
    """The events of one kind."""
    return [event for event in seen.events if event["kind"] == kind]


def exchanges_at(seen: Seen, place: str) -> int:
    """What was waited for at one place of a path: look-up, connection, handshake, answers."""
    if place == SRV:
        return sum(event["type"] == "SRV" for event in of_kind(seen, "dns"))
    host, _, port = place.partition(":")
    names = {event["name"] for event in of_kind(seen, "dns")}
    here = [
        event
        for event in seen.events
        if event.get("host") == host and event.get("port") == int(port)
    ]
    flights = sum(
        2 if event.get("version") == "TLSv1.2" else 1 for event in here if event["kind"] == "tls"
    )
    return (
        int(host in names)
        + flights
        + sum(event["kind"] in ("connect", "request") for event in here)
    )


class Counts(unittest.TestCase):
    """One run of the engine for each case."""

    def each(self) -> list[tuple[Case, Seen]]:
        """Runs the engine in every case, once for all tests."""
        if not hasattr(Counts, "_seen"):
            Counts._seen = [(case, run_once("engine", case, RTT_MS, bin_dir)) for case in CASES]
        return Counts._seen

    def test_ends_as_it_should(self) -> None:
        """Without this the numbers say nothing."""
        for case, seen in self.each():
            with self.subTest(case.name):
                self.assertEqual(seen.outcome, "found" if case.found else "not_found")

    def test_waits_for_no_more_than_the_bound(self) -> None:
        """The exchanges along the path, each of which waits for the one before."""
        for case, seen in self.each():
            with self.subTest(case.name):
                waited = sum(exchanges_at(seen, place) for place in case.path)
                self.assertLessEqual(waited, case.bound)
                self.assertGreaterEqual(waited, case.ideal)

    def test_asks_everything_at_once(self) -> None:
        """What the names of all sources are is asked before anything is answered."""
        for case, seen in self.each():
            if case.warm:
                continue
            with self.subTest(case.name):
                first = {
                    (event["name"], event["type"])
                    for event in seen.events[: len(FIRST_QUESTIONS)]
                    if event["kind"] == "dns"
                }
                self.assertEqual(first, FIRST_QUESTIONS)

    def test_asks_each_name_once(self) -> None:
        """In one run."""
        for case, seen in self.each():
            asked = Counter((event["name"], event["type"]) for event in of_kind(seen, "dns"))
            with self.subTest(case.name):
                self.assertEqual([name for name, times in asked.items() if times > 1], [])

    def test_makes_one_connection_to_a_port(self) -> None:
        """The connection of the probe carries the request with the password."""
        for case, seen in self.each():
            made = Counter((event["host"], event["port"]) for event in of_kind(seen, "connect"))
            with self.subTest(case.name):
                self.assertEqual([port for port, times in made.items() if times > 1], [])
            logins = [event for event in of_kind(seen, "request") if event["auth"] != "none"]
            for login in logins:
                before = [
                    event
                    for event in seen.events
                    if event.get("connection") == login["connection"]
                    and event["seq"] < login["seq"]
                ]
                challenges = sum(event.get("status") == 401 for event in before)
                messages = sum(event in logins for event in [*before, login])  # NTLM has two.
                with self.subTest(case.name, host=login["host"]):
                    self.assertEqual(challenges, 0 if case.warm else messages)


if __name__ == "__main__":
    bin_dir = Path(sys.argv.pop(1)).resolve()
    unittest.main()
