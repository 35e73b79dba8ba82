# SPDX-License-Identifier: Apache-2.0
"""Scenarios as values: what a file below scenarios/ says, without the world's insides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adconf import yaml_file
from adconf.afterwards import Afterwards, parse_afterwards
from adconf.errors import UsageError
from adconf.pattern import Pattern, parse_pattern
from adconf.runs import Run, parse_runs

# What `failed: any` stands for.
ANY_FAILURE = ("not_found", "auth_failed", "refused", "server_error", "tls_error")
FAILURE_KINDS = (*ANY_FAILURE, "invalid_address")
DEFAULT_PASSWORD = "correct horse battery"
DEFAULT_TIMEOUT_S = 60.0
DIRECTORY_OPTIONS = ("directory", "directory_site", "directory_login")


@dataclass(frozen=True)
class Found:
    """The client must have found this endpoint. `service`: the field that names it, `ews_url`.

    `trust`: the weakest link on the way to it, where the client has to say it.
    """

    url: str
    address: str | None
    service: str = "ews_url"
    trust: str | None = None


@dataclass(frozen=True)
class Failed:
    """The client must say that it found nothing, with one of these kinds."""

    kinds: tuple[str, ...]


ExpectedResult = Found | Failed


@dataclass(frozen=True)
class Count:
    """How often a pattern must be seen."""

    of: Pattern
    at_least: int | None
    at_most: int | None


@dataclass(frozen=True)
class Expectations:
    """What must be seen. `results`: several where the documents leave a choice.

    `earlier`: those of the runs before the last.
    """

    results: tuple[ExpectedResult, ...]
    must: tuple[Pattern, ...]
    never: tuple[Pattern, ...]
    before: tuple[tuple[Pattern, Pattern], ...]
    counts: tuple[Count, ...]
    secrets_only: frozenset[str]
    afterwards: Afterwards
    earlier: tuple[tuple[ExpectedResult, ...], ...] = ()
    within_s: float | None = None


@dataclass(frozen=True)
class Mailbox:
    """The login that the client is given."""

    address: str
    username: str
    password: str
    token: str = ""


@dataclass(frozen=True)
class Scenario:
    """One file. `needs` includes the protocol that `client.protocol` fixes.

    `directory`: the options that are about one, in the words of the adapter protocol.
    """

    id: str
    path: Path
    title: str
    about: str
    requirements: tuple[str, ...]
    level: str
    needs: frozenset[str]
    mailbox: Mailbox
    protocol: str
    want: str
    allow_redirect_to: tuple[str, ...]
    token_hosts: tuple[str, ...]
    v2_hosts: tuple[str, ...]
    directory: tuple[tuple[str, Any], ...]
    timeout_s: float
    clock_rate: float
    without: tuple[str, ...]
    endpoint: str
    proxy: str
    trust: Mapping[str, str]
    runs: tuple[Run, ...]
    expect: Expectations

    @property
    def family(self) -> str:
        """The folder: `srv`."""
        return self.id.split("/", 1)[0]


def parse_scenario(identifier: str, path: Path, data: Mapping[str, Any], level: str) -> Scenario:
    """A scenario from data that fits the schema. `level` stands in when the file gives none."""
    mailbox, client = data["mailbox"], data.get("client") or {}
    protocol = client.get("protocol", "any")
    implied = {protocol} - {"any"}
    expect, runs = parse_expectations(data["expect"]), parse_runs(client.get("runs", ()))
    if len(expect.earlier) != len(runs) - 1:
        raise ValueError("earlier: one result is wanted for each of client.runs but the last")
    if len(runs) > 1 and "clock" in data:
        raise ValueError("client.runs and clock cannot be had together")
    return Scenario(
        id=identifier,
        path=path,
        title=data["title"],
        about=" ".join(data.get("about", "").split()),
        requirements=tuple(data["requirements"]),
        level=data.get("level", level),
        needs=frozenset(data.get("needs", ())) | implied,
        mailbox=Mailbox(
            address=mailbox["address"],
            username=mailbox.get("username", mailbox["address"]),
            password=mailbox.get("password", DEFAULT_PASSWORD),
            token=mailbox.get("token", ""),
        ),
        protocol=protocol,
        want=client.get("want", "activesync" if protocol == "mobilesync" else "ews"),
        allow_redirect_to=tuple(client.get("allow_redirect_to", ())),
        token_hosts=tuple(client.get("token_hosts", ())),
        v2_hosts=tuple(client.get("v2_hosts", ())),
        directory=tuple((name, client[name]) for name in DIRECTORY_OPTIONS if name in client),
        timeout_s=float(client.get("timeout_s", DEFAULT_TIMEOUT_S)),
        clock_rate=float((data.get("clock") or {}).get("rate", 1)),
        without=tuple(client.get("without", ())),
        endpoint=client.get("endpoint", ""),
        proxy=client.get("proxy", ""),
        trust=client.get("trust", {}),
        runs=runs,
        expect=expect,
    )


def parse_expectations(data: Mapping[str, Any]) -> Expectations:
    """The `expect` block."""
    wire, secrets = data.get("wire") or {}, data.get("secrets") or {}
    return Expectations(
        results=tuple(_results(data["result"])),
        must=tuple(parse_pattern(item) for item in wire.get("must", ())),
        never=tuple(parse_pattern(item) for item in wire.get("never", ())),
        before=tuple(
            (parse_pattern(first), parse_pattern(second))
            for first, second in wire.get("before", ())
        ),
        counts=tuple(_count(item) for item in wire.get("count", ())),
        secrets_only=frozenset(host.lower() for host in secrets.get("only", ())),
        afterwards=parse_afterwards(data),
        earlier=tuple(tuple(_results(item)) for item in data.get("earlier", ())),
        within_s=data.get("within_s"),
    )


def _results(data: Mapping[str, Any]) -> list[ExpectedResult]:
    if "any_of" in data:
        return [result for item in data["any_of"] for result in _results(item)]
    if "found" in data:
        found = data["found"]
        service = next(name for name in found if name not in ("address", "trust"))
        return [Found(found[service], found.get("address"), service, found.get("trust"))]
    kinds = data["failed"] if isinstance(data["failed"], list) else [data["failed"]]
    return [Failed(tuple(k for kind in kinds for k in (ANY_FAILURE if kind == "any" else (kind,))))]


def _count(data: Mapping[str, Any]) -> Count:
    exactly = data.get("exactly")
    return Count(
        of=parse_pattern(data["of"]),
        at_least=exactly if exactly is not None else data.get("at_least"),
        at_most=exactly if exactly is not None else data.get("at_most"),
    )


def scenario_files(folder: Path) -> dict[str, Path]:
    """Id → file of every scenario below `folder`, sorted by id."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder; name one that holds scenarios")
    files = {
        path.relative_to(folder).with_suffix("").as_posix(): path
        for path in folder.rglob("*.yaml")
        if path.parent != folder
    }
    return dict(sorted(files.items()))


def load_scenarios(folder: Path, levels: Mapping[str, str]) -> list[Scenario]:
    """Every scenario below `folder`; the level is that of the first requirement named, by `levels`.

    The schema is not checked here, `conform check` does. A file that cannot be read as a scenario
    raises UsageError all the same.
    """
    return [load_scenario(name, path, levels) for name, path in scenario_files(folder).items()]


def load_scenario(identifier: str, path: Path, levels: Mapping[str, str]) -> Scenario:
    """One scenario. Raises UsageError."""
    try:
        data = yaml_file.load(path)
        return parse_scenario(identifier, path, data, levels.get(data["requirements"][0], "must"))
    except yaml_file.BadYaml as error:
        raise UsageError(str(error.problem)) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"{path}: does not fit the schema ({error}); `conform check` says where"
        ) from error
