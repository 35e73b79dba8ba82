# SPDX-License-Identifier: Apache-2.0
"""Basic and Digest, lock-out and the form of challenges, as curl meets them."""

from pathlib import Path

import pytest
from exchange import PASSWORD
from login_world import URL, USER, curl, login, login_world, seen_by

WRONG = "incorrect-horse"


@pytest.mark.parametrize("scheme", ["basic", "digest"])
def test_the_right_password_gets_in_and_the_wrong_one_does_not(tmp_path: Path, scheme: str) -> None:
    world = login_world(tmp_path, scheme)
    right = curl(world, tmp_path, f"--{scheme}", *login())
    assert right.status == "200"
    assert right.requests()[-1] == (scheme, "accepted")
    wrong = curl(world, tmp_path, f"--{scheme}", *login(WRONG))
    assert wrong.status == "401"
    assert wrong.requests()[-1] == (scheme, "rejected")


@pytest.mark.parametrize(
    "options", ["algorithms: [SHA-256]", "algorithms: [MD5-sess]", "qop: none"]
)
def test_digest_has_its_variants(tmp_path: Path, options: str) -> None:
    world = login_world(tmp_path, f"{{schemes: [digest], digest: {{{options}}}}}")
    assert curl(world, tmp_path, "--digest", *login()).status == "200"
    assert curl(world, tmp_path, "--digest", *login(WRONG)).status == "401"


def test_a_stale_nonce_costs_one_more_round(tmp_path: Path) -> None:
    world = login_world(tmp_path, "{schemes: [digest], digest: {stale_first: true}}")
    seen = curl(world, tmp_path, "--digest", *login())
    assert seen.status == "200"
    assert seen.requests()[1:] == [("digest", "rejected"), ("digest", "accepted")]
    assert "stale=TRUE" in seen.output


def test_each_reply_brings_the_next_nonce(tmp_path: Path) -> None:
    world = login_world(tmp_path, "{schemes: [digest], digest: {nextnonce: true}}")
    seen = curl(world, tmp_path, "--digest", *login())
    assert "nextnonce=" in seen.output


def test_curl_takes_the_stronger_of_two_in_one_header(tmp_path: Path) -> None:
    world = login_world(tmp_path, "{schemes: [basic, digest], challenge_form: one}")
    seen = curl(world, tmp_path, "--anyauth", *login())
    assert seen.status == "200"
    assert seen.output.lower().count("\nwww-authenticate: basic realm=") == 1
    assert seen.requests()[-1] == ("digest", "accepted")


def test_schemes_are_offered_in_the_order_of_the_file(tmp_path: Path) -> None:
    world = login_world(tmp_path, "{schemes: [digest, basic]}")
    output = curl(world, tmp_path).output
    assert 0 < output.index("WWW-Authenticate: Digest") < output.index("WWW-Authenticate: Basic")


@pytest.mark.parametrize(("wrong_tries", "status"), [(1, "200"), (2, "401")])
def test_an_account_is_locked_after_wrong_tries(
    tmp_path: Path, wrong_tries: int, status: str
) -> None:
    world = login_world(tmp_path, "basic", "  lockout_after: 2\n")
    ask = f"curl -s -o /dev/null -w '\n%{{http_code}}' {URL}"
    tries = f"{ask} -u {USER}:{WRONG}; " * wrong_tries
    seen = seen_by(world, tmp_path, "sh", "-c", f"{tries} {ask} -u '{USER}:{PASSWORD}'")
    assert seen.status == status
