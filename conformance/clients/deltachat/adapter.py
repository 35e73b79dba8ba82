#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes an unmodified Delta Chat core answer: a new account is configured, and stopped as soon as
the core names the servers that it would log in at.

Usage: adapter.py FOLDER   (with the node_modules that npm has filled)
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
from adapter import serve  # noqa: E402

# Of the progress that it tells, the last before its end says who has answered.
STEPS = {310: "the mail domain", 320: "the autodiscover host"}
DONE = 500


class Core:
    """The core's process, spoken to in JSON-RPC, one line each way."""

    def __init__(self, program):
        self._process = subprocess.Popen(
            [program],
            env=os.environ | {"DC_ACCOUNTS_PATH": os.environ["HOME"] + "/accounts"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def send(self, number, method, *parameters):
        line = {"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}
        print(json.dumps(line), file=self._process.stdin, flush=True)

    def replies(self, number):
        return (
            reply["result"]
            for reply in map(json.loads, self._process.stdout)
            if reply["id"] == number and "result" in reply
        )

    def events(self, account):
        self.send(3, "configure", account)
        self.send(4, "get_next_event")
        for result in self.replies(4):
            yield result["event"]
            self.send(4, "get_next_event")


def discover(request):
    """One run. Nothing but address and password is given: more, and it would not search."""
    core = Core(next(Path(sys.argv[1]).glob("node_modules/@deltachat/*/deltachat-rpc-server")))
    core.send(1, "add_account")
    account = next(core.replies(1))
    login = {"addr": request["address"], "mail_pw": request["password"]}
    # It has its own authorities, and no way to add one: so it accepts every certificate.
    core.send(2, "batch_set_config", account, login | {"imap_certificate_checks": "2"})
    next(core.replies(2))
    step = 0
    for event in core.events(account):
        progress = event.get("progress", DONE)
        if 0 < progress < DONE:
            step = progress
        trial = re.search(r"IMAP trying to connect to (\S+?)\.?$", event.get("msg") or "")
        guessed = trial and trial[1].startswith("imap.")
        if trial and step in STEPS and not guessed:
            return {"outcome": "found", "settings": {"imap": trial[1]}, "message": STEPS[step]}
        if trial or event.get("progress") == 0:
            return {"outcome": "not_found", "message": event.get("comment") or "it guesses"}
    raise SystemExit("the core ended without a result")


serve(["pox"], discover)
