# SPDX-License-Identifier: Apache-2.0
"""A transcript for people: whatever a peer has sent, a line of it can be read."""

from __future__ import annotations

from adconf.expectation import describe_reply
from adconf.observation import Reply
from adconf.timeline import carried, describe
from worlds import event, request

_LONGEST = 1000


def test_of_six_hundred_records_four_are_shown() -> None:
    answers = [f"a.corp.test A 192.0.2.{n}" for n in range(600)]
    line = describe(event(1, "dns", type="A", name="a.corp.test", rcode="NOERROR", answers=answers))
    assert line.endswith("A 192.0.2.3, and 596 more")
    few = describe(event(1, "dns", type="A", name="b", rcode="NOERROR", answers=answers[:4]))
    assert few.endswith("A 192.0.2.3")


# Fails if a text that a peer has chosen, or the client, comes out whole however long it is.
def test_no_text_is_endless() -> None:
    long = "x" * 100_000
    lines = [
        describe(request(1, "a.test", target=f"/{long}", address=long)),
        describe(event(1, "reply", host="a.test", port=443, status=302, location=long)),
        describe(event(1, "reply", host="a.test", port=443, status=200, ews=[long] * 9)),
        describe(event(1, "dns", type="TXT", name=long, rcode="NOERROR", answers=[long] * 9)),
        describe_reply(Reply("found", long, long, long, long, others={"mapi_url": long})),
    ]
    assert [line for line in lines if len(line) > 2 * _LONGEST] == []
    assert "more characters" in lines[1]


def test_headers_and_bodies_end_as_well() -> None:
    shown = carried(request(1, "a.test", headers=[["X-Long", "x" * 100_000]], body="\n" * 5000))
    assert all(len(line) < _LONGEST for line in shown)
    assert shown[-1].endswith("more lines") and len(shown) < 100
