#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""`autodiscover bulk` from outside: in worlds of fake-exchange, and alone.

Usage: bulk_test.py FAKE_EXCHANGE AUTODISCOVER
"""
from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from collections import Counter
from pathlib import Path
from typing import Any

FAKE_EXCHANGE, AUTODISCOVER = (Path(name) for name in sys.argv[1:3])
PASSWORD = "correct horse battery"
# Two domains have a service, one of them at the second place; one has none.
WORLD = """
mailbox: {address: ann@corp.test, password: correct horse battery}
world:
  accounts: {ann@corp.test: correct horse battery, bob@corp.test: correct horse battery}
  hosts:
    corp.test: {https: {auth: AUTH, reply: settings}}
    other.test: {https: {status: 404}}
    autodiscover.other.test: {https: {auth: AUTH, reply: settings}}
"""
# Answers after longer than any test lasts.
SLOW = """
mailbox: {address: ann@corp.test}
world:
  hosts:
    corp.test: {https: {reply: settings}}
    slow.test: {https: {delay: 60s, reply: settings}}
"""
# Takes its time for each request.
PACED = """
mailbox: {address: ann@corp.test}
world:
  hosts:
    corp.test: {https: {delay: 50ms, reply: settings}}
"""


class BulkTest(unittest.TestCase):
    """Each test has a folder with the input and the output."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="bulk-test-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.input = self.folder / "in.ndjson"
        self.output = self.folder / "out.ndjson"
        self.transcript = self.folder / "transcript.json"

    def write(self, *lines: dict[str, str] | str) -> None:
        """Makes the input."""
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        self.input.write_text("".join(text + "\n" for text in texts), encoding="utf-8")

    def in_world(self, world: str, *options: str | Path) -> list[str | Path]:
        """The command line that runs `bulk` over the input in a world."""
        place = self.folder / "world.yaml"
        place.write_text(world, encoding="utf-8")
        command: list[str | Path] = [FAKE_EXCHANGE, "run", place, "--writable", self.folder]
        command += ["--transcript", self.transcript, "--", AUTODISCOVER, "bulk"]
        return [*command, "--input", self.input, *options]

    def run_in(self, world: str, *options: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs it to its end, with the password."""
        return subprocess.run(
            self.in_world(world, *options), input=PASSWORD + "\n", **TEXT, timeout=100
        )

    def rows(self) -> dict[int, dict[str, Any]]:
        """The output by line; each line of it must be a whole object."""
        text = self.output.read_text(encoding="utf-8")
        self.assertTrue(text.endswith("\n"))
        rows = [json.loads(line) for line in text.splitlines()]
        self.assertEqual(len({row["line"] for row in rows}), len(rows))
        return {row["line"]: row for row in rows}

    def test_finds_all_of_several_domains(self) -> None:
        """Every line has its row, a bad one its message, and domains are learned once."""
        people = [{"address": f"u{i}@{d}.test", "account": "ann@corp.test"}
                  for i in range(10) for d in ("corp", "other", "none")]  # fmt: skip
        self.write(*people, '{"address": 7}', "")
        result = self.run_in(
            WORLD.replace("AUTH", "basic"), "--password-stdin", "--output", self.output, "--jobs=2"
        )
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn(f'{self.input}:31: "address" is not a text', result.stderr)
        self.assertIn("20 found, 10 not, 1 bad line", result.stderr)
        rows = self.rows()
        self.assertEqual(sorted(rows), list(range(1, 31)))
        for number, row in rows.items():
            self.assertEqual(row["asked"], people[number - 1]["address"])
            self.assertEqual(row["found"], "none" not in row["asked"], row)
        sources = Counter(row["source"] for row in rows.values() if "other" in row["asked"])
        self.assertGreater(sources["last_good"], 5)
        self.assertNotIn(PASSWORD, self.output.read_text(encoding="utf-8") + result.stderr)

    def test_asks_once_on_a_terminal(self) -> None:
        """One question for all mailboxes, which its answer is not an echo to."""
        self.write(*({"address": f"u{i}@corp.test", "account": "ann@corp.test"} for i in range(6)))
        command = self.in_world(WORLD.replace("AUTH", "basic"), "--output", self.output)
        child, terminal = pty.fork()
        if child == 0:
            os.execv(command[0], [str(word) for word in command])
        shown = b""
        with contextlib.suppress(OSError):  # How Linux says that nobody holds the other end.
            while piece := os.read(terminal, 4096):
                questions = shown.count(b"Password for")
                shown += piece
                for _ in range(shown.count(b"Password for") - questions):
                    os.write(terminal, f"{PASSWORD}\n".encode())
        os.close(terminal)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0, shown)
        self.assertEqual(shown.count(b"Password for all mailboxes"), 1, shown)
        self.assertNotIn(PASSWORD.encode(), shown)
        self.assertEqual([row["found"] for row in self.rows().values()], [True] * 6)

    def test_resume(self) -> None:
        """What is done stays, what was cut short and what is new is done."""
        self.write(*({"address": f"u{i}@nowhere.test"} for i in range(5)))
        options = ["--resume", self.output, "--quiet"]
        self.assertEqual(self.run_in(SLOW, *options).returncode, 1)
        whole = self.output.read_text(encoding="utf-8").splitlines(keepends=True)
        self.output.write_text("".join(whole[:3]) + whole[3][:20], encoding="utf-8")
        result = self.run_in(SLOW, "--resume", self.output)
        self.assertIn(f"{self.output}:4: was cut short", result.stderr)
        self.assertIn("0 found, 2 not, 3 done before", result.stderr)
        self.assertEqual(sorted(self.rows()), [1, 2, 3, 4, 5])
        self.assertTrue(self.output.read_text(encoding="utf-8").startswith("".join(whole[:3])))

    def test_interrupt_loses_nothing(self) -> None:
        """Ctrl-C: what was found is there and whole, the others are done later."""
        self.write({"address": "a@slow.test"}, *({"address": f"u{i}@corp.test"} for i in range(9)))
        for sent in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(sent.name):
                self.output.unlink(missing_ok=True)
                command = self.in_world(SLOW, "--output", self.output)
                with subprocess.Popen(command, stdin=subprocess.PIPE, **PIPES) as process:
                    while not self.output.exists() or self.output.read_bytes().count(b"\n") < 9:
                        self.assertIsNone(process.poll(), "it has ended")
                        time.sleep(0.01)
                    self.interrupt(process, sent)
                    _, messages = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 130)
                self.assertIn("9 found, 0 not", messages)
                self.assertEqual(sorted(self.rows()), list(range(2, 11)))

    def interrupt(self, process: subprocess.Popen[str], sent: signal.Signals) -> None:
        """A signal to the command alone, inside its world."""
        name = str(AUTODISCOVER)
        for place in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = place.read_bytes().split(b"\0")
            except OSError:
                continue
            if words[0].decode() == name and str(self.input).encode() in words:
                os.kill(int(place.parent.name), sent)
                return
        self.fail(f"{name} is not among the processes of {process.pid}")

    def test_ntlm_logins_are_not_shared(self) -> None:
        """A connection that one account has logged in to carries no other's request."""
        accounts = {f"u{i}@corp.test": f"{'ann' if i % 2 else 'bob'}@corp.test" for i in range(20)}
        self.write(*({"address": a, "account": b} for a, b in accounts.items()))
        options = ["--password-stdin", "--per-host=4", "--output", self.output]
        result = self.run_in(WORLD.replace("AUTH", "ntlm"), *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        owners: dict[int, str] = {}
        shared = 0
        for event in json.loads(self.transcript.read_text(encoding="utf-8"))["events"]:
            if event["kind"] != "request":
                continue
            owner = owners.get(event["connection"])
            if owner and event.get("address"):
                shared += 1
                self.assertEqual(accounts[event["address"]], owner, event)
            if event.get("user"):
                self.assertIn(owner, (None, event["user"]))
                owners[event["connection"]] = event["user"]
        self.assertEqual(set(owners.values()), set(accounts.values()))
        self.assertGreater(shared, 0, "no login was used twice: the test shows nothing")

    def test_bounds_hold(self) -> None:
        """So many at once in all, and at one host."""
        self.write(*({"address": f"u{i}@corp.test"} for i in range(20)))
        for options, most in (
            (["--jobs=10", "--per-host=2"], 2),
            (["--jobs=3", "--per-host=10"], 3),
        ):
            with self.subTest(options=options):
                result = self.run_in(PACED, *options)
                self.assertEqual(result.returncode, 0, result.stderr)
                under_way = [0]
                for event in json.loads(self.transcript.read_text(encoding="utf-8"))["events"]:
                    step = {"request": 1, "reply": -1}.get(event["kind"], 0)
                    under_way.append(under_way[-1] + step)
                self.assertEqual(max(under_way), most)

    def test_a_failure_is_not_remembered(self) -> None:
        """Who runs it again has perhaps mended something."""
        self.write({"address": "a@nowhere.test"})
        for name in ("first", "second"):
            self.output = self.folder / name
            options = ["--cache", self.folder / "cache", "--output", self.output]
            self.assertEqual(self.run_in(SLOW, *options).returncode, 1)
            self.assertTrue(self.rows()[1]["attempts"], name)

    def test_quiet_is_quiet(self) -> None:
        """But a bad line is told of all the same."""
        self.write({"address": "a@corp.test"}, "  ")
        self.assertEqual(self.run_in(SLOW, "--quiet").stderr, "")
        self.write("nothing")
        self.assertIn(":1: not JSON", self.run_in(SLOW, "--quiet").stderr)

    def test_usage(self) -> None:
        """One message, exit code 2, and nothing written."""
        self.write({"address": "a@b.test"})
        self.output.write_text("old\n", encoding="utf-8")
        for options, word in (
            (["--password-stdin"], "--password-stdin needs --input FILE"),
            (["--token-stdin"], "--token-stdin needs --input FILE"),
            (["--input", str(self.input), "--password-stdin"], "standard input is empty"),
            (["--input", str(self.input), "--output", str(self.output)], str(self.output)),
            (["--input", str(self.folder / "none")], "none"),
            (["--input", str(self.input), "--user", "x@y.test"], "--user"),
            (["--input", str(self.input), "--jobs", "0"], "jobs"),
        ):
            with self.subTest(options=options):
                result = subprocess.run([AUTODISCOVER, "bulk", *options], input="", **TEXT)
                self.assertEqual(result.returncode, 2, result.stderr)
                self.assertIn(word, result.stderr)
                self.assertEqual(result.stdout, "")
        self.assertEqual(self.output.read_text(encoding="utf-8"), "old\n")

    def test_what_the_system_does_not_allow(self) -> None:
        """Too few open files, an input that is a folder: one message each, before any search."""
        self.write({"address": "a@b.test"})
        result = subprocess.run(
            ["prlimit", "--nofile=100:100", AUTODISCOVER, "bulk", "--input", self.input], **TEXT
        )
        self.assertEqual(result.returncode, 2)
        self.assertIn("--jobs 64 needs 320 open files", result.stderr)
        folder = os.open(self.folder, os.O_RDONLY)
        self.addCleanup(os.close, folder)
        result = subprocess.run([AUTODISCOVER, "bulk"], stdin=folder, **TEXT)
        self.assertEqual(result.returncode, 2)
        self.assertIn("standard input: cannot be read: Is a directory", result.stderr)

    def test_full_disk(self) -> None:
        """It stops, and says so."""
        self.write(*({"address": "nobody"} for _ in range(50)))
        with open("/dev/full", "wb") as full:
            result = subprocess.run(
                [AUTODISCOVER, "bulk", "--input", self.input],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
            )
        self.assertEqual(result.returncode, 2)
        self.assertIn("standard output: cannot be written", result.stderr)

    def peak(self, lines: int) -> int:
        """The most memory that `lines` lines needed, in KiB."""
        with self.input.open("w", encoding="utf-8") as file:
            for i in range(lines):
                file.write(f'{{"address": "user{i}-is-no-address"}}\n')
        command = [AUTODISCOVER, "bulk", "--input", self.input, "--quiet"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 1)
        return usage.ru_maxrss

    def test_memory_is_constant(self) -> None:
        """Ten times as many lines need no more memory."""
        few, many = self.peak(20_000), self.peak(200_000)
        self.assertLess(many, few * 1.1, f"{few} KiB for 20,000 lines, {many} for 200,000")


TEXT: dict[str, Any] = {"capture_output": True, "text": True}
PIPES: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}

if __name__ == "__main__":
    del sys.argv[1:3]
    unittest.main()
