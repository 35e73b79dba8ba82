# SPDX-License-Identifier: Apache-2.0
"""A directory as ldapsearch, and Python where that is too kind, see it."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from exchange import PASSWORD, Completed, run, run_python, transcript

CONTEXT = "CN=Configuration,DC=corp,DC=test"
URL = "https://mail.corp.test/autodiscover/autodiscover.xml"
URL_GUID = "77378F46-2C66-4aa9-A6A6-3E7A48B19596"
POINTER_GUID = "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68"
FILTER = (
    "(&(objectClass=serviceConnectionPoint)" f"(|(keywords={POINTER_GUID})(keywords={URL_GUID})))"
)
ANN = ["-D", "ann@corp.test", "-w", PASSWORD]
WRONG = ["-D", "ann@corp.test", "-w", "wrong horse"]
# ldapsearch's exit code for a server that is not there.
SERVER_DOWN = 255
# fake-exchange's own for a command that would never end.
KILLED = 124


def world_with(folder: Path, **fields: Any) -> Path:
    """A world with one directory; `fields` are those of `ldap`."""
    points = [
        {"url": URL, "sites": ["Main", "Branch"]},
        {"pointer": "ldap://dc.other.test", "domain": "other.test"},
    ]
    world = {
        "mailbox": {"address": "ann@corp.test", "password": PASSWORD},
        "world": {"hosts": {"dc.corp.test": {"ldap": {"points": points, **fields}}}},
    }
    path = folder / "world.yaml"
    path.write_text(json.dumps(world), encoding="utf-8")  # JSON is YAML.
    return path


def search(world: Path, *options: str, scheme: str = "ldap", base: str = CONTEXT) -> Completed:
    """Searches the configuration, and keeps what the world saw beside its file."""
    seen = ["--transcript", str(world.with_name("seen.json")), "--time-limit", "2"]
    at = ["-H", f"{scheme}://dc.corp.test", "-b", base]
    wanted = ["keywords", "serviceBindingInformation"]
    command = ["ldapsearch", "-x", "-LLL", "-o", "ldif_wrap=no", *at]
    return run(world, *command, *options, FILTER, *wanted, options=seen)


def events(world: Path, kind: str = "ldap") -> list[dict[str, Any]]:
    """What was seen of one kind."""
    seen = transcript(world.with_name("seen.json"))["events"]
    return [event for event in seen if event["kind"] == kind]


def test_points_are_found_with_their_keywords(tmp_path: Path) -> None:
    found = search(world_with(tmp_path)).stdout
    assert f"serviceBindingInformation: {URL}\n" in found
    assert "serviceBindingInformation: ldap://dc.other.test\n" in found
    for word in (URL_GUID, "Site=Main", "Site=Branch", POINTER_GUID, "Domain=other.test"):
        assert f"keywords: {word}\n" in found
    assert "objectClass" not in found


def test_a_search_is_written_down(tmp_path: Path) -> None:
    world = world_with(tmp_path)
    search(world)
    bind, asked, unbind = events(world)
    assert (bind["operation"], bind["method"]) == ("bind", "anonymous")
    assert (asked["base"], asked["scope"], asked["filter"]) == (CONTEXT, "sub", FILTER)
    assert asked["attributes"] == ["keywords", "serviceBindingInformation"]
    assert (asked["result"], asked["entries"]) == (0, 2)
    assert unbind["operation"] == "unbind"


def test_the_root_tells_the_naming_context_to_everybody(tmp_path: Path) -> None:
    world = world_with(tmp_path, access="account")
    command = ["ldapsearch", "-x", "-LLL", "-H", "ldap://dc.corp.test", "-b", "", "-s", "base"]
    shown = run(world, *command, "(objectClass=*)", "configurationNamingContext").stdout
    assert f"configurationNamingContext: {CONTEXT}\n" in shown


def test_a_base_that_is_not_there_is_no_object(tmp_path: Path) -> None:
    assert search(world_with(tmp_path), base="DC=elsewhere").returncode == 32


def test_only_the_account_may_search_where_it_is_demanded(tmp_path: Path) -> None:
    world = world_with(tmp_path, access="account")
    assert search(world).returncode == 1
    assert search(world, *WRONG).returncode == 49
    assert events(world)[0]["credential"] == "rejected"
    found = search(world, *ANN)
    assert found.returncode == 0
    assert URL in found.stdout
    assert events(world)[0]["credential"] == "accepted"


def test_nobody_may_bind_where_all_are_refused(tmp_path: Path) -> None:
    world = world_with(tmp_path, access="nobody")
    assert search(world).returncode == 49
    assert search(world, *ANN).returncode == 49


@pytest.mark.parametrize("start", [[], ["-ZZ"]], ids=["ldaps", "starttls"])
def test_tls_covers_the_password(tmp_path: Path, start: list[str]) -> None:
    world = world_with(tmp_path)
    assert search(world, *start, *ANN, scheme="ldap" if start else "ldaps").returncode == 0
    [secret] = events(world, "secret")
    assert (secret["tls"], secret["where"], secret["form"]) == (True, "bind", "raw")
    assert [event["ok"] for event in events(world, "tls")] == [True]
    assert PASSWORD not in world.with_name("seen.json").read_text(encoding="utf-8")


def test_a_password_in_clear_is_told(tmp_path: Path) -> None:
    world = world_with(tmp_path)
    search(world, *ANN)
    [secret] = events(world, "secret")
    assert (secret["host"], secret["tls"]) == ("dc.corp.test", False)


def test_a_wrong_certificate_is_refused(tmp_path: Path) -> None:
    world = world_with(tmp_path, tls="expired")
    assert search(world, "-ZZ").returncode != 0
    assert search(world, scheme="ldaps").returncode == SERVER_DOWN


def test_without_tls_there_is_neither_starttls_nor_its_port(tmp_path: Path) -> None:
    world = world_with(tmp_path, tls="none")
    assert search(world, "-ZZ").returncode != 0
    assert search(world, scheme="ldaps").returncode == SERVER_DOWN
    assert not events(world, "connect")


def test_only_the_ports_named_are_open(tmp_path: Path) -> None:
    world = world_with(tmp_path, ports=[636])
    assert search(world).returncode == SERVER_DOWN
    assert search(world, scheme="ldaps").returncode == 0


@pytest.mark.parametrize(
    ("result", "number"), [("busy", 51), ("unavailable", 52), ("size-limit-exceeded", 4)]
)
def test_a_search_ends_with_the_result_of_the_world(
    tmp_path: Path, result: str, number: int
) -> None:
    assert search(world_with(tmp_path, result=result)).returncode == number


def test_a_referral_takes_the_place_of_entries(tmp_path: Path) -> None:
    found = search(world_with(tmp_path, referral=["ldap://dc.other.test"]))
    assert found.returncode == 10
    assert "ldap://dc.other.test" in found.stdout + found.stderr


def test_references_come_besides_entries(tmp_path: Path) -> None:
    found = search(world_with(tmp_path, references=["ldap://dc.other.test"]))
    assert URL in found.stdout
    assert "ldap://dc.other.test" in found.stdout.splitlines()[0]


@pytest.mark.parametrize(
    "fault",
    [{"reset_after": 9}, {"truncate_after": 9}, {"close": "before-head"}, {"garbage": 99}],
    ids=str,
)
def test_a_fault_breaks_the_reply(tmp_path: Path, fault: dict[str, Any]) -> None:
    world = world_with(tmp_path, fault=fault)
    assert search(world).returncode != 0
    [name] = fault
    assert [event["fault"] for event in events(world) if "fault" in event] == [name]


def test_a_silent_directory_never_answers(tmp_path: Path) -> None:
    world = world_with(tmp_path, fault={"silent": True})
    assert search(world).returncode == KILLED
    [asked] = [event for event in events(world) if event["operation"] == "search"]
    assert "result" not in asked


@pytest.mark.parametrize("tcp", ["silent", "reset"])
def test_a_directory_may_be_silent_or_gone_before_the_first_byte(tmp_path: Path, tcp: str) -> None:
    world = world_with(tmp_path, tcp=tcp)
    assert search(world).returncode != 0
    assert events(world, "connect")[0]["fault"] == tcp
    assert not events(world)


def test_a_search_waits_as_long_as_the_world_wants(tmp_path: Path) -> None:
    world = world_with(tmp_path, delay="300ms")
    started = time.monotonic()
    assert search(world).returncode == 0
    assert time.monotonic() - started >= 0.3


def test_bytes_that_are_no_message_end_the_connection(tmp_path: Path) -> None:
    code = (
        "import socket; s = socket.create_connection(('dc.corp.test', 389));"
        f"s.sendall(b'GET /{PASSWORD.replace(' ', '+')} HTTP/1.1'); print(s.recv(9))"
    )
    assert run_python(world_with(tmp_path), code).stdout == "b''\n"
