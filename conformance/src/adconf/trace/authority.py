# SPDX-License-Identifier: Apache-2.0
"""The recorder's certificates: to the client they are what the server's own would be to it."""

from __future__ import annotations

import ipaddress
import ssl
import tempfile
import threading
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from adconf.trace.model import Certificate

_DAY = timedelta(days=1)
_NAME_MAX = 64


class Authority:
    """A root of our own, and a stranger that nobody trusts, for what the server's chain lacks."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._root = self._make("Recorder Root", self._key, "Recorder Root", ca=True)
        self._stranger_key = ec.generate_private_key(ec.SECP256R1())
        self._leaf_key = ec.generate_private_key(ec.SECP256R1())
        self._leaves: dict[tuple[str, str, tuple[str, ...]], x509.Certificate] = {}
        self._lock = threading.Lock()

    @property
    def pem(self) -> bytes:
        """The root, for the client's store."""
        return self._root.public_bytes(serialization.Encoding.PEM)

    def context(self, host: str, like: Certificate) -> ssl.SSLContext:
        """A server's context with a certificate as good, or as bad, as the one that was met."""
        wanted = (host, like.verdict, like.names)
        with self._lock:
            if wanted not in self._leaves:
                self._leaves[wanted] = self._leaf(host, like)
            return _context_of(self._leaves[wanted], self._leaf_key)

    def _leaf(self, host: str, like: Certificate) -> x509.Certificate:
        names = like.names if like.verdict == "wrong-name" and like.names else (host,)
        start, end = -_DAY, 30 * _DAY
        if like.verdict == "expired":
            start, end = -30 * _DAY, -_DAY
        elif like.verdict == "not-yet-valid":
            start, end = _DAY, 30 * _DAY
        signer, issuer = self._key, "Recorder Root"
        if like.verdict == "self-signed":
            signer, issuer = self._leaf_key, names[0][:_NAME_MAX]
        elif like.verdict == "unknown-ca":
            signer, issuer = self._stranger_key, "A stranger"
        return self._make(names[0], signer, issuer, names=names, life=(start, end))

    def _make(
        self,
        subject: str,
        signer: ec.EllipticCurvePrivateKey,
        issuer: str,
        names: tuple[str, ...] = (),
        life: tuple[timedelta, timedelta] = (-_DAY, 30 * _DAY),
        ca: bool = False,
    ) -> x509.Certificate:
        now = datetime.utcnow()
        key = self._key if ca else self._leaf_key
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(subject))
            .issuer_name(_name(issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + life[0])
            .not_valid_after(now + life[1])
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if ca:
            # Python's strict checks ask a root for both.
            usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
            builder = builder.add_extension(usage, critical=True)
            identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
            builder = builder.add_extension(identifier, critical=False)
        else:
            purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
            builder = builder.add_extension(purpose, critical=False)
            builder = builder.add_extension(
                x509.SubjectAlternativeName([_alternative(name) for name in names]), critical=False
            )
        return builder.sign(signer, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:_NAME_MAX])])


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _context_of(leaf: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    pem = leaf.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    # The library takes files only; the key is worth nothing outside of this recording.
    with tempfile.NamedTemporaryFile(prefix="conform-record-", suffix=".pem") as file:
        Path(file.name).write_bytes(pem)
        context.load_cert_chain(file.name)
    return context
