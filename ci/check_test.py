#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""`autodiscover check` in worlds with one fault each, and in one without.

Usage: ci/check_test.py BIN    (the folder of the executables)
"""
from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

BIN = Path(sys.argv.pop())
GOOD = "autodiscover.corp.test: {https: {auth: ntlm, reply: settings}}"
SRV = "_autodiscover._tcp.corp.test: {srv: ['0 0 443 %s']}"
# What is there, the exit code, the gravest finding: its severity, mender and words.
WORLDS: list[tuple[str, str, int, tuple[str, str, str] | None]] = [
    ("a good domain", f"hosts: {{{GOOD}}}", 0, None),
    ("nothing", "hosts: {}", 1, ("error", "dns", "no client finds")),
    (
        "an expired certificate",
        "hosts: {autodiscover.corp.test: {https: {tls: expired, reply: settings}}}",
        1,
        ("error", "certificate", "expired"),
    ),
    (
        "a shop with a certificate for another name",
        f"hosts: {{corp.test: {{https: {{tls: wrong-name, reply: settings}}}}, {GOOD}}}",
        9,
        ("warning", "certificate", "another name"),
    ),
    (
        "an SRV record that leads nowhere",
        f"dns: {{{SRV % 'gone.corp.test'}}}\n  hosts: {{{GOOD}}}",
        1,
        ("error", "dns", "gone.corp.test, which has no address"),
    ),
    (
        "an SRV record in capitals",
        f"dns: {{{SRV % 'MAIL.Corp.Test'}}}\n  hosts: {{{GOOD}, mail.corp.test:"
        " {https: {auth: ntlm, reply: settings}}}",
        0,
        None,
    ),
    (
        "an SRV record that leads out of the domain",
        f"dns: {{{SRV % 'mail.hoster.test'}}}\n  hosts: {{{GOOD}, mail.hoster.test:"
        " {https: {auth: ntlm, reply: settings}}}",
        9,
        ("warning", "dns", "out of the domain"),
    ),
    (
        "a redirect without TLS to another domain",
        "hosts: {autodiscover.corp.test: {http: {location: 'https://mail.hoster.test/x'}},"
        " mail.hoster.test: {https: {auth: ntlm, reply: settings}}}",
        9,
        ("warning", "web_server", "mail.hoster.test"),
    ),
    (
        "an alias that leads nowhere",
        "dns: {autodiscover.corp.test: {cname: gone.hoster.test}}\n"
        "  hosts: {corp.test: {https: {auth: ntlm, reply: settings}}}",
        1,
        ("error", "dns", "the alias leads to gone.hoster.test"),
    ),
    (
        "DNS that answers every name",
        "dns: {'*.corp.test': {a: [192.0.2.77]}}\n"
        "  hosts: {corp.test: {addresses: [192.0.2.77], https: {auth: ntlm, reply: settings}}}",
        9,
        ("warning", "dns", "wildcard"),
    ),
    (
        "settings without TLS",
        "hosts: {autodiscover.corp.test: {http: {status: 200, body: '<Autodiscover/>'},"
        " https: {auth: ntlm, reply: settings}}}",
        1,
        ("error", "web_server", "answered without TLS"),
    ),
    (
        "settings for anybody",
        "hosts: {autodiscover.corp.test: {https: {reply: settings}}}",
        9,
        ("warning", "exchange", "without a login"),
    ),
    (
        "Basic",
        "hosts: {autodiscover.corp.test: {https: {auth: basic, reply: settings}}}",
        0,
        ("note", "exchange", "Basic"),
    ),
    (
        "TLS 1.0 beside 1.2",
        "hosts: {autodiscover.corp.test: {https: {tls: {protocols: [tls1.0, tls1.2]}, auth: ntlm,"
        " reply: settings}}}",
        9,
        ("warning", "web_server", "TLS 1.0"),
    ),
    (
        "a chain of redirects",
        "hosts: {autodiscover.corp.test: {https: {location: 'https://a.corp.test{path}'}},"
        " a.corp.test: {https: {location: 'https://b.corp.test{path}'}},"
        " b.corp.test: {https: {location: 'https://c.corp.test{path}'}},"
        " c.corp.test: {https: {auth: ntlm, reply: settings}}}",
        9,
        ("warning", "web_server", "3 redirects"),
    ),
]


class CheckTest(unittest.TestCase):
    """Nothing is given but the domain."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="check-test-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def check(self, text: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Runs the command in the world."""
        world = self.folder / "world.yaml"
        world.write_text(
            f"mailbox: {{address: ann@corp.test}}\nworld:\n  {text}\n", encoding="utf-8"
        )
        line = [BIN / "fake-exchange", "run", world, "--transcript", self.folder / "seen", "--"]
        return subprocess.run(
            [*line, BIN / "autodiscover", "check", "corp.test", *options],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def test_each_fault_is_named(self) -> None:
        """Fails if a fault goes unseen, or another one is invented."""
        for what, text, code, expected in WORLDS:
            with self.subTest(what):
                done = self.check(text, "--json")
                document: dict[str, Any] = json.loads(done.stdout)
                findings = document["findings"]
                self.assertEqual(done.returncode, code, findings)
                if expected is None:
                    self.assertEqual(findings, [])
                    continue
                severity, mender, words = expected
                self.assertEqual(findings[0]["severity"], severity, findings)
                told = [f for f in findings if words in f["what"] and f["mender"] == mender]
                self.assertTrue(told, findings)
                self.assertEqual(told[0]["severity"], severity)

    def test_no_mailbox_and_no_login_is_sent(self) -> None:
        """Fails if servers are told more than that somebody asks."""
        done = self.check(WORLDS[0][1])
        self.assertIn("nothing to mend", done.stdout)
        seen = json.loads((self.folder / "seen").read_text("utf-8"))
        requests = [event for event in seen["events"] if event["kind"] == "request"]
        self.assertTrue(requests)
        for request in requests:
            self.assertEqual(request["auth"], "none")
            self.assertNotIn("ann@", json.dumps(request))

    def test_hosts_that_are_named_are_asked(self) -> None:
        """Fails if an option that lets a host be asked does nothing."""
        text = (
            "hosts: {autodiscover.corp.test: {http:"
            " {location: 'https://mail.hoster.test/autodiscover/autodiscover.xml'}},"
            " mail.hoster.test: {https: {auth: ntlm, reply: settings}},"
            " v2.corp.test: {https: {reply: settings}}}"
        )
        for options, source, state in (
            ([], "http_redirect", "needs_consent"),
            (["--allow-redirect-to", ".hoster.test"], "http_redirect", "works"),
            (["--v2-host", "v2.corp.test"], "v2_host", "works"),
        ):
            with self.subTest(options=options):
                sources = json.loads(self.check(text, "--json", *options).stdout)["sources"]
                self.assertEqual({s["source"]: s["state"] for s in sources}.get(source), state)

    def test_interrupt_ends_it_without_a_verdict(self) -> None:
        """Ctrl-C while a name server is silent."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
            silent.bind(("127.0.0.1", 0))
            silent.settimeout(60)
            server = f"127.0.0.1:{silent.getsockname()[1]}"
            line = [BIN / "autodiscover", "check", "corp.test", "--name-server", server]
            with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as process:
                silent.recv(512)
                process.send_signal(signal.SIGINT)
                said, _ = process.communicate(timeout=60)
            self.assertEqual((process.returncode, said), (130, ""))

    def test_what_is_no_domain_is_refused(self) -> None:
        """Fails if a mistake looks like a finding."""
        for wrong in ("ann@corp.test", "localhost", "co.uk"):
            line = [BIN / "autodiscover", "check", wrong]
            done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(done.returncode, 2, done.stderr)


if __name__ == "__main__":
    unittest.main()
