#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The cache and the C interface from outside, in worlds of fake-exchange.

Usage: library_test.py FAKE_EXCHANGE AUTODISCOVER C_LIBRARY EXAMPLE
"""
from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

FAKE_EXCHANGE, AUTODISCOVER, C_LIBRARY, EXAMPLE = (Path(name) for name in sys.argv[1:5])
PASSWORD = "correct horse battery"
WORLD = """
mailbox: {{address: ann@corp.test, password: {password}}}
world:
  hosts:
    {host}: {{https: {{auth: {auth}, reply: settings, ews: "https://{host}/EWS/Exchange.asmx"}}}}
"""


class LibraryTest(unittest.TestCase):
    """Each test has a folder, which the program under test may write to."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="library-test-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.cache = self.folder / "cache.sqlite"

    def run_in(
        self, host: str, *command: str | Path, auth: str = "basic"
    ) -> subprocess.CompletedProcess[str]:
        """Runs a command in the world where `host` alone has Autodiscover."""
        world = self.folder / "world.yaml"
        world.write_text(WORLD.format(host=host, auth=auth, password=PASSWORD))
        arguments = ["run", world, "--writable", self.folder, "--bind", C_LIBRARY.parent]
        arguments += ["--env", f"AUTODISCOVER_LIBRARY={C_LIBRARY}", "--", *command]
        return subprocess.run(
            [FAKE_EXCHANGE, *arguments],
            input=PASSWORD + "\n",
            capture_output=True,
            text=True,
            timeout=100,
        )

    def discover(self, host: str, *options: str, auth: str = "basic") -> dict[str, Any]:
        """The document of `autodiscover discover --json` with this test's cache."""
        command = [AUTODISCOVER, "discover", "ann@corp.test", "--password-stdin", "--json"]
        result = self.run_in(host, *command, *(options or ("--cache", str(self.cache))), auth=auth)
        self.assertTrue(result.stdout, result.stderr)
        return json.loads(result.stdout)

    def test_c_interface(self) -> None:
        """Python finds the endpoint through the shared library."""
        result = self.run_in("corp.test", sys.executable, EXAMPLE, "ann@corp.test", "timeout_s=20")
        self.assertEqual(result.stdout, "https://corp.test/EWS/Exchange.asmx\n", result.stderr)

    def test_next_process_asks_the_endpoint_first(self) -> None:
        """What one process has found the next one asks, and nothing before it."""
        self.assertEqual(self.discover("autodiscover.corp.test")["source"], "autodiscover_host")
        again = self.discover("autodiscover.corp.test")
        self.assertEqual(again["source"], "last_good")
        self.assertIn("autodiscover.corp.test", again["attempts"][0]["action"])
        self.assertNotIn(PASSWORD.encode(), self.cache.read_bytes())

    def test_dead_endpoint_is_replaced_in_the_same_run(self) -> None:
        """The ladder follows at once, and the next process asks the new endpoint."""
        self.discover("autodiscover.corp.test")
        moved = self.discover("corp.test")
        self.assertEqual(moved["ews_url"], "https://corp.test/EWS/Exchange.asmx")
        self.assertEqual(self.discover("corp.test")["source"], "last_good")

    def test_no_cache(self) -> None:
        """With --no-cache nothing is written."""
        self.discover("corp.test", "--no-cache")
        self.assertFalse(self.cache.exists())

    def test_cache_command(self) -> None:
        """It lists, shows and clears what was remembered."""
        self.discover("corp.test")

        def cache(*words: str) -> subprocess.CompletedProcess[str]:
            command = [AUTODISCOVER, "cache", *words, "--cache", self.cache]
            return subprocess.run(command, capture_output=True, text=True, timeout=100)

        self.assertIn("https://corp.test/autodiscover/autodiscover.xml", cache("list").stdout)
        self.assertIn("Mailbox:  ann@corp.test\n", cache("show", "ann@corp.test").stdout)
        self.assertEqual(cache("show", "bob@corp.test").returncode, 1)
        self.assertEqual(cache("clear", "ann@corp.test").returncode, 0)
        self.assertEqual(cache("list").stdout, "")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
