# SPDX-License-Identifier: Apache-2.0
"""Holds what was expected against what was seen. Pure: no file, process or clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from adconf import afterwards
from adconf.finding import Finding
from adconf.kinds import Kind
from adconf.observation import Observation, Reply
from adconf.pattern import Event, Pattern
from adconf.scenario import Count, Expectations, ExpectedResult, Failed, Found
from adconf.timeline import describe, number, short

# How many events a reason names before it says "and N more".
_EVENTS_SHOWN = 4


def findings(expect: Expectations, seen: Observation, claims: frozenset[str]) -> list[Finding]:
    """Everything that is not as expected, leaks first; empty when all is well."""
    found = [*_leaks(expect, seen), *_late(expect, seen)]
    for run, (results, reply) in enumerate(zip(expect.earlier, seen.earlier), 1):
        for item in _result_findings(results, reply, seen.events, claims):
            found.append(Finding(f"run {run}: {item.text}", item.kind))
    if seen.reply is not None:
        found += _result_findings(expect.results, seen.reply, seen.events, claims)
    found += _wire_findings(expect, seen.events)
    found += afterwards.conduct(expect.afterwards, seen)
    return found


# ---- secrets


def is_leak(event: Event, expect: Expectations) -> bool:
    """Whether this event is the password where it must not be. Plain HTTP never may have it.

    A cookie may go back to who has set it, which a scenario knows and says as a pattern.
    """
    if event["kind"] != "secret" or event.get("form") == "cookie":
        return False
    return not event.get("tls") or str(event.get("host", "")).lower() not in expect.secrets_only


def _leaks(expect: Expectations, seen: Observation) -> Iterator[Finding]:
    groups: dict[tuple[str, str, bool], list[Event]] = {}
    for event in seen.events:
        if is_leak(event, expect):
            place = f"{event.get('host') or 'the resolver'}:{event.get('port', 53)}"
            key = (place, _where(event), bool(event.get("tls")))
            groups.setdefault(key, []).append(event)
    allowed = ", ".join(sorted(expect.secrets_only)) or "nobody"
    for (place, where, tls), events in groups.items():
        over = "over TLS" if tls else "in clear, which is never allowed"
        yield Finding(
            f"the password leaked to {place} {over}, in {where} ({_numbers(events)}); "
            f"it may go to: {allowed}",
            Kind.LEAK,
        )
    yield from afterwards.leaks(expect.afterwards, seen)


def _where(event: Event) -> str:
    return f"{event.get('where', 'the stream')}, {event.get('form', 'raw')}"


# ---- result


def _late(expect: Expectations, seen: Observation) -> Iterator[Finding]:
    if expect.within_s is None:
        return
    limit = f"at most {expect.within_s:g} s after its first sign on the wire"
    if seen.still_running:
        text = f"expected the client to be done {limit}; it was still running when stopped"
        yield Finding(text, Kind.SLOW)
    elif seen.run_ms is not None and seen.run_ms > expect.within_s * 1000:
        text = f"expected the client to be done {limit}; it took {seen.run_ms / 1000:.1f} s"
        yield Finding(text, Kind.SLOW)


def _result_findings(
    expected: Sequence[ExpectedResult],
    reply: Reply,
    events: Sequence[Event],
    claims: frozenset[str],
) -> Iterator[Finding]:
    if not any(_fits(item, reply, claims) for item in expected):
        wanted = " or ".join(describe_expected(item, claims) for item in expected)
        text = f"expected {wanted}; the client said {describe_reply(reply)}"
        yield Finding(text, _result_kind(expected, reply))
    if reply.outcome != "found" or _may_keep_it(reply, claims):
        return
    services = {item.service for item in expected if isinstance(item, Found)} or {"ews_url"}
    for url in sorted({str(reply.url(service)) for service in services}):
        if not _was_served(url, events):
            text = f"the endpoint {short(url)} was in no answer sent to the client: invented"
            yield Finding(text, Kind.WRONG_ANSWER)


def _result_kind(expected: Sequence[ExpectedResult], reply: Reply) -> Kind:
    if reply.outcome == "found":
        return Kind.WRONG_ANSWER
    could_be_found = any(isinstance(item, Found) for item in expected)
    return Kind.NEEDLESS_FAILURE if could_be_found else Kind.OTHER_FAILURE


def _fits(expected: ExpectedResult, reply: Reply, claims: frozenset[str]) -> bool:
    if isinstance(expected, Failed):
        return reply.outcome in accepted_kinds(expected, claims)
    if reply.outcome != "found":
        return False
    url = reply.url(expected.service)
    if not _may_keep_it(reply, claims) and not same_url(expected.url, url):
        return False
    if expected.trust is not None and expected.trust != reply.trust:
        return False
    if expected.address is None or (reply.address is None and "primary-address" not in claims):
        return True
    return expected.address.lower() == (reply.address or "").lower()


def _may_keep_it(reply: Reply, claims: frozenset[str]) -> bool:
    """Whether this client only says that there is an endpoint, and not which."""
    return not reply.ews_url and not reply.others and "endpoint" not in claims


def accepted_kinds(expected: Failed, claims: frozenset[str]) -> list[str]:
    """The kinds of failure that this client may give."""
    kinds = list(expected.kinds)
    lenient = "failure-kinds" not in claims and set(kinds) != {"invalid_address"}
    return kinds + ["not_found"] if lenient and "not_found" not in kinds else kinds


def _was_served(url: str | None, events: Sequence[Event]) -> bool:
    return any(
        same_url(served, url)
        for event in events
        if event["kind"] == "reply"
        for served in event.get("ews", ())
    )


def same_url(one: str, other: str | None) -> bool:
    """Equal but for the case of scheme and host, and a port that goes without saying."""
    return other is not None and (one == other or _normal(one) == _normal(other))


def _normal(url: str) -> tuple[str, str, int | None, str, str]:
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme.lower())
        return (parts.scheme.lower(), (parts.hostname or "").lower(), port, parts.path, parts.query)
    except ValueError:
        return ("", "", None, url, "")


def describe_expected(expected: ExpectedResult, claims: frozenset[str]) -> str:
    """An expected result in words."""
    if isinstance(expected, Found):
        address = f" for {expected.address}" if expected.address else ""
        trust = f" with the trust {expected.trust}" if expected.trust else ""
        return f"found {expected.url}{address}{trust}"
    return "a failure: " + " or ".join(accepted_kinds(expected, claims))


def describe_reply(reply: Reply) -> str:
    """The client's answer in words."""
    text = reply.outcome
    for url in (reply.ews_url, *reply.others.values()):
        text += f" {short(url)}" if url else ""
    if reply.address:
        text += f" for {short(reply.address)}"
    if reply.trust:
        text += f" with the trust {short(reply.trust)}"
    return f"{text} ({short(reply.message)})" if reply.message else text


# ---- wire


def _wire_findings(expect: Expectations, events: Sequence[Event]) -> Iterator[Finding]:
    for pattern in expect.must:
        if not any(pattern.matches(event) for event in events):
            yield Finding(f"expected to see {pattern.text}; {_nearest(pattern, events)}")
    for pattern in expect.never:
        hits = [event for event in events if pattern.matches(event)]
        if hits:
            yield Finding(f"expected never to see {pattern.text}; seen: {_shown(hits)}")
    for first, second in expect.before:
        yield from _order_findings(first, second, events)
    for count in expect.counts:
        yield from _count_findings(count, events)


def _order_findings(first: Pattern, second: Pattern, events: Sequence[Event]) -> Iterator[Finding]:
    sights = [next((e for e in events if p.matches(e)), None) for p in (first, second)]
    for pattern, sight in zip((first, second), sights):
        if sight is None:
            yield Finding(f"expected to see {pattern.text}; {_nearest(pattern, events)}")
    one, two = sights
    if one is not None and two is not None and one["seq"] >= two["seq"]:
        yield Finding(
            f"expected {first.text} before {second.text}; "
            f"seen the other way round: {_shown([two])}, then {_shown([one])}"
        )


def _count_findings(count: Count, events: Sequence[Event]) -> Iterator[Finding]:
    hits = [event for event in events if count.of.matches(event)]
    too_few = count.at_least is not None and len(hits) < count.at_least
    too_many = count.at_most is not None and len(hits) > count.at_most
    if too_few or too_many:
        seen = f": {_shown(hits)}" if hits else f"; {_nearest(count.of, events)}"
        yield Finding(f"expected {_range(count)} {count.of.text}; seen {_times(len(hits))}{seen}")


def _range(count: Count) -> str:
    if count.at_least == count.at_most:
        return f"exactly {_times(count.at_least or 0)}"
    bounds = []
    if count.at_least is not None:
        bounds.append(f"at least {_times(count.at_least)}")
    if count.at_most is not None:
        bounds.append(f"at most {_times(count.at_most)}")
    return " and ".join(bounds)


def _times(count: int) -> str:
    return {0: "not once", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _nearest(pattern: Pattern, events: Sequence[Event]) -> str:
    """The event of the right kind that misses the fewest fields."""
    alike = [event for event in events if event["kind"] == pattern.kind]
    if not alike:
        return f"no {pattern.kind} event was seen at all"
    best = min(alike, key=lambda event: len(pattern.misses(event)))
    return f"the nearest is {_shown([best])} (differs in: {', '.join(pattern.misses(best))})"


def _shown(events: Sequence[Event]) -> str:
    shown = [f"{number(e)} {' '.join(describe(e).split())}" for e in events[:_EVENTS_SHOWN]]
    more = len(events) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")


def _numbers(events: Sequence[Event]) -> str:
    shown = ", ".join(number(event) for event in events[:_EVENTS_SHOWN])
    more = len(events) - _EVENTS_SHOWN
    return shown + (f" and {more} more" if more > 0 else "")
