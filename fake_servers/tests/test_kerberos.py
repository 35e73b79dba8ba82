# SPDX-License-Identifier: Apache-2.0
"""Negotiate with a real KDC: curl, with and without a ticket, and each fault."""

import shutil
from pathlib import Path

import pytest
from login_world import Seen, curl, login_world

pytestmark = pytest.mark.skipif(
    not shutil.which("krb5kdc", path="/usr/sbin"), reason="krb5-kdc is not installed"
)


def negotiate(tmp_path: Path, kerberos: str = "") -> Seen:
    """What curl gets by the ticket that it finds."""
    realm = f"  kerberos: {{realm: CORP.TEST{kerberos}}}\n"
    return curl(login_world(tmp_path, "negotiate", realm), tmp_path, "--negotiate", "-u", ":")


def test_a_ticket_logs_in(tmp_path: Path) -> None:
    seen = negotiate(tmp_path)
    assert seen.status == "200"
    assert seen.requests()[-1] == ("negotiate", "accepted")
    assert seen.secrets() == {"kerberos"}
    last = [event for event in seen.events if event["kind"] == "request"][-1]
    assert (last["leg"], last["user"]) == ("kerberos", "ann@CORP.TEST")


@pytest.mark.parametrize("ticket", ["none", "expired"])
def test_without_a_valid_ticket_nothing_is_sent(tmp_path: Path, ticket: str) -> None:
    seen = negotiate(tmp_path, f", ticket: {ticket}")
    assert seen.status == "401"
    assert ("negotiate", "accepted") not in seen.requests()
    assert seen.secrets() == set()


@pytest.mark.parametrize(
    ("fault", "requests"),
    [("wrong-spn", "none"), ("wrong-key", "rejected"), ("clock-skew", "rejected")],
)
def test_a_fault_keeps_a_good_ticket_out(tmp_path: Path, fault: str, requests: str) -> None:
    seen = negotiate(tmp_path, f", fault: {fault}")
    assert seen.status == "401"
    assert {credential for _, credential in seen.requests()} <= {"none", requests}
    assert (requests in {credential for _, credential in seen.requests()}) or requests == "none"
