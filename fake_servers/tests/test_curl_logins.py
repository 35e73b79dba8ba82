# SPDX-License-Identifier: Apache-2.0
"""curl logs in by Basic, Digest, NTLM and Negotiate, and with a wrong password by none of them.

Negotiate twice: with NTLM inside, and with the ticket that the KDC of the world gives for the
password.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from exchange import PASSWORD
from login_world import URL, USER, Seen, curl, login, login_world, seen_by

WRONG = "incorrect horse"
NEGOTIATE = f"curl -s -o /dev/null -w '\n%{{http_code}}' --negotiate -u : {URL}"
# Each takes a folder and a password, and gives what was seen.
Login = Callable[[Path, str], Seen]


def by(scheme: str) -> Login:
    """A scheme that curl takes its `-u` for."""
    return lambda folder, password: curl(
        login_world(folder, scheme), folder, f"--{scheme}", *login(password)
    )


def by_ntlm_in_negotiate(folder: Path, password: str) -> Seen:
    """gss-ntlmssp takes the login from a file, and never from `-u`."""
    users = folder / "users"
    users.write_text(f"CORP.TEST:ann:{password}\n", encoding="utf-8")
    script = f"NTLM_USER_FILE={users} {NEGOTIATE}"
    world = login_world(folder, "negotiate")
    return seen_by(world, folder, "sh", "-c", script, shown=folder)


def by_kerberos(folder: Path, password: str) -> Seen:
    """The KDC gives the ticket for the password, or none."""
    realm = "  kerberos: {realm: CORP.TEST, ticket: none}\n"
    script = f"echo '{password}' | kinit -c $HOME/cc ann >/dev/null; "
    script += f"KRB5CCNAME=$HOME/cc {NEGOTIATE}"
    return seen_by(login_world(folder, "negotiate", realm), folder, "sh", "-c", script)


needs_gss_ntlmssp = pytest.mark.skipif(
    not Path("/etc/gss/mech.d/mech.ntlmssp.conf").exists(), reason="gss-ntlmssp"
)
needs_kerberos = pytest.mark.skipif(
    not (shutil.which("krb5kdc", path="/usr/sbin") and shutil.which("kinit")),
    reason="krb5-kdc, krb5-user",
)
LOGINS = [
    pytest.param(by("basic"), "basic", id="basic"),
    pytest.param(by("digest"), "digest", id="digest"),
    pytest.param(by("ntlm"), "ntlm", id="ntlm"),
    pytest.param(by_ntlm_in_negotiate, "negotiate", id="negotiate-ntlm", marks=needs_gss_ntlmssp),
    pytest.param(by_kerberos, "negotiate", id="negotiate-kerberos", marks=needs_kerberos),
]


@pytest.mark.parametrize(("log_in", "scheme"), LOGINS)
def test_the_right_password_gets_in(tmp_path: Path, log_in: Login, scheme: str) -> None:
    seen = log_in(tmp_path, PASSWORD)
    assert seen.status == "200"
    assert seen.requests()[-1] == (scheme, "accepted")
    assert USER.split("@", maxsplit=1)[0] in str(seen.events)


@pytest.mark.parametrize(("log_in", "scheme"), LOGINS)
def test_a_wrong_password_does_not(tmp_path: Path, log_in: Login, scheme: str) -> None:
    seen = log_in(tmp_path, WRONG)
    assert seen.status == "401"
    assert (scheme, "accepted") not in seen.requests()
