# SPDX-License-Identifier: Apache-2.0
"""The verdicts, and which of them a run gets."""

from __future__ import annotations

from dataclasses import replace

from adconf.observation import Reply
from adconf.verdict import Judgement, Verdict, judge, unsupported
from worlds import EXPECT_FOUND, FOUND, GOOD_EVENTS, client, scenario, seen

LISTED = {"srv/made-up": "The largest number is taken first."}
GOOD = seen(FOUND, *GOOD_EVENTS)
WRONG = seen(Reply("not_found"))


def test_as_expected_is_a_pass() -> None:
    assert judge(scenario(EXPECT_FOUND), client(), GOOD).verdict is Verdict.PASS


# Fails if a broken expectation goes unnoticed.
def test_anything_else_is_a_fail_with_a_reason() -> None:
    judgement = judge(scenario(EXPECT_FOUND), client(), WRONG)
    assert judgement.verdict is Verdict.FAIL
    assert "expected found https://mail.corp.test/EWS/Exchange.asmx" in judgement.reason
    assert "the client said not_found" in judgement.reason


def test_a_listed_failure_is_expected_and_names_its_reason() -> None:
    judgement = judge(scenario(EXPECT_FOUND), client(known=LISTED), WRONG)
    assert judgement.verdict is Verdict.EXPECTED_FAIL
    assert judgement.reasons[0] == "known: The largest number is taken first."


def test_a_listed_failure_that_passes_is_unexpected() -> None:
    judgement = judge(scenario(EXPECT_FOUND), client(known=LISTED), GOOD)
    assert judgement.verdict is Verdict.UNEXPECTED_PASS


def test_what_a_client_does_not_claim_is_unsupported() -> None:
    judgement = unsupported(scenario(EXPECT_FOUND, needs=["srv", "pox"]), client("pox"))
    assert judgement is not None
    assert judgement.verdict is Verdict.UNSUPPORTED
    assert judgement.reason == "the client does not claim: srv"


def test_a_fixed_protocol_is_needed_without_saying_so() -> None:
    world = scenario(EXPECT_FOUND, client={"protocol": "soap"})
    assert unsupported(world, client("pox")) is not None
    assert unsupported(world, client("soap")) is None


# Fails if a crash of the adapter is held against the client.
def test_no_answer_is_an_error() -> None:
    judgement = judge(scenario(EXPECT_FOUND), client(), seen(None, trouble="it exited with 1"))
    assert judgement.verdict is Verdict.ERROR
    assert judgement.reason == "it exited with 1"


def test_no_answer_is_an_error_even_where_a_failure_is_expected() -> None:
    judgement = judge(scenario(EXPECT_FOUND), client(known=LISTED), seen(None, trouble="rubbish"))
    assert judgement.verdict is Verdict.ERROR


def test_a_client_that_broke_fails() -> None:
    judgement = judge(scenario(EXPECT_FOUND), client(), seen(Reply("error", message="KeyError")))
    assert judgement.verdict is Verdict.FAIL
    assert "KeyError" in judgement.reason


# Fails if an adapter can hide a failure behind "unsupported".
# Fails if a client that a fast clock stops is blamed for standing still.
def test_a_client_may_need_the_real_clock() -> None:
    slow = replace(client("pox"), real_clock=True)
    assert unsupported(scenario(EXPECT_FOUND), slow) is None
    judgement = unsupported(scenario(EXPECT_FOUND, clock={"rate": 20}), slow)
    assert judgement is not None and "fast clock" in judgement.reason
    assert unsupported(scenario(EXPECT_FOUND, clock={"rate": 20}), client("pox")) is None


# Fails if a race of the client's own makes the run unsteady, or hides what it does.
def test_a_failure_may_come_sometimes_only() -> None:
    racing = replace(client(known=LISTED), sometimes=frozenset(LISTED))
    assert judge(scenario(EXPECT_FOUND), racing, GOOD).verdict is Verdict.PASS
    assert judge(scenario(EXPECT_FOUND), racing, WRONG).verdict is Verdict.EXPECTED_FAIL


def test_what_cannot_be_asked_is_left_out_with_its_reason() -> None:
    partial = replace(client("pox"), leave_out={"srv/": "It looks nothing up."})
    judgement = unsupported(scenario(EXPECT_FOUND), partial)
    assert judgement == Judgement(Verdict.UNSUPPORTED, ("left out: It looks nothing up.",))


# Fails if a client of another protocol is run where nothing speaks it.
def test_where_the_protocol_is_open_one_is_needed() -> None:
    judgement = unsupported(scenario(EXPECT_FOUND), client("srv"))
    assert judgement is not None and "mobilesync or pox or soap" in judgement.reason


def test_unsupported_against_the_manifest_is_an_error() -> None:
    judgement = judge(scenario(EXPECT_FOUND), client(), seen(Reply("unsupported")))
    assert judgement.verdict is Verdict.ERROR


def test_only_these_verdicts_let_a_run_end_well() -> None:
    good = {verdict for verdict in Verdict if verdict.as_expected}
    not_started = {Verdict.UNSUPPORTED, Verdict.NOT_INSTALLED}
    assert good == {Verdict.PASS, Verdict.EXPECTED_FAIL} | not_started
