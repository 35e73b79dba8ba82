# SPDX-License-Identifier: Apache-2.0
"""`conform install`: brings a client from Debian or npm, as its manifest says, and knows whether it
is there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from adconf.client import ALL, Client
from adconf.errors import EXIT_AS_EXPECTED, EXIT_HARNESS, UsageError
from adconf.verdict import Judgement, Verdict

LOCK = "package-lock.json"
# Written last into the folder: what was installed there.
_STAMP = "installed.txt"
# The versions are those of the lock file; nothing that a package brings is run.
_NPM = ("npm", "ci", "--ignore-scripts", "--omit=dev", "--omit=peer", "--no-audit", "--no-fund")
_APT = ("apt-get", "install", "--yes", "--no-install-recommends")
_ADVICE = "is there a network, and is the package known to apt and npm on this machine?"


class _Failed(Exception):
    """A step did not work. The text names it."""


def missing(client: Client) -> str:
    """What of the client is not on this machine; empty when all is."""
    parts = list(_lacking_packages(client.debian))
    if _wants_folder(client) and not _is_filled(client):
        parts.append(str(client.installed))
    return ", ".join(parts)


_KNOWN: dict[tuple[Path, str], Judgement | None] = {}


def not_installed(client: Client) -> Judgement | None:
    """The judgement on a client that is not there; None when it is. Looked up once a run."""
    key = (client.folder, client.name)
    if key not in _KNOWN:
        _KNOWN[key] = _not_installed(client)
    return _KNOWN[key]


def _not_installed(client: Client) -> Judgement | None:
    lacking = missing(client)
    if not lacking:
        return None
    text = f"{client.name} is not installed (missing: {lacking}): conform install {client.name}"
    return Judgement(Verdict.NOT_INSTALLED, (text,))


def require(clients: Iterable[Client], named: Sequence[str]) -> None:
    """Raises UsageError when a client that was asked for by name is not there."""
    if not named or ALL in named:
        return
    for client in clients:
        judgement = not_installed(client)
        if judgement:
            raise UsageError(judgement.reason)


def install(clients: Sequence[Client]) -> int:
    """Installs what is missing of each; 3 when one could not be."""
    worked = [_install_one(client) for client in clients]
    return EXIT_AS_EXPECTED if all(worked) else EXIT_HARNESS


def _install_one(client: Client) -> bool:
    if not missing(client):
        print(f"{client.name}: already there")
        return True
    try:
        _install_packages(_lacking_packages(client.debian))
        if _wants_folder(client) and not _is_filled(client):
            _fill(client)
    except _Failed as error:
        print(f"{client.name}: not installed: {error}; {_ADVICE}")
        return False
    print(f"{client.name}: installed")
    return True


# ---- Debian


def _lacking_packages(names: Sequence[str]) -> list[str]:
    """Those that dpkg does not have; none where there is no dpkg to ask."""
    if not names or not shutil.which("dpkg-query"):
        return []
    line = ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *names]
    answer = subprocess.run(line, capture_output=True, text=True, check=False).stdout
    there = {text.split()[0] for text in answer.splitlines() if text.endswith(" installed")}
    return [name for name in names if name not in there]


def _install_packages(names: Sequence[str]) -> None:
    if not names:
        return
    root = [] if os.geteuid() == 0 else ["sudo"]
    _step([*root, *_APT, *names], Path("/"), {"DEBIAN_FRONTEND": "noninteractive"})


# ---- npm, and what the manifest prepares


def _wants_folder(client: Client) -> bool:
    return bool(client.npm or client.prepare)


def _is_filled(client: Client) -> bool:
    stamp = client.installed / _STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _fingerprint(client)


def _fingerprint(client: Client) -> str:
    """Of everything that says what is installed, so that a change of it is noticed."""
    used = [client.folder / part for part in (LOCK, *client.prepare)]
    files = [path.read_bytes() for path in used if path.is_file()]
    told = json.dumps([client.npm, client.prepare], sort_keys=True).encode()
    return hashlib.sha256(b"\0".join([told, *files])).hexdigest()


def _fill(client: Client) -> None:
    """Into a fresh folder, which counts only when everything worked."""
    shutil.rmtree(client.installed, ignore_errors=True)
    client.installed.mkdir(parents=True)
    if client.npm:
        package = {"private": True, "dependencies": dict(client.npm)}
        (client.installed / "package.json").write_text(json.dumps(package), encoding="utf-8")
        shutil.copy(client.folder / LOCK, client.installed)
        _step(_NPM, client.installed)
    if client.prepare:
        _step(client.prepare, client.folder)
    (client.installed / _STAMP).write_text(_fingerprint(client), encoding="utf-8")


def _step(line: Sequence[str], folder: Path, variables: dict[str, str] | None = None) -> None:
    """Runs a command. Raises _Failed with what it said last."""
    try:
        done = subprocess.run(
            line,
            cwd=folder,
            env=os.environ | (variables or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise _Failed(f"{line[0]}: {error.strerror}") from error
    if done.returncode != 0:
        raise _Failed(f"`{' '.join(line)}` ended with {done.returncode}: {_told(done)}")


def _told(done: subprocess.CompletedProcess[str]) -> str:
    """What matters of its output: npm says it first and apt last, each after its own word."""
    lines = [text.strip() for text in (done.stderr or done.stdout).splitlines()]
    telling = [text for text in lines if re.match(r"(npm (error|ERR!)|E:) ..", text)]
    return " / ".join(telling[:3] or [text for text in lines if text][-3:])
