# SPDX-License-Identifier: Apache-2.0
"""`--follow`: each event while it happens, as JSON for a program and as text for a person."""

import json
import os
import pty
from pathlib import Path

import pytest
from exchange import arguments, read_line, run, start

ASK = ["curl", "-s", "-o", "/dev/null", "-H", "X-Odd: \x1b[2J", "-u", "ann@corp.test:wrong"]
URL = "https://mail.corp.test/autodiscover/autodiscover.xml"


def followed(world: Path, *options: str) -> list[str]:
    """The lines that one request brings, with a wrong password in it."""
    path = world.with_name("followed")
    result = run(world, *ASK, URL, options=["--follow", str(path), *options])
    assert result.returncode == 0, result.stderr
    return path.read_text(encoding="utf-8").splitlines()


def test_a_file_gets_json(world: Path) -> None:
    kinds = [json.loads(line)["kind"] for line in followed(world)]
    assert [kind for kind in kinds if kind != "dns"] == [
        *["connect", "tls", "request", "reply", "close"]
    ]


def test_text_can_be_had_in_a_file(world: Path) -> None:
    lines = followed(world, "--follow-as", "text")
    said = [line.split(" ms  ")[1] for line in lines]
    assert any(line.startswith("dns     A mail.corp.test = ") for line in said)
    assert "#1      connect mail.corp.test:443 at 192.0.2.10" in said
    assert "#1      TLS TLSv1.3, for mail.corp.test, ALPN http/1.1" in said
    asked = f"GET {URL}"
    assert f"#1 >    {asked}, basic login rejected" in said
    assert any(line.startswith("#1 <    401 challenge, ") for line in said)
    assert said[-1].startswith("#1      closed by the ")


def test_a_terminal_gets_text_and_json_when_that_is_asked_for(world: Path) -> None:
    for options, begins in (([], " "), (["--follow-as", "json"], '{"seq"')):
        ours, theirs = pty.openpty()
        follow = ["--follow", os.ttyname(theirs), *options]
        assert run(world, *ASK, URL, options=follow).returncode == 0
        shown = os.read(ours, 65536).decode()
        assert all(line.startswith(begins) for line in shown.splitlines())
        assert ("dns     A mail.corp.test" in shown) == (not options)
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_line_is_there_while_the_command_still_runs(world: Path, form: str) -> None:
    script = f"{' '.join(ASK[:4])} {URL}; echo asked; read line"
    path = world.with_name("followed")
    options = ["--follow", str(path), "--follow-as", form]
    with start(arguments(world, options, ["sh", "-c", script])) as process:
        assert read_line(process) == "asked\n"
        assert "401" in path.read_text(encoding="utf-8")
        process.terminate()


def test_another_form_is_refused(world: Path) -> None:
    result = run(world, "true", options=["--follow", "/dev/null", "--follow-as", "xml"])
    assert result.returncode == 125
