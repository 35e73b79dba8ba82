# SPDX-License-Identifier: Apache-2.0
"""What one port of one host did, as a SERVICE of the world format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adconf.trace import bodies
from adconf.trace.guard import Numbered, guard
from adconf.trace.guess import Answer, protocol_of
from adconf.trace.model import CUT, NO_REPLY, NOT_HTTP, RESET, SILENT, Connection, Exchange

_Key = tuple[str, str, str]

# Fields that each server writes in its own way, or that the template brings.
_NOT_TOLD = frozenset(
    "date content-length content-type content-encoding transfer-encoding connection keep-alive "
    "location www-authenticate request-id server cache-control x-powered-by x-aspnet-version "
    "x-feserver x-oauth-enabled x-soap-enabled x-wssecurity-enabled accept-ranges "
    "vary etag last-modified authentication-info persistent-auth".split()
)


def service(
    port: int, met: Sequence[Connection], seen: Numbered, known: Mapping[int, Answer]
) -> dict[str, Any]:
    """The fields of the service, those that say most first."""
    fields: dict[str, Any] = {}
    for fault in (SILENT, RESET):
        if met and not seen and all(item.met == fault for item in met):
            return {"tcp": fault}
    certificates = [item.certificate for item in met if item.certificate]
    if certificates and certificates[-1].verdict != "valid":
        fields["tls"] = certificates[-1].verdict
    if port == 443 and met and not any(item.tls for item in met):
        fields["tls"] = "none"
    return fields | _behaviour(seen, known)


def _behaviour(seen: Numbered, known: Mapping[int, Answer]) -> dict[str, Any]:
    keys: dict[_Key, list[tuple[int, Exchange]]] = {}
    for index, item in seen:
        key = (item.path.lower(), protocol_of(item), item.method)
        keys.setdefault(key, []).append((index, item))
    guards = {key: guard(items) for key, items in keys.items()}
    guard_of_all = next((g for g in guards.values() if g is not None), None)
    for key, items in keys.items():
        # Who sends the login unasked is never challenged.
        if guards[key] is None and all(i.request.header("Authorization") for _, i in items):
            guards[key] = guard_of_all
    served = {key: _answers(items, guards[key], known) for key, items in keys.items()}
    different = {str(answers) for answers in served.values() if answers}
    fields: dict[str, Any] = {}
    if guard_of_all is not None and all(
        g == guard_of_all or not served[k] for k, g in guards.items()
    ):
        fields["auth"] = guard_of_all
    if len(different) <= 1 and _all_autodiscover(keys):
        answers: list[Answer] = next((a for a in served.values() if a), [])
        return fields | _as_fields(answers)
    fields["routes"] = _routes(served, guards, fields.get("auth"))
    return {name: value for name, value in fields.items() if value}


def _all_autodiscover(keys: Mapping[_Key, Any]) -> bool:
    return all("/autodiscover" in path for path, _, _ in keys)


def _routes(
    served: Mapping[_Key, Sequence[Answer]], guards: Mapping[_Key, Any], usual: Any
) -> list[dict[str, Any]]:
    paths = [path for path, _, _ in served]
    routes = []
    for key, answers in served.items():
        path, protocol, method = key
        if _not_there(answers) and guards[key] is None and usual is None:
            continue
        wanted: dict[str, Any] = {"path": f"={path}"}
        if paths.count(path) > 1:
            wanted |= {"method": method, "protocol": protocol}
        auth: dict[str, Any] = {} if guards[key] == usual else {"auth": guards[key] or "none"}
        routes.append({"match": wanted, **auth, **_as_fields(answers)})
    return routes


def _not_there(answers: Sequence[Answer]) -> bool:
    return all(set(answer) == {"status"} and answer["status"] == 404 for answer in answers)


def _as_fields(answers: Sequence[Answer]) -> dict[str, Any]:
    """One answer stands for itself, several are a script; the last of it repeats."""
    steps = list(answers)
    while len(steps) > 1 and steps[-1] == steps[-2]:
        steps.pop()
    if len(steps) == 1:
        return {} if _not_there(steps) else dict(steps[0])
    return {"script": [dict(step) for step in steps]} if steps else {}


def _answers(items: Numbered, guarded: Any, known: Mapping[int, Answer]) -> list[Answer]:
    return [
        answer(item, known.get(index))
        for index, item in items
        if guarded is None or item.status != 401
    ]


def answer(item: Exchange, known: Answer | None) -> dict[str, Any]:
    """One reply, as a template where it is one."""
    if item.status == 0:
        return _no_reply(item)
    told: dict[str, Any] = dict(known) if known is not None else _as_it_was(item)
    headers: dict[str, Any] = {}
    for name, _ in item.reply.headers:
        if name.lower() not in _NOT_TOLD:
            values = list(item.reply.all(name))
            headers[name] = values[0] if len(values) == 1 else values
    return told | ({"headers": headers} if headers else {})


def _as_it_was(item: Exchange) -> dict[str, Any]:
    told: dict[str, Any] = {}
    location = item.reply.header("Location")
    if 300 <= item.status < 400 and location:
        if item.status != 302:
            told["status"] = item.status
        told["location"] = _with_path(location, item)
        return told
    if item.status != 200 or not item.reply.body:
        told["status"] = item.status
    kind = item.reply.header("Content-Type")
    # A page that goes with an error is the server's taste.
    if item.reply.body and (item.status < 400 or "xml" in kind or "json" in kind):
        told |= {"content_type": kind, **bodies.body(item)}
    elif item.ended == CUT:
        told |= bodies.body(item)
    return told


def _with_path(location: str, item: Exchange) -> str:
    rest = location.removesuffix(item.path)
    return f"{rest}{{path}}" if rest != location and item.path != "/" else location


def _no_reply(item: Exchange) -> dict[str, Any]:
    if item.ended == NO_REPLY:
        return {"status": 200, "fault": {"silent": True}}
    if item.ended == NOT_HTTP:
        return bodies.not_http(item)
    return {"status": 200, "body": " ", "fault": {"reset_after": 0}}
