# SPDX-License-Identifier: Apache-2.0
"""A TLS connection to a server, whatever its certificate, and what a strict client says of it."""

from __future__ import annotations

import socket
import ssl

from cryptography import x509

from adconf.trace.model import Certificate

_CONNECT_S = 30.0
# X509_V_ERR_…: what OpenSSL says, and how a world calls it.
_VERDICTS = {
    9: "not-yet-valid",
    10: "expired",
    18: "self-signed",
    19: "unknown-ca",
    20: "unknown-ca",
    21: "unknown-ca",
    62: "wrong-name",
    64: "wrong-name",
}
_OTHER = "unknown-ca"


def connect(
    real: tuple[str, int], host: str, trust: ssl.SSLContext
) -> tuple[ssl.SSLSocket, Certificate]:
    """Raises OSError where no handshake comes to its end, whoever is asked."""
    verdict = "valid"
    trust.set_alpn_protocols(["http/1.1"])
    try:
        met = _handshake(real, host, trust)
    except ssl.SSLCertVerificationError as error:
        verdict = _VERDICTS.get(error.verify_code, _OTHER)
        careless = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
        # Old servers are recorded, not refused.
        careless.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        careless.set_alpn_protocols(["http/1.1"])
        met = _handshake(real, host, careless)
    return met, _facts(met.getpeercert(binary_form=True) or b"", verdict)


def _handshake(real: tuple[str, int], host: str, context: ssl.SSLContext) -> ssl.SSLSocket:
    plain = socket.create_connection(real, _CONNECT_S)
    try:
        return context.wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def _facts(der: bytes, verdict: str) -> Certificate:
    try:
        shown = x509.load_der_x509_certificate(der)
        names = _names(shown)
        return Certificate(
            verdict,
            shown.subject.rfc4514_string(),
            shown.issuer.rfc4514_string(),
            names,
            f"{shown.not_valid_before:%Y-%m-%d}",
            f"{shown.not_valid_after:%Y-%m-%d}",
        )
    except ValueError:
        return Certificate(verdict)


def _names(shown: x509.Certificate) -> tuple[str, ...]:
    try:
        found = shown.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = [str(item) for item in found.get_values_for_type(x509.IPAddress)]
    return (*found.get_values_for_type(x509.DNSName), *addresses)
