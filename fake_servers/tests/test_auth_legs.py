# SPDX-License-Identifier: Apache-2.0
"""NTLM, Negotiate, Bearer and downgrades, as clients that nobody of ours wrote meet them."""

from pathlib import Path

import pytest
from exchange import PASSWORD, PYTHON
from login_world import URL, USER, Seen, curl, login, login_world, seen_by

WRONG = "incorrect horse"
TOKEN = "eyJ0eXAiOiJKV1QifQ.e30.c2lnbmF0dXJl"
REQUESTS_NTLM = """
import sys, requests, requests_ntlm
url, user, password = sys.argv[1:]
session = requests.Session()
session.auth = requests_ntlm.HttpNtlmAuth(user, password)
first = session.post(url, data="x")
second = session.post(url, data="x")
print(first.status_code)
"""
LIBSOUP = """
import sys, gi
gi.require_version("Soup", "3.0")
from gi.repository import Soup
url, user, password = sys.argv[1:]
session = Soup.Session.new()
session.add_feature_by_type(Soup.AuthNTLM)
message = Soup.Message.new("GET", url)
def login(_, auth, retrying):
    if not retrying:
        auth.authenticate(user, password)
    return not retrying
message.connect("authenticate", login)
session.send_and_read(message, None)
print(int(message.get_status()))
"""
BEARER = """
import sys, urllib.error, urllib.request
url, token, *anchor = sys.argv[1:]
request = urllib.request.Request(url, headers={"Authorization": "Bearer " + token})
if anchor:
    request.add_header("X-AnchorMailbox", anchor[0])
try:
    print(urllib.request.urlopen(request).status)
except urllib.error.HTTPError as error:
    print(error.headers["x-ms-diagnostics"])
    print(error.code)
"""


def requests_ntlm(world: Path, tmp_path: Path, password: str, user: str = USER) -> Seen:
    pytest.importorskip("requests_ntlm")
    return seen_by(world, tmp_path, PYTHON, "-c", REQUESTS_NTLM, URL, user, password)


def bearer(world: Path, tmp_path: Path, *arguments: str) -> Seen:
    return seen_by(world, tmp_path, PYTHON, "-c", BEARER, URL, *arguments)


def test_curl_logs_in_by_ntlm_with_the_right_password_alone(tmp_path: Path) -> None:
    world = login_world(tmp_path, "ntlm")
    right = curl(world, tmp_path, "--ntlm", *login())
    assert right.status == "200"
    assert right.requests() == [("ntlm", "none"), ("ntlm", "accepted")]
    assert right.connections() == 1
    assert right.secrets() == {"ntlm-response"}
    wrong = curl(world, tmp_path, "--ntlm", *login(WRONG))
    assert wrong.status == "401"
    assert wrong.requests()[:2] == [("ntlm", "none"), ("ntlm", "rejected")]


def test_a_login_of_ntlm_is_that_of_the_connection(tmp_path: Path) -> None:
    seen = curl(login_world(tmp_path, "ntlm"), tmp_path, "--ntlm", *login(), urls=2)
    assert seen.requests()[2:] == [("none", "none")]
    assert seen.connections() == 1


@pytest.mark.parametrize("user", [USER, "corp.test\\ann"])
def test_requests_ntlm_logs_in_with_its_mic(tmp_path: Path, user: str) -> None:
    world = login_world(tmp_path, "ntlm")
    assert requests_ntlm(world, tmp_path, PASSWORD, user).status == "200"
    assert requests_ntlm(world, tmp_path, WRONG, user).status == "401"


@pytest.mark.skipif(not Path("/etc/gss/mech.d/mech.ntlmssp.conf").exists(), reason="gss-ntlmssp")
@pytest.mark.parametrize(("password", "status"), [(PASSWORD, "200"), (WRONG, "401")])
def test_curl_logs_in_by_ntlm_inside_negotiate(tmp_path: Path, password: str, status: str) -> None:
    users = tmp_path / "users"
    users.write_text(f"CORP.TEST:ann:{password}\n", encoding="utf-8")
    world = login_world(tmp_path, "negotiate")
    ask = f"curl -s -o /dev/null -w '%{{http_code}}' --negotiate -u : {URL}"
    seen = seen_by(world, tmp_path, "sh", "-c", f"NTLM_USER_FILE={users} {ask}", shown=tmp_path)
    assert seen.status == status
    legs = [event["leg"] for event in seen.events if event["kind"] == "request"]
    assert legs[-2:] == ["ntlm-1", "ntlm-3"]


@pytest.mark.parametrize(("password", "status"), [(PASSWORD, "200"), (WRONG, "401")])
def test_libsoup_logs_in_by_ntlm(tmp_path: Path, password: str, status: str) -> None:
    pytest.importorskip("gi").require_version("Soup", "3.0")
    world = login_world(tmp_path, "ntlm")
    seen = seen_by(world, tmp_path, PYTHON, "-c", LIBSOUP, URL, USER, password)
    assert seen.status == status


def test_a_binding_to_the_certificate_can_be_required(tmp_path: Path) -> None:
    world = login_world(tmp_path, "{schemes: [ntlm], ntlm: {channel_binding: required}}")
    assert requests_ntlm(world, tmp_path, PASSWORD).status == "200"
    # This curl sends none.
    assert curl(world, tmp_path, "--ntlm", *login()).status == "401"


def test_a_connection_that_ends_between_the_legs_ends_the_login(tmp_path: Path) -> None:
    world = login_world(tmp_path, "{schemes: [ntlm], ntlm: {close_between_legs: true}}")
    seen = curl(world, tmp_path, "--ntlm", "--max-time", "5", *login())
    assert ("ntlm", "accepted") not in seen.requests()
    assert "200" != seen.status


def test_a_downgrade_leaves_basic_alone(tmp_path: Path) -> None:
    world = login_world(tmp_path, "{schemes: [ntlm, basic], downgrade_after_leg: true}")
    script = f"curl -s -o /dev/null --ntlm -u '{USER}:{PASSWORD}' {URL}; curl -s -i {URL}"
    seen = seen_by(world, tmp_path, "sh", "-c", script)
    assert seen.requests()[0] == ("ntlm", "none")
    assert "WWW-Authenticate: Basic" in seen.output
    assert "WWW-Authenticate: NTLM" not in seen.output


def test_a_token_is_accepted_and_another_is_not(tmp_path: Path) -> None:
    world = login_world(tmp_path, "bearer", mailbox=f", token: {TOKEN}")
    right = bearer(world, tmp_path, TOKEN)
    assert right.status == "200"
    assert right.requests() == [("bearer", "accepted")]
    assert right.secrets() == {"token"}
    assert bearer(world, tmp_path, TOKEN + "x").status == "401"


def test_a_token_for_another_audience_is_refused(tmp_path: Path) -> None:
    tokens = f"  tokens: {{{TOKEN}: 'https://graph.test'}}\n"
    options = "{schemes: [bearer], bearer: {audience: 'https://outlook.test'}}"
    seen = bearer(login_world(tmp_path, options, tokens), tmp_path, TOKEN)
    assert seen.status == "401"
    assert "invalid_resource" in seen.output


def test_an_anchor_can_be_demanded(tmp_path: Path) -> None:
    auth = "{schemes: [bearer], bearer: {anchor_required: true}}"
    world = login_world(tmp_path, auth, mailbox=f", token: {TOKEN}")
    assert bearer(world, tmp_path, TOKEN).status == "401"
    assert bearer(world, tmp_path, TOKEN, USER).status == "200"


def test_the_challenge_is_that_of_exchange_online(tmp_path: Path) -> None:
    auth = "{schemes: [bearer], bearer: {authorization_uri: 'https://login.test/a'}}"
    output = curl(login_world(tmp_path, auth, mailbox=f", token: {TOKEN}"), tmp_path).output
    assert 'authorization_uri="https://login.test/a"' in output
    assert 'client_id="00000002-0000-0ff1-ce00-000000000000"' in output
