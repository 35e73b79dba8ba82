# SPDX-License-Identifier: Apache-2.0
"""`conform shell` and `conform attach`: a person's own hands in a scenario's world."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from adconf.paths import CONFORMANCE

_SCENARIO = """
title: Made for a test
requirements: [SRV-03]
mailbox: {address: ann@corp.test, password: a secret of the test}
world:
  hosts:
    corp.test: {https: {auth: basic, reply: settings}}
expect:
  result: {found: {ews_url: "https://corp.test/EWS/Exchange.asmx"}}
  wire:
    must: [{request: {host: corp.test, method: POST}}]
  secrets: {only: [corp.test]}
"""


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "srv").mkdir()
    (tmp_path / "srv" / "made.yaml").write_text(_SCENARIO)
    return tmp_path


def conform(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """A command with the folder's scenario."""
    command, *rest = arguments
    return subprocess.Popen(
        [sys.executable, "-m", "adconf", command, "srv/made", "--scenarios", str(folder), *rest],
        env=os.environ | {"PYTHONPATH": str(CONFORMANCE / "src")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


# Fails if the adapter cannot be started by hand as a run starts it.
def test_the_shell_has_the_request_and_the_adapter(folder: Path) -> None:
    script = 'cat "$CONFORM_REQUEST"; "$CONFORM_ADAPTER"; exit 7'
    template = str(CONFORMANCE / "clients" / "template" / "python")
    process = conform(folder, "shell", "--client", template, "--", "sh", "-c", script)
    said = process.communicate(timeout=60)[0]
    assert process.returncode == 7, said
    assert '"address": "ann@corp.test"' in said
    assert '"ews_url": "https://corp.test/EWS/Exchange.asmx"' in said
    assert "request  POST https://corp.test/autodiscover/autodiscover.xml" in said


def attach(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """The world being served, and where its one host is."""
    process = conform(folder, "attach", "--ca", str(folder / "ca.pem"))
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("Start it now"):
            break
    found = re.search(r"corp\.test:443 +(\S+) TLS", said)
    assert found and "ann@corp.test" in said, said
    assert "a secret of the test" not in said
    return process, found[1]


def ask(folder: Path, place: str, method: str) -> int:
    """One request to the host, as any program sends it; the status."""
    context = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    context.check_hostname = False
    url = f"https://{place}/autodiscover/autodiscover.xml"
    request = urllib.request.Request(url, method=method, headers={"Host": "corp.test"})
    try:
        with urllib.request.urlopen(request, context=context) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


@pytest.mark.parametrize(("method", "code", "verdict"), [("POST", 0, "pass"), ("GET", 1, "fail")])
def test_who_is_attached_is_judged_by_what_was_seen(
    folder: Path, method: str, code: int, verdict: str
) -> None:
    process, place = attach(folder)
    assert ask(folder, place, method) == 401
    said = process.communicate("\n", timeout=60)[0]
    assert process.returncode == code, said
    assert f"request  {method} https://corp.test" in said
    assert f"verdict, from the wire alone: {verdict}" in said


def test_who_never_came_is_not_judged(folder: Path) -> None:
    process, _ = attach(folder)
    said = process.communicate("", timeout=60)[0]
    assert process.returncode == 3 and "not seen at all" in said


def test_a_world_that_cannot_be_served_says_why(folder: Path) -> None:
    (folder / "srv" / "made.yaml").write_text(_SCENARIO.replace("reply: settings", "reply: no"))
    process = conform(folder, "attach")
    said = process.communicate("", timeout=60)[0]
    assert process.returncode == 3 and "reply" in said


def test_explain_in_full_shows_the_world_and_what_http_carried(folder: Path) -> None:
    template = str(CONFORMANCE / "clients" / "template" / "python")
    said = conform(folder, "explain", "--client", template, "--full").communicate(timeout=60)[0]
    assert "  hosts:\n    corp.test: {https: {auth: basic, reply: settings}}" in said
    assert 'WWW-Authenticate: Basic realm="corp.test"' in said
    assert "<EMailAddress>ann@corp.test</EMailAddress>" in said
    brief = conform(folder, "explain", "--client", template).communicate(timeout=60)[0]
    assert "--full shows" in brief and "<EMailAddress>" not in brief
