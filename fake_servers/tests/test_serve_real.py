# SPDX-License-Identifier: Apache-2.0
"""`fake-exchange serve --ports real` and `--address`, in a network of their own."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from exchange import EXECUTABLE, PATIENCE_S, PYTHON, Completed

# Starts the server, waits until it listens, runs the rest of the arguments, and stops it.
DRIVER = """
import json, subprocess, sys
count = int(sys.argv[1])
server = subprocess.Popen(sys.argv[2:2 + count], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(json.dumps(json.loads(server.stdout.readline())), flush=True)
sys.exit(subprocess.call(sys.argv[2 + count:]))
"""


def in_a_network(*command: str, resolver: Path | None = None) -> Completed:
    """Runs a command where every port is free and its own."""
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is missing")
    bind = [] if resolver is None else ["--bind", str(resolver), "/etc/resolv.conf"]
    options = ["--dev-bind", "/", "/", "--unshare-user", "--unshare-net", "--uid", "0"]
    options += [*bind, "--cap-add", "CAP_NET_BIND_SERVICE", "--die-with-parent"]
    return subprocess.run(
        ["bwrap", *options, *command],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )


def serve_for(world: Path, tmp_path: Path, options: list[str], client: list[str]) -> Completed:
    """What a client prints that asks the world's DNS at the first address."""
    resolver = tmp_path / "resolv.conf"
    resolver.write_text("nameserver 127.0.0.1\n", encoding="ascii")
    server = [EXECUTABLE, "serve", str(world), "--json", "--until-eof", *options]
    driver = [PYTHON, "-c", DRIVER, str(len(server)), *server]
    return in_a_network(*driver, *client, resolver=resolver)


def listing(result: Completed) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(result.stdout.splitlines()[0])
    return document


def test_a_client_that_has_the_dns_and_the_root_needs_no_more(world: Path, tmp_path: Path) -> None:
    root = tmp_path / "ca.pem"
    url = "https://mail.corp.test/autodiscover/autodiscover.xml"
    client = ["curl", "-sS", "--noproxy", "*", "--cacert", str(root), "-w", "%{http_code}", url]
    result = serve_for(world, tmp_path, ["--ports", "real", "--ca", str(root)], client)
    assert result.stdout.endswith("401"), result.stderr
    services = listing(result)["services"]
    assert {service["port"] for service in services} == {80, 443}
    # An address each, so that what is closed in the world is closed here.
    assert len({service["address"] for service in services}) == 3


def test_two_hosts_with_the_same_port_need_two_addresses(world: Path, tmp_path: Path) -> None:
    result = in_a_network(
        EXECUTABLE, "serve", str(world), "--ports", "real", "--address", "127.0.0.1"
    )
    assert result.returncode == 125
    assert "mail.corp.test" in result.stderr
    assert "six.corp.test" in result.stderr
    assert "another --address" in result.stderr


def test_hosts_share_an_address_when_their_ports_differ(world: Path, tmp_path: Path) -> None:
    options = ["--ports", "real", "--address", "127.0.0.1", "--address", "127.0.0.7"]
    result = serve_for(world, tmp_path, options, ["getent", "ahosts", "plain.corp.test"])
    found = {s["host"]: s["address"] for s in listing(result)["services"]}
    assert found["mail.corp.test"] == "127.0.0.1"
    assert found["six.corp.test"] == "127.0.0.7"
    assert found["plain.corp.test"] == "127.0.0.1"
    assert "127.0.0.1" in result.stdout.splitlines()[1]


def test_a_host_of_ipv6_alone_moves_to_the_family_of_its_address(
    world: Path, tmp_path: Path
) -> None:
    result = serve_for(world, tmp_path, ["--ports", "real"], ["getent", "ahosts", "six.corp.test"])
    assert "127.0.0.2" in result.stdout
    assert "2001:db8" not in result.stdout


def test_people_get_the_steps_for_another_machine(world: Path, tmp_path: Path) -> None:
    server = ["timeout", "1", EXECUTABLE, "serve", str(world), "--ports", "real"]
    text = in_a_network(*server).stdout
    assert "update-ca-certificates" in text
    assert "nameserver 127.0.0.1" in text
    assert "ann@corp.test" in text
    assert "correct horse" not in text


def test_free_ports_at_a_chosen_address(world: Path, tmp_path: Path) -> None:
    result = serve_for(world, tmp_path, ["--address", "127.0.0.9"], ["true"])
    document = listing(result)
    assert {s["address"] for s in document["services"]} == {"127.0.0.9"}
    assert document["dns"]["address"] == "127.0.0.9"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--address", "192.0.2.77"], "ip address add 192.0.2.77"),
        (["--address", "here"], "must be one address of this machine"),
        (["--address", "127.0.0.1", "--address", "127.0.0.2"], "--ports real"),
        (["--ports", "some"], "--ports"),
    ],
)
def test_a_wrong_place_ends_with_125(world: Path, options: list[str], words: str) -> None:
    result = in_a_network(EXECUTABLE, "serve", str(world), *options)
    assert result.returncode == 125
    assert words in result.stderr


def test_a_closed_port_says_what_to_do(world: Path) -> None:
    result = subprocess.run(
        ["bwrap", "--dev-bind", "/", "/", "--unshare-user", "--unshare-net"]
        + ["--uid", "1000", EXECUTABLE, "serve", str(world), "--ports", "real"],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert result.returncode == 122
    assert "ip_unprivileged_port_start" in result.stderr
