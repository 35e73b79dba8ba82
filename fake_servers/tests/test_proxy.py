# SPDX-License-Identifier: Apache-2.0
"""A proxy of the world, as curl meets it: tunnels, plain requests, and its own login."""

from pathlib import Path

import pytest
from exchange import PASSWORD
from login_world import USER, Seen, seen_by

PROXY = "http://proxy.corp.test:3128"


def proxy_world(tmp_path: Path, auth: str = "") -> Path:
    """A proxy in front of a host, with the login `auth`."""
    path = tmp_path / "proxy.yaml"
    path.write_text(
        f"mailbox: {{address: {USER}, password: {PASSWORD}}}\n"
        "world:\n"
        "  dns: {alias.corp.test: {cname: mail.corp.test}}\n"
        "  hosts:\n"
        "    proxy.corp.test:\n"
        f"      ports: {{3128: {{tls: none, proxy: true{auth}}}}}\n"
        "    mail.corp.test:\n"
        "      https: {tls: {names: [mail.corp.test, alias.corp.test]}, reply: settings}\n"
        "      http: {status: 200, body: in clear}\n",
        encoding="utf-8",
    )
    return path


def through(world: Path, tmp_path: Path, url: str, *options: str) -> Seen:
    """Asks for `url` through the proxy; the status is that of the last answer."""
    path = f"{url}/autodiscover/autodiscover.xml"
    show = "\n%{http_connect}/%{http_code}"
    return seen_by(world, tmp_path, "curl", "-s", "-x", PROXY, "-w", show, *options, path)


@pytest.mark.parametrize("host", ["mail.corp.test", "alias.corp.test"])
def test_connect_is_a_tunnel(tmp_path: Path, host: str) -> None:
    seen = through(proxy_world(tmp_path), tmp_path, f"https://{host}")
    assert seen.status == "200/200"
    assert [e["sni"] for e in seen.events if e["kind"] == "tls"] == [host]
    [connect, request] = [e for e in seen.events if e["kind"] == "request"]
    assert (connect["method"], connect["host"]) == ("CONNECT", "proxy.corp.test")
    assert (request["method"], request["host"]) == ("GET", "mail.corp.test")
    [tunnel] = [e for e in seen.events if e["kind"] == "close" and e["port"] == 3128]
    assert tunnel["bytes_out"] > 1000


def test_a_plain_request_is_asked_for_the_client(tmp_path: Path) -> None:
    seen = through(proxy_world(tmp_path), tmp_path, "http://mail.corp.test")
    assert seen.status == "000/200"
    assert "in clear" in seen.output
    assert [e["host"] for e in seen.events if e["kind"] == "request"] == [
        "proxy.corp.test",
        "mail.corp.test",
    ]


@pytest.mark.parametrize("url", ["https://nowhere.corp.test", "https://mail.corp.test:444"])
def test_where_nobody_is_the_gateway_is_bad(tmp_path: Path, url: str) -> None:
    assert through(proxy_world(tmp_path), tmp_path, url).status == "502/000"


def test_a_proxy_may_have_accounts_of_its_own(tmp_path: Path) -> None:
    own = "{schemes: [basic], accounts: {bob: of the proxy}}"
    world = proxy_world(tmp_path, f", auth: {own}")
    bob = through(world, tmp_path, "https://mail.corp.test", "--proxy-user", "bob:of the proxy")
    assert bob.status == "200/200"
    assert bob.secrets() == set()  # Its login is no secret of the mailbox.
    ann = ("--proxy-user", f"{USER}:{PASSWORD}")
    refused = through(world, tmp_path, "https://mail.corp.test", *ann)
    assert refused.status == "407/000"
    assert refused.secrets() == {"base64"}


@pytest.mark.parametrize("scheme", ["basic", "digest", "ntlm"])
def test_it_asks_for_a_login_of_its_own(tmp_path: Path, scheme: str) -> None:
    world = proxy_world(tmp_path, f", auth: {scheme}")
    bare = through(world, tmp_path, "https://mail.corp.test")
    assert bare.status == "407/000"
    right = through(
        world,
        tmp_path,
        "https://mail.corp.test",
        f"--proxy-{scheme}",
        "--proxy-user",
        f"{USER}:{PASSWORD}",
    )
    assert right.status == "200/200"
    to_host = [e for e in right.events if e["kind"] == "request"][-1]
    assert (to_host["host"], to_host["auth"]) == ("mail.corp.test", "none")
    wrong = through(
        world,
        tmp_path,
        "https://mail.corp.test",
        f"--proxy-{scheme}",
        "--proxy-user",
        f"{USER}:wrong-horse",
    )
    assert wrong.status == "407/000"
