# SPDX-License-Identifier: Apache-2.0
"""One run: what the adapter is told, and what each way of going wrong is called."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from adconf import runner
from adconf.client import Client
from adconf.observation import BadReply, parse_reply
from adconf.paths import ADAPTER_SCHEMAS, Programs
from adconf.verdict import Verdict
from worlds import EXPECT_FOUND, PASSWORD, client, scenario

STUB = Programs(Path(__file__).with_name("stub_exchange.py"))
EXPECT_FAILED = {"result": {"failed": "not_found"}}


def adapter(script: str) -> Client:
    base = client()
    return Client(base.name, base.title, Path("/"), ("/bin/sh", "-c", script), base.claims, {})


def run(script: str) -> runner.Row:
    return runner.run_row(scenario(EXPECT_FAILED), adapter(script), STUB)


def test_a_good_adapter() -> None:
    assert run("""echo '{"outcome": "not_found"}'""").judgement.verdict is Verdict.PASS


# Fails if an adapter's own trouble becomes a verdict about its client.
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo no such module >&2; exit 3", "the adapter exited with 3: no such module"),
        ("true", "it printed nothing"),
        ("echo rubbish", "not JSON"),
        ("echo '[1]'", "JSON that is no object"),
        ("""echo '{"outcome": "splendid"}'""", "outcome: 'splendid' is not one of"),
        ("""echo '{"outcome": "found", "ews_url": 7}'""", "ews_url: 7 is not of type"),
        ("""echo '{"outcome": "found", "url": "u"}'""", "'url' was unexpected"),
        ("""echo; echo 1; echo 2""", "2 lines"),
        ("kill -9 $$", "the adapter exited with"),
    ],
)
def test_what_is_no_answer_is_an_error(script: str, reason: str) -> None:
    judgement = run(script).judgement
    assert judgement.verdict is Verdict.ERROR
    assert reason in judgement.reason


def test_one_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "LIMIT_S", 0.2)
    judgement = run("exec sleep 60").judgement
    assert judgement.verdict is Verdict.ERROR
    assert "still running after 0.2 s" in judgement.reason


def test_a_missing_fake_exchange_is_an_error() -> None:
    missing = Programs(Path("/bin/false"))
    row = runner.run_row(scenario(EXPECT_FAILED), adapter("true"), missing)
    assert row.judgement.verdict is Verdict.ERROR
    assert "fake-exchange failed" in row.judgement.reason


# Fails if a client can be asked what it does not claim.
def test_an_unsupported_client_is_not_started() -> None:
    row = runner.run_row(scenario(EXPECT_FAILED, needs=["srv"]), adapter("exit 9"), STUB)
    assert row.judgement.verdict is Verdict.UNSUPPORTED
    assert row.seconds == 0


# Fails if the adapter is told what is expected of it.
def test_the_adapter_is_told_nothing_of_the_expectations() -> None:
    asked = runner.request(scenario(EXPECT_FOUND, client={"allow_redirect_to": ["h.test"]}))
    assert asked.keys() == {
        *("version", "command", "address", "username", "password", "protocol", "want"),
        *("allow_redirect_to", "timeout_s", "ca_file"),
    }
    assert "EWS" not in json.dumps(asked)
    schema = json.loads((ADAPTER_SCHEMAS / "adapter-request.schema.json").read_bytes())
    assert not list(jsonschema.Draft202012Validator(schema).iter_errors(asked))


# Fails if the audience of a token is kept from the client, or told where there is none.
def test_the_hosts_of_a_token_are_told() -> None:
    told = runner.request(scenario(EXPECT_FOUND, client={"token_hosts": ["h.test"]}))
    assert told["token_hosts"] == ["h.test"]
    assert "token_hosts" not in runner.request(scenario(EXPECT_FOUND))


# Fails if a client that is given a directory is not told whose login and site to use there.
def test_the_directory_is_told() -> None:
    options = {"directory": "ldap://h.test", "directory_site": "Main", "directory_login": True}
    told = runner.request(scenario(EXPECT_FOUND, client=options))
    assert told.items() >= options.items()
    assert "directory" not in runner.request(scenario(EXPECT_FOUND))


# Fails if the password gets into a report by way of an adapter's messages.
def test_the_password_is_taken_out_of_all_that_is_kept() -> None:
    say = f"""echo 'said {PASSWORD}' >&2; echo '{{"outcome": "error", "message": "{PASSWORD}"}}'"""
    row = run(say)
    assert row.reply is not None
    assert PASSWORD not in row.stderr + row.reply.message + row.judgement.reason
    assert PASSWORD not in run(f"echo '{PASSWORD}'").judgement.reason


def test_a_reply_may_hold_more_than_we_ask_for() -> None:
    assert (
        parse_reply('{"outcome": "found", "ews_url": "u", "settings": {"a": "b"}}').ews_url == "u"
    )
    with pytest.raises(BadReply):
        parse_reply("{}")
