# SPDX-License-Identifier: Apache-2.0
"""What a recording may reach: a world that is served for it, or the targets that were named."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import dns.exception
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset

from adconf.errors import UsageError
from adconf.paths import Programs

_DNS_S = 5.0
_PROBE_S = 2.0
_USUAL_PORTS = (80, 443)
# Addresses for documentation, for names that are told where to go by `--to HOST=ADDRESS:PORT`.
_MADE_UP = "192.0.2."


@dataclass(frozen=True)
class Place:
    """One port of one host, and where it really is."""

    host: str
    port: int
    real: tuple[str, int]


class Upstream(Protocol):
    """What the recorder forwards to; it asks nothing else."""

    def answer(self, query: bytes, tcp: bool) -> bytes | None:
        """The answer to a question of DNS; None: there is none."""

    def places(self, name: str, address: str) -> Sequence[Place]:
        """What can be connected to at this address, which this name led to."""

    def trust(self) -> ssl.SSLContext:
        """What a strict client would trust there."""

    def close(self) -> None:
        """The recording is over."""


def forward(query: bytes, server: tuple[str, int], tcp: bool) -> bytes | None:
    """The server's answer to a question, byte for byte."""
    try:
        question = dns.message.from_wire(query)
        if tcp:
            return dns.query.tcp(question, server[0], _DNS_S, server[1]).to_wire()
        with socket.socket(socket.AF_INET6 if ":" in server[0] else socket.AF_INET, 2) as asked:
            asked.settimeout(_DNS_S)
            asked.sendto(query, server)
            return asked.recvfrom(65535)[0]
    except (OSError, dns.exception.DNSException):
        return None


class World:
    """A world, served by fake-exchange on ports of its own."""

    def __init__(self, world: Path, programs: Programs, clock_rate: float = 1) -> None:
        line = [str(programs.fake_exchange), "serve", str(world.resolve()), "--json", "--until-eof"]
        if clock_rate != 1:
            line += ["--clock-rate", f"{clock_rate:g}"]
        self._process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout
        listing = self._process.stdout.readline()
        if not listing:
            raise UsageError(f"{world}: fake-exchange does not serve it (see above)")
        told = json.loads(listing)
        self._dns = (told["dns"]["address"], told["dns"]["port"])
        self._ca = told["ca_pem"]
        self._served = [
            Place(item["host"], item["world_port"], (item["address"], item["port"]))
            for item in told["services"]
        ]
        self._places: dict[str, list[Place]] = {}
        services: dict[str, list[Place]] = {}
        for place in self._served:
            services.setdefault(place.host, []).append(place)
        for host, places in services.items():
            for kind in ("A", "AAAA"):
                for address in _addresses(host, kind, self._dns):
                    self._places.setdefault(address, places)

    def answer(self, query: bytes, tcp: bool) -> bytes | None:
        """As the world's name server says."""
        return forward(query, self._dns, tcp)

    def places(self, name: str, address: str) -> Sequence[Place]:
        """What the world has at the address; a name that was led elsewhere tells its own host."""
        return self._places.get(address, ())

    def every_place(self) -> Sequence[Place]:
        """All that is served."""
        return self._served

    def trust(self) -> ssl.SSLContext:
        """The world's own root."""
        return ssl.create_default_context(cadata=self._ca)

    def close(self) -> None:
        """Ends the world."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def _addresses(host: str, kind: str, server: tuple[str, int]) -> list[str]:
    question = dns.message.make_query(host, kind)
    wire = forward(question.to_wire(), server, False)
    if wire is None:
        return []
    wanted = dns.rdatatype.from_text(kind)
    sets = dns.message.from_wire(wire).answer
    return [str(item) for each in sets if each.rdtype == wanted for item in each]


@dataclass
class Targets:
    """Named hosts, and nothing else. A name below a target may be asked for in DNS, too.

    `fixed`: (host, port) → where it really is, in the place of what DNS says. `ca`: trusted too.
    """

    hosts: Sequence[str]
    fixed: Mapping[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    resolver: tuple[str, int] | None = None
    ca: Path | None = None

    def answer(self, query: bytes, tcp: bool) -> bytes | None:
        """What the resolver says of a target; a name that was not given does not exist."""
        question = dns.message.from_wire(query)
        name = question.question[0].name.to_text(omit_final_dot=True).lower()
        reply = dns.message.make_response(question)
        if name in self._told:
            if question.question[0].rdtype == dns.rdatatype.A:
                address = f"{_MADE_UP}{self._told.index(name) + 1}"
                found = dns.rrset.from_text(question.question[0].name, 60, "IN", "A", address)
                reply.answer.append(found)
            return reply.to_wire()
        if not self._may_ask(name):
            reply.set_rcode(dns.rcode.NXDOMAIN)
            return reply.to_wire()
        return forward(query, self._server(), tcp)

    @property
    def _told(self) -> list[str]:
        return sorted({host for host, _ in self.fixed})

    def _may_ask(self, name: str) -> bool:
        """Names given without an address are asked for, and so is what hangs below them."""
        asked = [host for host in self.hosts if host not in self._told]
        return any(name == host or name.endswith(f".{host}") for host in asked)

    def _server(self) -> tuple[str, int]:
        if self.resolver:
            return self.resolver
        return str(dns.resolver.Resolver().nameservers[0]), 53

    def places(self, name: str, address: str) -> Sequence[Place]:
        """The ports of a target that take connections."""
        if name in self._told:
            return [
                Place(host, port, real)
                for (host, port), real in self.fixed.items()
                if host == name and f"{_MADE_UP}{self._told.index(name) + 1}" == address
            ]
        if name not in self.hosts:
            return ()
        return [Place(name, p, (address, p)) for p in _USUAL_PORTS if _is_open(address, p)]

    def trust(self) -> ssl.SSLContext:
        """This machine's roots, and the one that was given."""
        context = ssl.create_default_context()
        if self.ca:
            context.load_verify_locations(self.ca)
        return context

    def close(self) -> None:
        """Nothing of ours runs there."""


def _is_open(address: str, port: int) -> bool:
    """A port that does not answer in time is taken as open: the client shall wait there too."""
    try:
        socket.create_connection((address, port), _PROBE_S).close()
    except TimeoutError:
        return True
    except OSError:
        return False
    return True
