#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The files of `discover --rca` and `--report`: read back by `conform import`, and by a parser.

Usage: ci/rca_test.py BIN    (the folder of the executables)
"""
from __future__ import annotations

import html.parser
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

import yaml

BIN = Path(sys.argv.pop())
PASSWORD = "correct horse battery"
MAIL = "mail.corp.test: {https: {auth: basic, reply: settings}}"
# What is there, and what a reader of the report knows of the hosts and of the result.
WORLDS: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    (
        "an expired certificate, and a redirect without TLS",
        "hosts: {corp.test: {https: {tls: expired, reply: settings}}, autodiscover.corp.test:"
        " {http: {location: 'https://mail.corp.test/autodiscover/autodiscover.xml'}}, "
        + MAIL
        + "}",
        {"corp.test": {"https": {"tls": "expired"}}, "autodiscover.corp.test": {"http": ...}},
        {"found": {"ews_url": "https://mail.corp.test/EWS/Exchange.asmx"}},
    ),
    (
        "an SRV record",
        "dns: {_autodiscover._tcp.corp.test: {srv: ['0 0 443 mail.corp.test']}}\n"
        "  hosts: {" + MAIL + "}",
        {"mail.corp.test": {"https": ...}},
        {"found": {"ews_url": "https://mail.corp.test/EWS/Exchange.asmx"}},
    ),
    (
        "a certificate for another name, and a server that fails",
        "hosts: {corp.test: {https: {tls: wrong-name, reply: settings}},"
        " autodiscover.corp.test: {https: {status: 500}}}",
        {
            "corp.test": {"https": {"tls": "wrong-name"}},
            "autodiscover.corp.test": {"https": {"status": 500}},
        },
        {"failed": "any"},
    ),
    ("nothing", "hosts: {}", {}, {"failed": "any"}),
]


class Page(html.parser.HTMLParser):
    """Which tags are open, and what they refer to."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.refers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Meta has no end."""
        if tag != "meta":
            self.open.append(tag)
        self.refers += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        """In the order in which they were opened."""
        assert self.open.pop() == tag, tag


class ReportFilesTest(unittest.TestCase):
    """Both files of one run."""

    def test_what_is_written_can_be_read_back(self) -> None:
        """Fails if the two sides no longer agree on the sentences, or the page has a hole."""
        for what, text, hosts, result in WORLDS:
            with self.subTest(what), tempfile.TemporaryDirectory() as folder:
                self.write(text, Path(folder))
                done = subprocess.run(
                    [BIN / "conform", "import", Path(folder) / "rca.xml"],
                    capture_output=True,
                    text=True,
                    timeout=60,
                    check=True,
                )
                made = yaml.safe_load(done.stdout)
                self.assertEqual(made["expect"]["result"], result, done.stdout)
                for host, fields in hosts.items():
                    met = made["world"]["hosts"][host]
                    for port, said in fields.items():
                        self.assertIn(port, met, done.stdout)
                        if said is not ...:
                            self.assertEqual(met[port] | said, met[port], done.stdout)
                self.page((Path(folder) / "page.html").read_text("utf-8"))

    def test_each_file_that_cannot_be_written_is_told_of(self) -> None:
        """Fails if one of the two hides what became of the other."""
        with tempfile.TemporaryDirectory() as folder:
            good, bad = Path(folder) / "file", Path(folder) / "none" / "file"
            for options in (["--report", bad, "--rca", good], ["--report", good, "--rca", bad]):
                done = subprocess.run(
                    [BIN / "autodiscover", "discover", "nobody", "--no-cache", *options],
                    capture_output=True,
                    text=True,
                    timeout=60,
                    check=False,
                )
                self.assertEqual(done.returncode, 8)
                self.assertIn(str(bad), done.stderr)
                self.assertTrue(good.stat().st_size)
                good.unlink()

    def write(self, text: str, folder: Path) -> None:
        """Runs the discovery."""
        world = folder / "world.yaml"
        world.write_text(
            f"mailbox: {{address: ann@corp.test, password: {PASSWORD}}}\nworld:\n  {text}\n",
            encoding="utf-8",
        )
        line = [BIN / "fake-exchange", "run", world, "--writable", folder, "--"]
        line += [BIN / "autodiscover", "discover", "ann@corp.test", "--password-stdin"]
        line += ["--no-cache", "--rca", folder / "rca.xml", "--report", folder / "page.html"]
        subprocess.run(
            line, input=PASSWORD, capture_output=True, text=True, timeout=60, check=False
        )
        for name in ("rca.xml", "page.html"):
            self.assertEqual((folder / name).stat().st_mode & 0o777, 0o600)

    def page(self, text: str) -> None:
        """It is whole, and asks for nothing."""
        page = Page()
        page.feed(text)
        self.assertEqual(page.open, [])
        self.assertTrue(all(place == "#decided" for place in page.refers), page.refers)
        self.assertNotIn(PASSWORD, text)


if __name__ == "__main__":
    unittest.main()
