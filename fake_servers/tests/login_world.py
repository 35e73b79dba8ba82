# SPDX-License-Identifier: Apache-2.0
"""Worlds that ask for a login, and curl as the client that nobody of ours wrote."""

from pathlib import Path
from typing import Any, NamedTuple

from exchange import PASSWORD, run, transcript

USER = "ann@corp.test"
URL = "https://mail.corp.test/autodiscover/autodiscover.xml"


class Seen(NamedTuple):
    """What a client got, and what the world saw of it."""

    status: str
    output: str
    events: list[dict[str, Any]]

    def requests(self) -> list[tuple[str, str]]:
        """The scheme and the verdict of each request."""
        return [(e["auth"], e["credential"]) for e in self.events if e["kind"] == "request"]

    def connections(self) -> int:
        """How many connections there were."""
        return len([e for e in self.events if e["kind"] == "connect"])

    def secrets(self) -> set[str]:
        """The forms in which secrets arrived."""
        return {e["form"] for e in self.events if e["kind"] == "secret"}


def login_world(tmp_path: Path, auth: str, world: str = "", mailbox: str = "") -> Path:
    """A host that serves settings to whoever logs in as `auth` says."""
    path = tmp_path / "login.yaml"
    path.write_text(
        f"mailbox: {{address: {USER}, password: {PASSWORD}{mailbox}}}\n"
        f"world:\n{world}  hosts:\n    mail.corp.test:\n"
        f"      https: {{auth: {auth}, status: 200, body: welcome}}\n",
        encoding="utf-8",
    )
    return path


def seen_by(world: Path, tmp_path: Path, *command: str, shown: Path | None = None) -> Seen:
    """Runs a command whose last line of output is a status; it sees the folder `shown`."""
    record = tmp_path / "seen.json"
    options = ["--transcript", str(record), *(["--bind", str(shown)] if shown else [])]
    result = run(world, *command, options=options)
    lines = result.stdout.splitlines() or [result.stderr]
    return Seen(lines[-1], result.stdout, transcript(record)["events"])


def curl(world: Path, tmp_path: Path, *options: str, urls: int = 1) -> Seen:
    """Asks with curl; the status is the last thing that it prints."""
    command = ["curl", "-s", "-i", "-w", "\n%{http_code}", *options, *[URL] * urls]
    return seen_by(world, tmp_path, *command)


def login(password: str = PASSWORD, user: str = USER) -> list[str]:
    """The options that give curl its login."""
    return ["-u", f"{user}:{password}"]
