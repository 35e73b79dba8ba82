# SPDX-License-Identifier: Apache-2.0
"""The command line: lists, coverage, and mistakes that are told of in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adconf.cli import main
from adconf.paths import CLIENTS, version


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    output = capsys.readouterr()
    return code, output.out, output.err


def test_help_has_examples_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    assert "examples:" in text and "exit codes:" in text


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.strip() == f"conform {version()}"


def test_list_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "list", "--json")
    document = json.loads(out)
    assert code == 0
    assert len(document["scenarios"]) >= 60
    assert {"exchangelib-pox", "exchangelib-soap"} <= {row["name"] for row in document["clients"]}


def test_coverage_names_what_is_not_covered(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "coverage", "--json")
    document = json.loads(out)
    assert code == 0
    assert len(document["covered"]) == 178
    assert all(not document["covered"][name] for name in document["uncovered"])
    assert all(document["reasons"].values())
    lacking = said(capsys, "coverage", "--require", "may")[0]
    assert lacking == (1 if document["uncovered"] else 0)


def test_coverage_says_which_worlds_show_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "coverage", "SRV-03", "AS-05")
    assert code == 0
    assert "  srv/lowest-priority-first: The SRV record" in out
    assert "  no scenario: A run ends with the endpoint." in out
    assert said(capsys, "coverage", "SRV-99")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["run", "--client", "nobody"], "no client is called nobody; there are: "),
        (["run", "--client", "./nowhere"], "holds no client.yaml"),
        (["run", "--scenarios", "/nowhere"], "is no folder"),
        (["list", "--", "ls"], "nothing may follow `--`"),
        (["findings"], "name the results"),
        (["explain", "srv/nonsense", "--client", "exchangelib-pox"], "no scenario is called"),
        (["explain", "lowest-priority", "--client", "exchangelib-pox"], "did you mean: srv/lowest"),
    ],
)
def test_mistakes(capsys: pytest.CaptureFixture[str], arguments: list[str], text: str) -> None:
    code, _, err = said(capsys, *arguments)
    assert code == 2
    assert text in err and len(err.splitlines()) == 1


def test_no_build_says_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AUTODISCOVER_BIN_DIR", str(tmp_path))
    code, _, err = said(capsys, "smoke", "exchangelib-pox")
    assert code == 2 and "cmake --build" in err
    monkeypatch.delenv("AUTODISCOVER_BIN_DIR")
    assert "is not set" in said(capsys, "smoke", "exchangelib-pox")[2]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("claims:", "clams:", "unknown field clams; field claims is missing"),
        ("srv", "smtp", "unknown feature smtp"),
        ("command: [", "command: x #", "command must be a list"),
    ],
)
def test_a_wrong_manifest_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str, new: str, text: str
) -> None:
    good = (CLIENTS / "exchangelib-pox" / "client.yaml").read_text(encoding="utf-8")
    assert old in good
    (tmp_path / "client.yaml").write_text(good.replace(old, new), encoding="utf-8")
    code, _, err = said(capsys, "smoke", str(tmp_path))
    assert code == 2 and text in err


@pytest.mark.parametrize(
    "entry", ["known", "{sometimes: known}", "{often: It is failed now and then.}"]
)
def test_an_expected_failure_needs_a_reason(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, entry: str
) -> None:
    manifest = (CLIENTS / "exchangelib-pox" / "client.yaml").read_text(encoding="utf-8")
    (tmp_path / "client.yaml").write_text(manifest, encoding="utf-8")
    (tmp_path / "expected-failures.yaml").write_text(f"srv/x: {entry}\n", encoding="utf-8")
    code, _, err = said(capsys, "smoke", str(tmp_path))
    assert code == 2 and "give the reason" in err


# Fails if the second of two reasons for one scenario wins in silence.
@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        (
            "expected-failures.yaml",
            "srv/x: The first reason given.\n# A line between.\nsrv/x: Another reason, later.\n",
            "expected-failures.yaml:3:1: srv/x: stands twice",
        ),
        ("client.yaml", "name: again\n", "client.yaml:"),
    ],
)
def test_a_key_that_stands_twice_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, text: str, where: str
) -> None:
    manifest = (CLIENTS / "exchangelib-pox" / "client.yaml").read_text(encoding="utf-8")
    (tmp_path / "client.yaml").write_text(manifest, encoding="utf-8")
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write(text)
    code, _, err = said(capsys, "smoke", str(tmp_path))
    assert code == 2 and where in err and "stands twice" in err
    assert err.count("\n") == 1
