# SPDX-License-Identifier: Apache-2.0
"""`fake-exchange describe`, `new` and `completion`."""

import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest
from exchange import EXECUTABLE, PATIENCE_S, Completed

RICH = """\
title: A world with everything
mailbox: {address: ann@corp.test, password: not to be shown, token: not-to-be-shown-either}
world:
  rtt: 50ms
  accounts: {ann@corp.test: not to be shown}
  dns:
    _autodiscover._tcp.corp.test: {srv: ["0 0 443 mail.corp.test"]}
  hosts:
    mail.corp.test:
      https:
        tls: expired
        auth: {schemes: [basic], accounts: {bob: shown to nobody}}
        script: [{status: 503}, {reply: settings}]
        routes: [{match: {path: /x}, reply: html}]
      ports: {8443: {reply: error}}
    idle.corp.test: {addresses: [192.0.2.99]}
"""
PLACES = ["autodiscover", "domain", "srv", "redirect"]
LOGINS = ["basic", "digest", "ntlm", "negotiate", "none"]
ANSWERS = ["settings", "redirect", "error", "html"]
FAULTS = ["none", "expired", "unknown-ca", "wrong-name", "refused", "silent", "slow"]


def call(*arguments: str) -> Completed:
    return subprocess.run(
        [EXECUTABLE, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
        input="",
    )


def test_describe_shows_names_hosts_and_what_they_do(tmp_path: Path) -> None:
    path = tmp_path / "world.yaml"
    path.write_text(RICH, encoding="utf-8")
    result = call("describe", str(path))
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    for line in [
        "A world with everything",
        "The client looks for ann@corp.test, as user ann@corp.test",
        "Everywhere: rtt: 50ms",
        "Accounts: ann@corp.test",
        "  _autodiscover._tcp.corp.test  srv: 0 0 443 mail.corp.test",
        "  mail.corp.test  192.0.2.10",
        "    https 443  tls: expired  auth: {schemes: basic, accounts: bob}",
        "      first {status: 503}",
        "      then {reply: settings}, from then on",
        "      where path: /x",
        "        answers reply: html",
        "    port 8443",
        "      answers reply: error",
        "  idle.corp.test  192.0.2.99",
        "    nothing listens",
    ]:
        assert line in lines
    assert "shown" not in result.stdout


def test_describe_of_a_wrong_world_ends_with_120(tmp_path: Path) -> None:
    path = tmp_path / "world.yaml"
    path.write_text("world: 3\n", encoding="utf-8")
    assert call("describe", str(path)).returncode == 120


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("answer", ANSWERS)
def test_new_writes_worlds_that_are_right(tmp_path: Path, place: str, answer: str) -> None:
    for number, (login, fault) in enumerate(
        [(login, "none") for login in LOGINS] + [("basic", fault) for fault in FAULTS]
    ):
        path = str(tmp_path / f"{number}.yaml")
        options = ["--place", place, "--answer", answer, "--login", login, "--fault", fault]
        result = call("new", path, *options)
        assert result.returncode == 0, result.stderr
        assert call("check", path).returncode == 0


def test_new_keeps_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "world.yaml"
    path.write_text("mine", encoding="utf-8")
    assert call("new", str(path)).returncode == 123
    assert path.read_text(encoding="utf-8") == "mine"
    assert call("new", str(path), "--force").returncode == 0
    assert "ann@corp.test" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--mailbox=nobody", "--place=moon", "--fault=some"])
def test_new_refuses_what_it_does_not_know(option: str) -> None:
    result = call("new", option)
    assert result.returncode == 125
    assert result.stdout == ""


def test_new_asks_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "world.yaml"
    ours, theirs = pty.openpty()
    command = [EXECUTABLE, "new", str(path), "--login", "ntlm"]
    with subprocess.Popen(command, stdin=theirs, stderr=subprocess.PIPE, text=True) as process:
        os.close(theirs)
        # An answer that is none is asked for again.
        os.write(ours, b"bob@lab.test\nmoon\nsrv\n\nexpired\n")
        _, asked = process.communicate(timeout=PATIENCE_S)
    os.close(ours)
    assert asked.count("Where do its settings wait?") == 2
    assert "Which login" not in asked
    text = path.read_text(encoding="utf-8")
    assert "_autodiscover._tcp.lab.test" in text
    assert "{tls: expired, auth: ntlm, reply: settings" in text


def bash(tmp_path: Path, *words: str) -> list[str]:
    """What bash offers for the last of the words."""
    script = tmp_path / "completion"
    script.write_text(call("completion", "bash").stdout, encoding="utf-8")
    quoted = " ".join(f"'{word}'" for word in ("fake-exchange", *words))
    code = f"source {script}; COMP_WORDS=({quoted}); COMP_CWORD={len(words)}; _fake_exchange; "
    code += 'printf "%s\\n" "${COMPREPLY[@]}"'
    result = subprocess.run(
        ["bash", "--norc", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert result.stderr == ""
    return result.stdout.split()


def test_bash_completes_commands_options_words_and_files(tmp_path: Path) -> None:
    (tmp_path / "world.yaml").write_text("", encoding="utf-8")
    assert bash(tmp_path, "d") == ["describe"]
    assert bash(tmp_path, "serve", "--po") == ["--ports"]
    assert bash(tmp_path, "serve", "world.yaml", "--ports", "r") == ["real"]
    assert bash(tmp_path, "serve", "wor") == ["world.yaml"]
    assert bash(tmp_path, "serve", "--transcript", "wor") == ["world.yaml"]
    assert bash(tmp_path, "completion", "") == ["bash", "zsh"]
    # There are no options of ours behind the dashes.
    assert bash(tmp_path, "run", "world.yaml", "--", "--tr") == []


def test_bash_offers_every_option_that_help_names(tmp_path: Path) -> None:
    for command in ("run", "serve", "check", "describe", "new"):
        offered = bash(tmp_path, command, "--")
        for line in call(command, "--help").stdout.splitlines():
            name = line.strip().split(" ")[0].split(",")[-1]
            if line.startswith("  --") or line.startswith("  -h"):
                assert name in offered


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is missing")
def test_zsh_takes_the_script(tmp_path: Path) -> None:
    script = tmp_path / "_fake-exchange"
    script.write_text(call("completion", "zsh").stdout, encoding="utf-8")
    # Stubs of zsh's own functions show what it is told.
    code = (
        f'compdef() {{ }}; _arguments() {{ print -rl -- "$@" }}; source {script}; '
        "words=(fake-exchange serve ''); CURRENT=3; _fake-exchange"
    )
    result = subprocess.run(["zsh", "-f", "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr == ""
    assert "*--ports[" in result.stdout
    assert ":free|real:(free real)" in result.stdout
    assert "*:WORLD:_files" in result.stdout
