# SPDX-License-Identifier: Apache-2.0
"""Every fault of TLS, seen with openssl, curl and Python."""

from pathlib import Path

import pytest
from faults import Seen, meet, meet_python

URL = "https://mail.corp.test/"
OLD = "DEFAULT:@SECLEVEL=0"


def world(tls: str, **more: str) -> str:
    """A world with one host whose port 443 has this `tls`."""
    fields = "".join(f", {name}: {value}" for name, value in more.items())
    return f"hosts: {{mail.corp.test: {{https: {{tls: {tls}, reply: html{fields}}}}}}}"


def curl(directory: Path, tls: str, *options: str) -> Seen:
    """Asks with curl, which checks the certificate."""
    return meet(directory, world(tls), "curl", "-sS", "-o", "/dev/null", *options, URL)


def s_client(directory: Path, tls: str, *options: str) -> Seen:
    """Shakes hands with openssl, which shows everything."""
    words = " ".join(options)
    command = f"openssl s_client -connect mail.corp.test:443 {words} </dev/null 2>&1"
    return meet(directory, world(tls), "sh", "-c", command)


def faults(seen: Seen) -> list[str]:
    """The faults of the first handshake."""
    listed: list[str] = seen.events("tls")[0].get("faults", [])
    return listed


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("expired", 10),
        ("not-yet-valid", 9),
        ("self-signed", 18),
        ("unknown-ca", 20),
        ("missing-intermediate", 20),
        ("intermediate-without-ca-bit", 79),
        ("wrong-name", 62),
        ("wildcard-too-deep", 62),
        ("ip", 62),
        ("valid", 0),
        ("short-lived", 0),
        ("intermediate", 0),
        ("wildcard", 0),
        ("stapled", 0),
    ],
)
def test_openssl_says_what_is_wrong_with_a_certificate(
    tmp_path: Path, kind: str, code: int
) -> None:
    seen = s_client(tmp_path, kind, "-verify_hostname", "mail.corp.test")
    bad = code != 0
    assert (f"verify error:num={code}:" if bad else "Verify return code: 0 ") in seen.out
    assert faults(seen) == ([f"certificate {kind}"] if bad else [])


@pytest.mark.parametrize("kind", ["weak-key", "sha1"])
def test_a_weak_certificate_is_refused_by_curl(tmp_path: Path, kind: str) -> None:
    assert curl(tmp_path, kind).exit_code == 60
    shown = (
        "openssl s_client -connect mail.corp.test:443 </dev/null 2>/dev/null | openssl x509 -text"
    )
    text = meet(tmp_path, world(kind), "sh", "-c", shown).out
    assert ("1024 bit" in text) == (kind == "weak-key")
    assert ("ecdsa-with-SHA1" in text) == (kind == "sha1")


def test_a_name_in_the_subject_alone_is_refused_by_python(tmp_path: Path) -> None:
    code = f"""
        import ssl, urllib.request
        strict = ssl.create_default_context()
        strict.hostname_checks_common_name = False
        try:
            urllib.request.urlopen("{URL}", context=strict)
        except Exception as error:
            print(error)
        """
    assert "certificate is not valid for" in meet_python(tmp_path, world("cn-only"), code).out


def test_a_revoked_certificate_has_a_stapled_answer(tmp_path: Path) -> None:
    assert "Cert Status: revoked" in s_client(tmp_path, "revoked", "-status").out
    assert "Cert Status: good" in s_client(tmp_path, "stapled", "-status").out
    assert curl(tmp_path, "revoked", "--cert-status").exit_code == 91
    assert curl(tmp_path, "stapled", "--cert-status").exit_code == 0
    assert curl(tmp_path, "valid", "--cert-status").exit_code == 91


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
def test_one_protocol_alone_is_spoken(tmp_path: Path, version: str) -> None:
    tls = f"{{protocols: [tls{version}]}}"
    option = "-tls" + version.replace("1.0", "1").replace(".", "_")
    seen = s_client(tmp_path, tls, option, "-cipher", f"'{OLD}'")
    name = "TLSv1" if version == "1.0" else f"TLSv{version}"
    assert seen.events("tls")[0]["version"] == name
    assert f"Protocol  : {name}" in seen.out or f"New, {name}" in seen.out
    other = "-tls1_3" if version != "1.3" else "-tls1_2"
    assert "alert protocol version" in s_client(tmp_path, tls, other).out


def test_curl_refuses_old_protocols(tmp_path: Path) -> None:
    seen = curl(tmp_path, "{protocols: [tls1.0, tls1.1]}")
    assert seen.exit_code == 35
    assert faults(seen) == ["protocols tls1.0", "protocols tls1.1"]


@pytest.mark.parametrize("limit", ["1.2", "1.3"])
def test_no_cipher_is_shared(tmp_path: Path, limit: str) -> None:
    seen = curl(tmp_path, "{ciphers: none-in-common}", "-v", "--tls-max", limit)
    assert seen.exit_code == 35
    assert "handshake failure" in seen.err


STAGES = {"hello": 0, "certificate": 1, "finished": 2}


@pytest.mark.parametrize("version", ["1.2", "1.3"])
@pytest.mark.parametrize("stage", STAGES)
def test_an_alert_comes_at_each_stage(tmp_path: Path, stage: str, version: str) -> None:
    option = "-tls" + version.replace(".", "_")
    seen = s_client(tmp_path, f"{{handshake: alert-after-{stage}}}", option, "-ign_eof")
    assert "alert" in seen.out
    assert ("BEGIN CERTIFICATE" in seen.out) == (stage != "hello")
    assert seen.events("tls")[0]["ok"] is (stage == "finished")
    assert faults(seen) == [f"handshake alert-after-{stage}"]


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("close-after-hello", "unexpected eof"),
        ("reset-after-hello", "errno=104"),
        ("close-after-certificate", "BEGIN CERTIFICATE"),
        ("reset-after-certificate", "BEGIN CERTIFICATE"),
        ("close-after-finished", "BEGIN CERTIFICATE"),
        ("reset-after-finished", "BEGIN CERTIFICATE"),
    ],
)
def test_a_handshake_is_cut(tmp_path: Path, word: str, says: str) -> None:
    seen = s_client(tmp_path, f"{{handshake: {word}}}", "-ign_eof")
    assert says in seen.out
    assert faults(seen) == [f"handshake {word}"]
    assert curl(tmp_path, f"{{handshake: {word}}}").exit_code in (35, 52, 55, 56)


@pytest.mark.parametrize("stage", STAGES)
def test_a_handshake_falls_silent(tmp_path: Path, stage: str) -> None:
    seen = curl(tmp_path, f"{{handshake: silent-after-{stage}}}", "-m", "1")
    assert seen.exit_code == 28
    assert faults(seen) == [f"handshake silent-after-{stage}"]


def test_plain_http_on_the_port_of_tls(tmp_path: Path) -> None:
    plain = meet(tmp_path, world("none"), "curl", "-sS", URL)
    assert plain.exit_code == 35
    assert "wrong version number" in plain.err
    asked = meet(tmp_path, world("none"), "curl", "-sS", "http://mail.corp.test:443/")
    assert asked.exit_code == 0


def test_tls_on_the_port_of_plain_http(tmp_path: Path) -> None:
    text = "hosts: {mail.corp.test: {http: {tls: valid, reply: html}}}"
    assert meet(tmp_path, text, "curl", "-sS", "https://mail.corp.test:80/").exit_code == 0
    seen = meet(tmp_path, text, "curl", "-sS", "http://mail.corp.test/")
    assert seen.exit_code != 0
    assert seen.events("tls")[0]["ok"] is False


def test_a_server_name_is_refused_or_required(tmp_path: Path) -> None:
    assert "unrecognized name" in s_client(tmp_path, "{server_name: refused}").out
    assert (
        "Verify return code: 0" in s_client(tmp_path, "{server_name: refused}", "-noservername").out
    )
    assert "unrecognized name" in s_client(tmp_path, "{server_name: required}", "-noservername").out
    assert "Verify return code: 0" in s_client(tmp_path, "{server_name: required}").out


def test_the_certificate_of_another_host_is_shown(tmp_path: Path) -> None:
    seen = curl(tmp_path, "{names: [other.corp.test]}")
    assert seen.exit_code == 60
    assert seen.events("tls")[0]["sni"] == "mail.corp.test"


def test_a_client_certificate_is_demanded(tmp_path: Path) -> None:
    seen = curl(tmp_path, "{client_certificate: demanded}", "-v")
    assert seen.exit_code in (35, 56)
    assert "certificate required" in seen.err
    assert curl(tmp_path, "{client_certificate: demanded}", "--tls-max", "1.2").exit_code == 35
    assert curl(tmp_path, "{client_certificate: asked}").exit_code == 0


def test_a_client_certificate_lets_in(tmp_path: Path) -> None:
    script = (
        "cd $HOME && openssl req -x509 -newkey rsa:2048 -nodes -keyout k -out c -days 2 "
        f"-subj /CN=ann 2>/dev/null && curl -sS -o /dev/null --cert c --key k {URL}"
    )
    seen = meet(tmp_path, world("{client_certificate: demanded}"), "sh", "-c", script)
    assert seen.exit_code == 0, seen.err


@pytest.mark.parametrize(
    ("alpn", "chosen"),
    [("[h2, http/1.1]", "h2"), ("[http/1.1]", "http/1.1"), ("none", "")],
)
def test_a_protocol_is_chosen_or_none(tmp_path: Path, alpn: str, chosen: str) -> None:
    seen = s_client(tmp_path, f"{{alpn: {alpn}}}", "-alpn", "h2,http/1.1")
    shown = f"ALPN protocol: {chosen}" if chosen else "No ALPN negotiated"
    assert shown in seen.out
    assert seen.events("tls")[0].get("alpn", "") == chosen


@pytest.mark.parametrize("version", ["-tls1_2", "-tls1_3"])
@pytest.mark.parametrize("kind", ["tickets", "sessions", "none"])
def test_a_session_is_resumed_or_not(tmp_path: Path, kind: str, version: str) -> None:
    client = f"openssl s_client -connect mail.corp.test:443 {version}"
    request = "printf 'GET / HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n'"
    script = (
        f"cd $HOME; ({request}; sleep 0.2) | {client} -ign_eof -sess_out s >one 2>&1;"
        f"test -s s && {request} | {client} -ign_eof -sess_in s 2>&1"
    )
    seen = meet(tmp_path, world(f"{{resumption: {kind}}}"), "sh", "-c", script)
    resumed = [event["resumed"] for event in seen.events("tls")]
    if kind == "none":
        assert True not in resumed
    else:
        assert resumed == [False, True]
        assert "Reused, TLSv1" in seen.out


def test_a_renegotiation_is_refused(tmp_path: Path) -> None:
    # A line of `R` begins one; its input stays open, or openssl would leave at once.
    script = (
        "cd $HOME && mkfifo input && exec 3<>input && echo R >&3"
        " && openssl s_client -connect mail.corp.test:443 <&3 2>&1"
    )
    seen = meet(tmp_path, world("{protocols: [tls1.2]}"), "sh", "-c", script)
    assert "RENEGOTIATING" in seen.out
    assert "no renegotiation" in seen.out


def test_what_never_happened_is_listed(tmp_path: Path) -> None:
    text = world("expired") + "\ndns: {x.test: {answer: servfail}}"
    seen = meet(tmp_path, text, "dig", "x.test")
    assert seen.document["unfired"] == ["mail.corp.test:443 tls certificate expired"]
    assert curl(tmp_path, "expired").document["unfired"] == []
