# SPDX-License-Identifier: Apache-2.0
"""What is installed, what is not, and what a run says of a client that is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adconf import install
from adconf.cli import main
from adconf.client import load_client
from adconf.paths import CLIENTS

MANIFEST = """
name: made
title: Made
command: [/bin/true, "{installed}"]
claims: [pox, srv]
"""
NPM = "npm: {left-pad: 1.3.0}\n"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cache of its own, and nothing known of earlier looks."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(install, "_KNOWN", {})


def folder(tmp_path: Path, more: str) -> Path:
    made = tmp_path / "clients" / "made"
    made.mkdir(parents=True, exist_ok=True)
    (made / "client.yaml").write_text(MANIFEST + more, encoding="utf-8")
    (made / "package-lock.json").write_text("{}", encoding="utf-8")
    return made


def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts a program called npm first in the path."""
    programs = tmp_path / "bin"
    programs.mkdir(exist_ok=True)
    (programs / "npm").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (programs / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")


def test_the_folder_stands_in_the_commands(tmp_path: Path) -> None:
    client = load_client(folder(tmp_path, ""))
    assert client.command[1] == str(tmp_path / "cache" / "autodiscover-conformance" / "made")
    assert install.missing(client) == ""


# Fails if a package that dpkg does not have counts as there.
def test_a_debian_package_that_is_not_there(tmp_path: Path) -> None:
    client = load_client(folder(tmp_path, "debian: [dpkg, no-such-package-9]\n"))
    assert install.missing(client) == "no-such-package-9"


# Fails if a run stops at a client that is not there, or passes over it in silence.
def test_a_run_of_all_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clients = folder(tmp_path, NPM).parent
    report = tmp_path / "report"
    line = ["run", "--clients", str(clients), "-k", "lowest-priority-first"]
    assert main([*line, "--report", str(report)]) == 0
    [row] = json.loads((report / "results.json").read_text(encoding="utf-8"))["results"]
    assert (row["verdict"], row["seconds"]) == ("not-installed", 0)
    assert "conform install made" in row["reason"]
    out = capsys.readouterr().out
    assert "1 not installed" in out and "conform install made" in out
    assert main([*line, "--client", "all"]) == 0


@pytest.mark.parametrize(
    "line",
    [
        ["run", "--client", "made"],
        ["explain", "srv/lowest-priority-first", "--client", "made"],
        ["smoke", "made"],
    ],
)
def test_asked_for_by_name_it_is_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: list[str]
) -> None:
    clients = folder(tmp_path, NPM).parent
    assert main([*line, "--clients", str(clients)]) == 2
    assert "made is not installed (missing: " in capsys.readouterr().err


def test_npm_gets_the_lock_and_runs_no_scripts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm(tmp_path, monkeypatch, 'echo "$@" > line; test -f package-lock.json && mkdir node_modules')
    client = load_client(folder(tmp_path, NPM))
    assert install.install([client]) == 0
    assert (client.installed / "line").read_text(encoding="utf-8").startswith("ci --ignore-scripts")
    package = json.loads((client.installed / "package.json").read_text(encoding="utf-8"))
    assert package["dependencies"] == {"left-pad": "1.3.0"}
    assert install.missing(client) == ""


# Fails if another version in the manifest is taken for the one that is there.
@pytest.mark.parametrize("changed", ["npm: {left-pad: 1.2.0}\n", NPM + "prepare: [/bin/true]\n"])
def test_a_changed_manifest_has_to_be_installed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    npm(tmp_path, monkeypatch, "true")
    install.install([load_client(folder(tmp_path, NPM))])
    assert install.missing(load_client(folder(tmp_path, changed))) != ""


# Fails if a download that broke off counts as installed, or is told in a page of output.
def test_without_a_network_there_is_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    npm(tmp_path, monkeypatch, "echo a; echo b >&2; echo npm ERR! ENOTFOUND >&2; exit 1")
    client = load_client(folder(tmp_path, NPM))
    assert install.install([client]) == 3
    [line] = capsys.readouterr().out.splitlines()
    assert "made: not installed: " in line and "ENOTFOUND; is there a network" in line
    assert install.missing(client) != ""


def test_what_is_prepared_is_done_in_the_clients_folder(tmp_path: Path) -> None:
    command = 'prepare: [/bin/sh, -c, "cp client.yaml {installed}"]\n'
    client = load_client(folder(tmp_path, command))
    assert install.install([client]) == 0
    assert (client.installed / "client.yaml").is_file()
    assert install.missing(client) == ""


# Fails if a client of the suite cannot be installed as its manifest says.
@pytest.mark.parametrize("path", sorted(CLIENTS.glob("*/client.yaml")), ids=lambda p: p.parent.name)
def test_every_version_is_pinned(path: Path) -> None:
    client = load_client(path.parent)
    lock = path.with_name("package-lock.json")
    assert lock.is_file() == bool(client.npm)
    if client.npm:
        root = json.loads(lock.read_text(encoding="utf-8"))["packages"]
        assert root[""]["dependencies"] == client.npm
        assert all("integrity" in entry for name, entry in root.items() if name)
