#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""`discover --record`, `conform import`, and the same verdict in the world that is made of it.

Usage: ci/record_test.py BIN    (the folder of the executables)
"""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

import jsonschema

BIN = Path(sys.argv.pop())
PASSWORD = "correct horse battery"
SCHEMA = json.loads(
    (Path(__file__).parents[1] / "conformance/schema/trace.schema.json").read_text("utf-8")
)
GOOD = "autodiscover.corp.test: {https: {auth: basic, reply: settings}}"
WORLDS = {
    "a login": f"hosts: {{{GOOD}}}",
    "NTLM": "hosts: {autodiscover.corp.test: {https: {auth: ntlm, reply: settings}}}",
    "an expired certificate": "hosts: {autodiscover.corp.test: {https: {tls: expired,"
    " reply: settings}}}",
    "a stranger's redirect": "hosts: {mail.other.test: {https: {reply: settings}},"
    " autodiscover.corp.test: {http: {status: 302, location: 'https://mail.other.test/x'}}}",
    "an SRV record": "dns: {_autodiscover._tcp.corp.test: {srv: ['0 0 443 mail.corp.test']}}\n"
    "  hosts: {mail.corp.test: {https: {auth: basic, reply: settings}}}",
    "an alias": "dns: {autodiscover.corp.test: {cname: web.corp.test}}\n"
    "  hosts: {web.corp.test: {https: {tls: {names: [autodiscover.corp.test]}, auth: basic,"
    " reply: settings}}}",
    "a closed port": "hosts: {autodiscover.corp.test: {https: {tcp: refused}}}",
    "a wrong password": "accounts: {ann@corp.test: another}\n  hosts: {" + GOOD + "}",
    "an answer in Latin-1": "hosts: {autodiscover.corp.test: {https: {content_type:"
    " 'text/plain; charset=latin-1', body_file: odd.txt}}}",
    "nothing": "hosts: {}",
}


class RecordTest(unittest.TestCase):
    """Each test has a folder, which the program under test may write to."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="record-test-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.trace = self.folder / "trace.har"
        (self.folder / "odd.txt").write_bytes(b"caf\xe9")

    def discover(
        self, world: Path, address: str, *options: str | Path, password: str = PASSWORD
    ) -> dict[str, Any]:
        """What `discover --json` prints in the world."""
        line = [BIN / "fake-exchange", "run", world, "--writable", self.folder, "--"]
        line += [BIN / "autodiscover", "discover", address, "--password-stdin", "--json"]
        done = subprocess.run(
            [*line, "--no-cache", *options],
            input=password,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        self.assertTrue(done.stdout, done.stderr)
        return dict(json.loads(done.stdout)) | {"code": done.returncode, "said": done.stderr}

    def imported(self) -> tuple[Path, str]:
        """The scenario that conform makes of the recording, and its mailbox."""
        made = self.folder / "made.yaml"
        line = [BIN / "conform", "import", self.trace, "-o", made]
        done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        found = re.search(r"address: (\S+@[\w.-]+)", made.read_text("utf-8"))
        assert found
        return made, found[1]

    def world(self, text: str, address: str = "ann@corp.test") -> Path:
        """The file of a world."""
        path = self.folder / "world.yaml"
        path.write_text(
            f"mailbox: {{address: {address}, password: {PASSWORD}}}\nworld:\n  {text}\n",
            encoding="utf-8",
        )
        return path

    def test_the_imported_world_gives_the_same_verdict(self) -> None:
        """Fails if something that decides is lost on the way."""
        for what, text in WORLDS.items():
            with self.subTest(what):
                first = self.discover(self.world(text), "ann@corp.test", "--record", self.trace)
                self.assertEqual(os.stat(self.trace).st_mode & 0o777, 0o600)
                jsonschema.validate(json.loads(self.trace.read_text("utf-8")), SCHEMA)
                made, address = self.imported()
                wrong = "not that one" if what == "a wrong password" else PASSWORD
                second = self.discover(made, address, password=wrong)
                self.assertEqual(verdict(first), verdict(second), made.read_text("utf-8"))

    def test_nobody_is_named_in_the_file(self) -> None:
        """Names, addresses, logins and what the server says of them have other names in it."""
        world = self.world(
            "hosts: {autodiscover.kontor-maier.de: {https: {auth: basic, reply: settings,"
            " ews: 'https://post.kontor-maier.de/EWS/Exchange.asmx',"
            " headers: {Set-Cookie: 'sid=c2VjcmV0Y29va2ll', X-FEServer: MAIER-EX01}}}}",
            "erika.maier@kontor-maier.de",
        )
        first = self.discover(world, "erika.maier@kontor-maier.de", "--record", self.trace)
        self.assertTrue(first["found"], first)
        text = self.trace.read_text("utf-8").lower()
        for secret in ("maier", "kontor", "c2vjcmv0y29va2ll", "correct horse", "erika"):
            self.assertNotIn(secret, text)
        made, address = self.imported()
        self.assertEqual(verdict(first)[:3], verdict(self.discover(made, address))[:3])

    def test_a_secret_that_a_server_repeats_is_not_in_the_file(self) -> None:
        """Fails if the cleaner is not told what the login was."""
        echo = "autodiscover.corp.test: {https: {auth: basic, content_type: text/html, body: '%s'}}"
        self.discover(
            self.world(f"hosts: {{{echo % PASSWORD}}}"), "ann@corp.test", "--record", self.trace
        )
        text = self.trace.read_text("utf-8")
        self.assertIn("text/html", text)
        self.assertNotIn(PASSWORD, text)
        token = "seventeen.green.bottles"
        bearer = echo.replace("basic", "bearer") % token
        line = [BIN / "fake-exchange", "run", "--writable", self.folder]
        line += [self.world(f"tokens: {{{token}: ''}}\n  hosts: {{{bearer}}}"), "--"]
        line += [BIN / "autodiscover", "discover", "ann@corp.test", "--no-cache", "--token-stdin"]
        line += ["--token-host", ".corp.test", "--record", self.trace]
        self.trace.unlink()
        subprocess.run(line, input=token, text=True, timeout=60, check=False)
        self.assertIn("text/html", self.trace.read_text("utf-8"))
        self.assertNotIn(token, self.trace.read_text("utf-8"))

    def test_what_may_be_named_is(self) -> None:
        """The domain that the user lets pass, and not the one that it leads to."""
        world = self.world(
            "hosts: {autodiscover.kontor-maier.de: {https: {location:"
            " 'https://post.geheim.de/autodiscover/autodiscover.xml'}}}"
        )
        keep = ["--record-keep", "kontor-maier.de"]
        self.discover(world, "erika@kontor-maier.de", "--record", self.trace, *keep)
        self.assertIn("autodiscover.kontor-maier.de", self.trace.read_text("utf-8"))
        self.assertNotIn("geheim", self.trace.read_text("utf-8"))

    def test_a_recording_that_cannot_be_written_is_told_of(self) -> None:
        """The result comes all the same, the exit code is that of the file."""
        nowhere = self.folder / "none" / "trace.har"
        done = self.discover(self.world(f"hosts: {{{GOOD}}}"), "ann@corp.test", "--record", nowhere)
        self.assertTrue(done["found"])
        self.assertEqual(done["code"], 8)
        self.assertIn(str(nowhere), done["said"])

    def test_without_its_cleaner_nothing_is_recorded(self) -> None:
        """Fails if a trace is written that nobody has cleaned."""
        lonely = self.folder / "autodiscover"
        lonely.write_bytes((BIN / "autodiscover").read_bytes())
        lonely.chmod(0o755)
        line = [lonely, "discover", "ann@corp.test", "--record", self.trace]
        done = subprocess.run(
            line, capture_output=True, text=True, env={"PATH": "/bin"}, timeout=60, check=False
        )
        self.assertEqual(done.returncode, 8)
        self.assertIn("conform", done.stderr)
        self.assertFalse(self.trace.exists())


def verdict(outcome: dict[str, Any]) -> tuple[Any, ...]:
    """What has to be the same: not the names, nor the clock."""
    steps = [
        (step["source"], step["action"].split(" ")[0], step["stage"], step.get("status"))
        for step in outcome["attempts"]
        # What was under way when it was decided depends on the machine's load.
        if not step["reason"].startswith("given up")
    ]
    kind = outcome.get("error", {}).get("kind")
    return outcome["code"], kind, outcome.get("trust"), sorted(map(str, steps))


if __name__ == "__main__":
    unittest.main()
