# SPDX-License-Identifier: Apache-2.0
"""Clients under test: a folder with a manifest, an adapter and a list of expected failures."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from adconf import yaml_file
from adconf.errors import UsageError

MANIFEST = "client.yaml"
EXPECTED_FAILURES = "expected-failures.yaml"
# Stands for every client of the folder, as no name does; those not installed are passed over.
ALL = "all"
# In a manifest's commands: the folder that `conform install` fills for the client.
INSTALLED = "{installed}"
FEATURES = frozenset(
    "pox soap mobilesync v2 v2-host mapi root-domain autodiscover-host http-redirect-probe srv "
    "scp http-redirect redirect-url redirect-addr basic digest ntlm negotiate bearer ipv6 consent "
    "endpoint primary-address failure-kinds time-limits public-targets idn "
    "source-switches given-endpoint certificate-exceptions trust-path attempts cache proxy".split()
)
# What a client must speak one of, where a scenario leaves the protocol open.
PROTOCOLS = frozenset({"pox", "soap", "mobilesync"})


@dataclass(frozen=True)
class Client:
    """One client. `command` is run in `folder`; `resident`, if any, is loaded once a run.

    `debian`, `npm` (package → version) and then the command `prepare` bring it, into `installed`.
    `real_clock`: it does not run on a clock that is bent. `leave_out`: beginning of a scenario's id
    → why no such scenario can be asked of it. `sometimes`: expected failures that it fails by a
    race of its own, and not every time. `asks_first`: `autodiscover-host` where it is that one.
    """

    name: str
    title: str
    folder: Path
    command: tuple[str, ...]
    claims: frozenset[str]
    expected_failures: dict[str, str]
    language: str = ""
    homepage: str = ""
    licence: str = ""
    debian: tuple[str, ...] = ()
    resident: tuple[str, ...] = ()
    npm: Mapping[str, str] = field(default_factory=dict)
    prepare: tuple[str, ...] = ()
    real_clock: bool = False
    leave_out: Mapping[str, str] = field(default_factory=dict)
    sometimes: frozenset[str] = frozenset()
    asks_first: str = "root-domain"

    @property
    def installed(self) -> Path:
        """Where `conform install` puts what is no Debian package: a cache, outside the source."""
        cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return Path(cache) / "autodiscover-conformance" / self.name


def load_client(folder: Path) -> Client:
    """Reads a client's folder, strictly. Raises UsageError."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise UsageError(f"{folder} holds no {MANIFEST}; see conformance/clients/README.md")
    data = _load(manifest)
    _check(manifest, data)
    failures = _expected_failures(folder / EXPECTED_FAILURES)
    client = Client(
        name=data["name"],
        title=data.get("title", data["name"]),
        folder=folder.resolve(),
        command=(),
        claims=frozenset(data["claims"]),
        expected_failures={name: text for name, (text, _) in failures.items()},
        sometimes=frozenset(name for name, (_, racing) in failures.items() if racing),
        language=data.get("language", ""),
        homepage=data.get("homepage", ""),
        licence=data.get("licence", ""),
        debian=tuple(data.get("debian", ())),
        real_clock=data.get("real_clock", False),
        asks_first=data.get("asks_first", _HOSTS[0]),
        leave_out=data.get("leave_out", {}),
        npm={name: str(release) for name, release in data.get("npm", {}).items()},
    )
    return replace(
        client, **{name: _line(client, data.get(name, ())) for name in ("command", *_OWN_COMMANDS)}
    )


_OWN_COMMANDS = ("resident", "prepare")
# The hosts that follow from the domain, by their features.
_HOSTS = ("root-domain", "autodiscover-host")


def _line(client: Client, parts: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(part).replace(INSTALLED, str(client.installed)) for part in parts)


def find_clients(names: Iterable[str], folder: Path) -> list[Client]:
    """Clients by name, or by the path of a folder; every client of `folder` for `all` or none."""
    wanted = list(names)
    if not wanted or ALL in wanted:
        return [load_client(path.parent) for path in sorted(folder.glob(f"*/{MANIFEST}"))]
    return [_find_client(name, folder) for name in dict.fromkeys(wanted)]


def _find_client(name: str, folder: Path) -> Client:
    if "/" in name or name in (".", ".."):
        return load_client(Path(name))
    if (folder / name / MANIFEST).is_file():
        return load_client(folder / name)
    known = ", ".join(sorted(path.parent.name for path in folder.glob(f"*/{MANIFEST}")))
    raise UsageError(
        f"no client is called {name}; there are: {known}; or give the path of a folder"
    )


def _load(path: Path) -> dict[str, Any]:
    try:
        return yaml_file.load(path, unique=True)
    except yaml_file.BadYaml as error:
        raise UsageError(str(error.problem)) from error


def _check(path: Path, data: dict[str, Any]) -> None:
    lists = ("command", "claims", "debian", *_OWN_COMMANDS)
    maps = ("npm", "leave_out")
    known = {"name", "title", "language", "homepage", "licence", "real_clock", "asks_first"}
    known |= {*maps, *lists}
    problems = [f"unknown field {name}" for name in sorted(data.keys() - known)]
    problems += [
        f"field {name} is missing" for name in ("name", "command", "claims") if name not in data
    ]
    problems += [
        f"{name} must be a list" for name in lists if not isinstance(data.get(name, []), list)
    ]
    problems += [
        f"{name} must be a map" for name in maps if not isinstance(data.get(name, {}), dict)
    ]
    if not problems:
        problems += [
            f"claims: unknown feature {name}" for name in data["claims"] if name not in FEATURES
        ]
        if data.get("asks_first", _HOSTS[0]) not in _HOSTS:
            problems.append(f"asks_first must be one of: {', '.join(_HOSTS)}")
        if not data["command"]:
            problems.append("command is empty")
    if problems:
        raise UsageError(f"{path}: " + "; ".join(problems))


def _expected_failures(path: Path) -> dict[str, tuple[str, bool]]:
    """Scenario → its reason, and whether it is failed only sometimes."""
    if not path.is_file() or not path.read_text(encoding="utf-8").strip():
        return {}
    found = {}
    for identifier, entry in _load(path).items():
        racing = isinstance(entry, dict) and entry.keys() == {"sometimes"}
        reason = entry["sometimes"] if racing else entry
        if not isinstance(reason, str) or len(reason.split()) < 3:
            raise UsageError(f"{path}: {identifier}: give the reason in a sentence")
        found[identifier] = (" ".join(reason.split()), racing)
    return found
