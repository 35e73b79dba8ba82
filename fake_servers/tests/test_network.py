# SPDX-License-Identifier: Apache-2.0
"""The network inside: the world's names and certificates, and nothing else."""

import shutil
import socket
from pathlib import Path

import pytest
from exchange import run, run_python

PATH = "/autodiscover/autodiscover.xml"
URL = f"https://six.corp.test{PATH}"


def test_names_are_resolved_by_the_worlds_dns(world: Path) -> None:
    found = run(world, "getent", "ahosts", "mail.corp.test").stdout
    assert found.startswith(("192.0.2.", "198.51.100.", "203.0.113."))
    code = "import socket; print(socket.getaddrinfo('six.corp.test', 443)[0][4][0])"
    assert run_python(world, code).stdout.startswith("2001:db8:")


def test_other_names_do_not_exist(world: Path) -> None:
    assert run(world, "getent", "hosts", "elsewhere.test").returncode == 2


def test_the_own_machines_name_asks_nobody(world: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen.json"
    script = 'test "$(hostname)" = localhost && getent hosts "$(hostname)"'
    assert run(world, "sh", "-c", script, options=["--transcript", str(seen)]).returncode == 0
    assert '"dns"' not in seen.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "client",
    [
        ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", URL],
        # The bundle alone, and the directory of hashes alone.
        ["curl", "-sS", "--capath", "/nope", "-o", "/dev/null", "-w", "%{http_code}", URL],
        [
            "/usr/bin/python3",
            "-c",
            "import ssl, http.client as h; c = ssl.create_default_context();"
            f"k = h.HTTPSConnection('six.corp.test', context=c); k.request('GET', '{PATH}');"
            "print(k.getresponse().status, end='')",
        ],
        ["/usr/bin/python3", "-c", f"import requests; print(requests.get('{URL}').status_code)"],
    ],
    ids=["curl", "curl-bundle", "python-ssl", "python-requests"],
)
def test_the_worlds_certificates_are_trusted(world: Path, client: list[str]) -> None:
    result = run(world, *client)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() in ("200", "401", "405")


def test_the_worlds_root_is_found_by_its_hash(world: Path) -> None:
    # openssl reads a file or a directory, as it is told.
    script = (
        "openssl s_client -connect six.corp.test:443 -verify_return_error "
        "-no-CAfile -no-CAstore -CApath /etc/ssl/certs </dev/null"
    )
    result = run(world, "sh", "-c", script)
    assert "Verify return code: 0 (ok)" in result.stdout


def test_only_the_worlds_root_is_trusted(world: Path) -> None:
    script = (
        "grep -c BEGIN /etc/ssl/certs/ca-certificates.crt; ls /etc/ssl/certs | wc -l; "
        "openssl x509 -in /etc/ssl/certs/ca-certificates.crt -noout -subject"
    )
    count, files, subject = run(world, "sh", "-c", script).stdout.splitlines()
    assert (count, files) == ("1", "2")
    assert "Fake Exchange" in subject


def test_addresses_outside_the_world_fail_at_once(world: Path) -> None:
    code = (
        "import socket\n"
        "for family, address in ((socket.AF_INET, '203.0.113.254'),"
        " (socket.AF_INET6, '2001:db8:ffff::1')):\n"
        "    try:\n"
        "        socket.socket(family).connect((address, 443))\n"
        "    except OSError as error:\n"
        "        print(error.strerror)\n"
    )
    assert run_python(world, code).stdout == "Network is unreachable\n" * 2


def test_services_of_this_machine_cannot_be_reached(world: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        socket.create_connection(("127.0.0.1", port)).close()
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}))"
        assert "ConnectionRefusedError" in run_python(world, code).stderr


def test_abstract_sockets_of_this_machine_cannot_be_reached(world: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("")  # The kernel picks an abstract name.
        server.listen()
        name: bytes = server.getsockname()
        code = f"import socket; socket.socket(socket.AF_UNIX).connect({name!r})"
        assert "ConnectionRefusedError" in run_python(world, code).stderr


def test_the_resolver_has_no_options_of_ours(world: Path) -> None:
    assert run(world, "cat", "/etc/resolv.conf").stdout == "nameserver 127.0.0.1\n"


@pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not installed")
def test_a_bent_clock_matches_the_worlds(world: Path) -> None:
    slow = world.with_name("slow.yaml")
    slow.write_text(
        "mailbox: {address: ann@corp.test}\n"
        "world: {hosts: {slow.test: {http: {reply: html, delay: 60s}}}}\n"
    )
    command = ["faketime", "-f", "+0 x100", "curl", "-s", "-m", "30", f"http://slow.test{PATH}"]
    result = run(slow, *command, options=["--clock-rate", "100"])
    assert result.returncode == 28  # curl's own time limit, in a third of a second
