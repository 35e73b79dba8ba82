# SPDX-License-Identifier: Apache-2.0
"""The `world` block that a trace was recorded in, as far as the client has seen it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adconf.trace.guess import Answer
from adconf.trace.model import Connection, Dns, Trace
from adconf.trace.services import service

_STANDARD = {80: "http", 443: "https"}
_FAULTS = {"SERVFAIL": "servfail", "REFUSED": "refused", "silent": "silent"}
_TRUNCATED = " truncated"


def world(trace: Trace, known: Mapping[int, Answer]) -> dict[str, Any]:
    """`dns` and `hosts`; `known`: which exchanges have a template for a reply."""
    hosts = {name: _host(name, trace, known) for name in _host_names(trace)}
    names = _dns(trace.dns, hosts)
    _move_behind_aliases(names, hosts)
    return {name: value for name, value in (("dns", names), ("hosts", hosts)) if value}


def _move_behind_aliases(names: Mapping[str, Mapping[str, Any]], hosts: dict[str, Any]) -> None:
    """A recorder that only knows the name which was asked for has met its host there."""
    for name in list(hosts):
        target = name
        # An alias may lead in a circle.
        for _ in names:
            target = names.get(target, {}).get("cname", target)
        if target == name or not hosts[name] or _serves(hosts.get(target, {})):
            continue
        fields = hosts.pop(name)
        if "https" in fields:
            kind = fields["https"].get("tls", "valid")
            if kind != "none":
                fields["https"]["tls"] = {"certificate": kind, "names": [name]}
        hosts[target] = hosts.get(target, {}) | fields


def _serves(host: Mapping[str, Any]) -> bool:
    return any(name in host for name in ("http", "https", "ports"))


def _host_names(trace: Trace) -> list[str]:
    """Hosts that were met, and those that were found but took no connection at all."""
    met = [item.host for item in trace.exchanges] + [item.host for item in trace.connections]
    found = [
        parts[0].lower()
        for item in trace.dns
        for parts in (answer.split() for answer in item.answers)
        if parts[1] in ("A", "AAAA")
    ]
    return list(dict.fromkeys([*met, *found]))


def _host(name: str, trace: Trace, known: Mapping[int, Answer]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    families = _families(name, trace.dns)
    if families not in ([], ["ipv4"]):
        fields["addresses"] = families
    ports: dict[str, Any] = {}
    for port in _ports(name, trace):
        met = [item for item in trace.connections if (item.host, item.port) == (name, port)]
        seen = [
            (index, item)
            for index, item in enumerate(trace.exchanges)
            if (item.host, item.port) == (name, port)
        ]
        if met and not seen and not _tells(met):
            continue
        fields_of_port = service(port, met, seen, known)
        if port in _STANDARD:
            fields[_STANDARD[port]] = fields_of_port
        else:
            ports[str(port)] = fields_of_port
    return fields | ({"ports": ports} if ports else {})


def _tells(met: Sequence[Connection]) -> bool:
    """A client that connected and left at once has learnt that the port is open: that is told."""
    return any(item.met or item.tls or item.closed_by for item in met)


def _families(name: str, dns: Sequence[Dns]) -> list[str]:
    kinds = {
        answer.split()[1]
        for item in dns
        for answer in item.answers
        if answer.split()[0].lower() == name
    }
    return [family for kind, family in (("A", "ipv4"), ("AAAA", "ipv6")) if kind in kinds]


def _ports(name: str, trace: Trace) -> list[int]:
    ports = [item.port for item in trace.connections if item.host == name]
    ports += [item.port for item in trace.exchanges if item.host == name]
    return sorted(dict.fromkeys(ports))


def _dns(asked: Sequence[Dns], hosts: Mapping[str, Any]) -> dict[str, Any]:
    names: dict[str, dict[str, Any]] = {}
    for item in asked:
        fields = names.setdefault(item.name, {})
        if item.rcode.endswith(_TRUNCATED):
            fields["truncate"] = True
        fault = _FAULTS.get(item.rcode)
        # A client asks again what was not answered at first.
        if fault and not fields:
            fields["answer"] = fault
        elif item.rcode == "NOERROR" and not item.answers and item.name not in hosts:
            fields.setdefault("answer", "nodata")
        _add_records(item, fields, names, hosts)
    below = [name for name, fields in names.items() if fields] + list(hosts)
    return {
        name: fields
        for name, fields in names.items()
        if fields and not (_says_nothing(fields) and any(b.endswith(f".{name}") for b in below))
    }


def _says_nothing(fields: Mapping[str, Any]) -> bool:
    """A name without records and with names below it is NODATA anyway."""
    return fields == {"answer": "nodata"}


def _add_records(
    item: Dns,
    fields: dict[str, Any],
    names: dict[str, dict[str, Any]],
    hosts: Mapping[str, Any],
) -> None:
    for answer in item.answers:
        owner, kind, data = answer.split(" ", 2)
        owner = owner.lower()
        target = fields if owner == item.name else names.setdefault(owner, {})
        if kind == "CNAME":
            target["cname"] = data.lower()
        elif kind == "SRV" and data not in target.setdefault("srv", []):
            target["srv"].append(data)
        elif kind == "TXT" and data.strip('"') not in target.setdefault("txt", []):
            target["txt"].append(data.strip('"'))
        if fields.get("answer"):
            del fields["answer"]
    # The same record twice is told, too.
    for owner in {answer.split(" ")[0].lower() for answer in item.answers if " SRV " in answer}:
        names[owner]["srv"] = [
            answer.split(" ", 2)[2]
            for answer in item.answers
            if " SRV " in answer and answer.lower().startswith(f"{owner} ")
        ]
