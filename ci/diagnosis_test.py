#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Ten broken worlds, and what `discover --explain` says of each, as an administrator reads it.

Usage: ci/diagnosis_test.py BIN    (the folder of the executables)
"""
from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PASSWORD = "correct horse battery"
SITE = "corp.test: {https: {status: 404, body: shop}}"
EXPIRED = "autodiscover.corp.test: {https: {tls: expired, reply: settings}}"
# What is wrong, what stands below `world`, the kind, who can mend it, and the step that decided.
BROKEN = [
    ("nobody has a record", "hosts: {}", "not_found", "DNS records", "autodiscover.corp.test"),
    (
        "only a shop at the domain",
        f"hosts: {{{SITE}}}",
        "not_found",
        "DNS records",
        "https://autodiscover.corp.test",
    ),
    (
        "an expired certificate",
        f"hosts: {{{SITE}, {EXPIRED}}}",
        "tls_failed",
        "certificate",
        "https://autodiscover.corp.test",
    ),
    (
        "TLS of the last century",
        "hosts: {autodiscover.corp.test: {https: {tls: {protocols: [tls1.0]}, reply: settings}}}",
        "tls_failed",
        "web server",
        "https://autodiscover.corp.test",
    ),
    (
        "a closed port",
        "hosts: {autodiscover.corp.test: {https: {tcp: refused}}}",
        "not_found",
        "network",
        "https://autodiscover.corp.test",
    ),
    (
        "a wrong password",
        "accounts: {ann@corp.test: another one}\n"
        "  hosts: {autodiscover.corp.test: {https: {auth: basic, reply: settings}}}",
        "authentication_failed",
        "account",
        "https://autodiscover.corp.test",
    ),
    (
        "a redirect to a stranger",
        "hosts: {mail.other.test: {https: {reply: settings}}, autodiscover.corp.test:"
        " {http: {status: 302, location: 'https://mail.other.test/'}}}",
        "refused_by_policy",
        "this program",
        "http://autodiscover.corp.test",
    ),
    (
        "a mailbox that the server does not know",
        "hosts: {autodiscover.corp.test: {https: {reply: error, code: '500'}}}",
        "server_error",
        "account",
        "https://autodiscover.corp.test",
    ),
    (
        "a server that fails inside",
        "hosts: {autodiscover.corp.test: {https: {reply: error, code: '603'}}}",
        "server_error",
        "mail server",
        "https://autodiscover.corp.test",
    ),
    (
        "redirects in a circle",
        "hosts: {autodiscover.corp.test: {https: {status: 302, location: '{path}'}}}",
        "server_error",
        "web server",
        "https://autodiscover.corp.test",
    ),
]
BIN = Path(sys.argv.pop())


def explained(world: str) -> list[str]:
    """The lines that a user of the world sees."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "world.yaml"
        path.write_text(
            f"mailbox: {{address: ann@corp.test, password: {PASSWORD}}}\nworld:\n  {world}\n",
            encoding="utf-8",
        )
        command = [str(BIN / "fake-exchange"), "run", str(path), "--", str(BIN / "autodiscover")]
        command += ["discover", "ann@corp.test", "--password-stdin", "--explain", "--no-cache"]
        result = subprocess.run(
            command, input=PASSWORD, capture_output=True, text=True, timeout=60, check=False
        )
    return (result.stdout + result.stderr).splitlines()


class DiagnosisTest(unittest.TestCase):
    """Each world has one cause."""

    def test_each_cause_is_named(self) -> None:
        """Fails if another step is blamed, or the wrong people are called."""
        for what, world, kind, mender, step in BROKEN:
            with self.subTest(what):
                lines = explained(world)
                said = {line.split(": ", 1)[0].strip(): line for line in lines if ": " in line}
                self.assertEqual(lines[0].split(":")[0], kind, lines)
                self.assertIn(step, said["decided by"], lines)
                self.assertIn(mender, said["can be mended by"], lines)
                self.assertRegex(said["rule"], r"[A-Z0-9]+-[0-9]{2}")
                self.assertNotIn(PASSWORD, "\n".join(lines))


if __name__ == "__main__":
    unittest.main()
