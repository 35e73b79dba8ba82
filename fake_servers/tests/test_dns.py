# SPDX-License-Identifier: Apache-2.0
"""Every fault of DNS, seen with dig, dnspython and the C library's resolver."""

from pathlib import Path

import pytest
from faults import Seen, meet, meet_python

HOST = "hosts: {mail.corp.test: {http: {reply: html}}}\n"
# A query that dig sends once, in plain DNS or in EDNS.
PLAIN = ["dig", "+tries=1", "+time=1", "+noedns", "+nocookie"]
EDNS = ["dig", "+tries=1", "+time=1", "+edns=0", "+nobadcookie", "+nocookie"]


def dig(directory: Path, entry: str, *arguments: str) -> Seen:
    """Asks for x.test, which the entry describes."""
    return meet(directory, f"dns: {{x.test: {entry}}}", *(arguments or (*PLAIN, "x.test")))


def status(seen: Seen) -> str:
    """The rcode that dig shows."""
    return seen.out.split("status: ")[1].split(",")[0]


def udp(directory: Path, entry: str) -> Seen:
    """Sends one query for x.test with dnspython and prints what came first."""
    code = """
        import dns.message, dns.query, dns.rdatatype
        query = dns.message.make_query("x.test", "A")
        try:
            print(dns.query.udp(query, "127.0.0.1", timeout=5).answer[0])
        except Exception as error:
            print(type(error).__name__)
        """
    return meet_python(directory, f"dns: {{x.test: {entry}}}", code)


@pytest.mark.parametrize("word", ["formerr", "notimp", "refused", "servfail", "nxdomain"])
def test_a_refusal_has_its_code(tmp_path: Path, word: str) -> None:
    seen = dig(tmp_path, f"{{answer: {word}}}")
    assert status(seen) == word.upper()
    assert seen.events("dns")[0]["faults"] == [f"x.test answer {word}"]


def test_nodata_is_no_error_and_no_answer(tmp_path: Path) -> None:
    seen = dig(tmp_path, "{answer: nodata}")
    assert status(seen) == "NOERROR"
    assert "ANSWER: 0, AUTHORITY: 1" in seen.out
    assert "SOA" in seen.out


def test_silence_is_silence(tmp_path: Path) -> None:
    assert dig(tmp_path, "{answer: silent}").exit_code == 9  # dig: no reply


def test_a_lame_answer_refers_and_answers_nothing(tmp_path: Path) -> None:
    seen = dig(tmp_path, "{answer: lame}")
    assert status(seen) == "NOERROR"
    assert "ANSWER: 0, AUTHORITY: 1" in seen.out
    assert "NS\tns.x.test." in seen.out
    assert "recursion requested but not available" in seen.out


@pytest.mark.parametrize("word", ["formerr", "notimp"])
def test_edns_is_refused_and_plain_dns_is_not(tmp_path: Path, word: str) -> None:
    entry = f"{{a: [192.0.2.1], edns: {word}}}"
    seen = dig(tmp_path, entry, *EDNS, "x.test")
    assert status(seen) == word.upper()
    assert seen.events("dns")[0]["edns"] is True
    plain = dig(tmp_path, entry)
    assert "192.0.2.1" in plain.out
    assert plain.events("dns")[0]["edns"] is False


def test_edns_is_met_with_silence(tmp_path: Path) -> None:
    entry = "{a: [192.0.2.1], edns: silent}"
    assert dig(tmp_path, entry, *EDNS, "x.test").exit_code == 9
    assert "192.0.2.1" in dig(tmp_path, entry).out


def test_tc_sends_the_client_to_tcp(tmp_path: Path) -> None:
    seen = dig(tmp_path, "{a: [192.0.2.1], truncate: true}")
    assert "Truncated, retrying in TCP mode" in seen.out
    assert "192.0.2.1" in seen.out
    assert [event["transport"] for event in seen.events("dns")] == ["udp", "tcp"]


def test_tcp_is_refused_after_tc(tmp_path: Path) -> None:
    world = "resolver: {tcp: refused}\ndns: {x.test: {a: [192.0.2.1], truncate: true}}"
    seen = meet(tmp_path, world, *PLAIN, "x.test")
    assert "connection refused" in seen.out
    assert "192.0.2.1" not in seen.out


def test_tcp_is_silent_after_tc(tmp_path: Path) -> None:
    world = "resolver: {tcp: silent}\ndns: {x.test: {a: [192.0.2.1], truncate: true}}"
    seen = meet(tmp_path, world, *PLAIN, "x.test")
    assert "192.0.2.1" not in seen.out
    assert "resolver tcp silent" in seen.events("dns")[-1]["faults"]


def test_several_addresses_and_a_ttl(tmp_path: Path) -> None:
    entry = '{a: [192.0.2.2, 192.0.2.1], aaaa: ["2001:db8::1"], ttl: 7}'
    both = dig(tmp_path, entry, *PLAIN, "+noall", "+answer", "x.test", "A", "x.test", "AAAA")
    assert both.out.split() == (
        "x.test. 7 IN A 192.0.2.2 x.test. 7 IN A 192.0.2.1 x.test. 7 IN AAAA 2001:db8::1".split()
    )


def test_a_chain_of_aliases_is_shown(tmp_path: Path) -> None:
    world = "dns: {x.test: {cname: y.test}, y.test: {cname: mail.corp.test}}\n" + HOST
    seen = meet(tmp_path, world, *PLAIN, "+short", "x.test")
    assert seen.out.splitlines()[:2] == ["y.test.", "mail.corp.test."]
    assert len(seen.out.splitlines()) == 3


def test_aliases_in_a_circle_fail(tmp_path: Path) -> None:
    world = "dns: {x.test: {cname: y.test}, y.test: {cname: x.test}}"
    assert status(meet(tmp_path, world, *PLAIN, "x.test")) == "SERVFAIL"


def test_an_alias_of_itself_is_shown(tmp_path: Path) -> None:
    seen = dig(tmp_path, "{answer: cname-loop}", *PLAIN, "+short", "x.test")
    assert seen.out == "x.test.\n"
    assert "x.test answer cname-loop" in seen.events("dns")[0]["faults"]


def test_srv_records_keep_their_order(tmp_path: Path) -> None:
    entry = '{srv: ["20 0 443 b.test", "10 5 443 a.test", "10 0 443 ."]}'
    seen = dig(tmp_path, entry, *PLAIN, "+short", "x.test", "SRV")
    assert seen.out.splitlines() == [
        "20 0 443 b.test.",
        "10 5 443 a.test.",
        "10 0 443 .",
    ]


def test_three_hundred_records_are_few_words(tmp_path: Path) -> None:
    entry = '{srv: ["{n} 0 443 h{n}.test"], times: 300}'.replace('"{n} 0', '"1 0')
    seen = dig(tmp_path, entry, *PLAIN, "+short", "x.test", "SRV")
    lines = [line for line in seen.out.splitlines() if not line.startswith(";")]
    assert lines == [f"1 0 443 h{n}.test." for n in range(1, 301)]
    assert [event["transport"] for event in seen.events("dns")] == ["udp", "tcp"]
    many = dig(tmp_path, "{a: [192.0.2.250], times: 8}", *PLAIN, "+short", "x.test")
    assert many.out.splitlines()[5:] == ["192.0.2.255", "192.0.3.0", "192.0.3.1"]


def test_records_with_data_of_a_wrong_length(tmp_path: Path) -> None:
    seen = udp(tmp_path, '{raw: ["A 01"], a: [192.0.2.1]}')
    assert seen.out.strip() in ("FormError", "BadFormat", "SyntaxError", "ParseError")
    assert "malformed" in dig(tmp_path, '{raw: ["SRV 000a"]}', *PLAIN, "x.test", "SRV").out


@pytest.mark.parametrize(
    "word",
    ["cut", "count-too-high", "pointer-loop", "data-too-long", "garbage", "empty"],
)
def test_a_broken_message_cannot_be_read(tmp_path: Path, word: str) -> None:
    entry = f"{{a: [192.0.2.1], message: {word}}}"
    seen = udp(tmp_path, entry)
    assert "192.0.2.1" not in seen.out
    assert seen.events("dns")[0]["faults"] == [f"x.test message {word}"]
    assert "status: NOERROR" not in dig(tmp_path, entry, *PLAIN, "+nobesteffort", "x.test").out


def test_an_answer_with_another_id(tmp_path: Path) -> None:
    seen = dig(tmp_path, "{a: [192.0.2.1], message: wrong-id}")
    assert "ID mismatch" in seen.out + seen.err
    assert udp(tmp_path, "{a: [192.0.2.1], message: wrong-id}").out == "BadResponse\n"


def test_an_answer_to_another_question(tmp_path: Path) -> None:
    seen = dig(tmp_path, "{a: [192.0.2.1], message: wrong-question}")
    assert "Question section mismatch: got y.test/A/IN" in seen.out + seen.err


def test_a_message_that_is_no_response(tmp_path: Path) -> None:
    entry = "{a: [192.0.2.1], message: not-a-response}"
    assert udp(tmp_path, entry).out == "BadResponse\n"


def test_a_forgery_comes_before_the_answer(tmp_path: Path) -> None:
    entry = "{a: [192.0.2.1], message: forged-first}"
    assert udp(tmp_path, entry).out == "BadResponse\n"


def datagrams(directory: Path, entry: str, count: int) -> list[str]:
    """The ids and rcodes of the datagrams that one query brings, in hexadecimal."""
    code = f"""
        import dns.message, socket
        client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        client.settimeout(5)
        query = dns.message.make_query("x.test", "A", id=0x1234)
        client.sendto(query.to_wire(), ("127.0.0.1", 53))
        for _ in range({count}):
            got = client.recv(4096)
            print(got[:2].hex(), got[3] & 15)
        """
    return meet_python(directory, f"dns: {{x.test: {entry}}}", code).out.splitlines()


def test_two_datagrams_come(tmp_path: Path) -> None:
    forged = datagrams(tmp_path, "{a: [192.0.2.1], message: forged-first}", 2)
    assert forged == ["4734 3", "1234 0"]
    twice = datagrams(tmp_path, "{a: [192.0.2.1], message: duplicate}", 2)
    assert twice == ["1234 0", "1234 0"]


def test_a_late_answer_comes_after_the_client_has_given_up(tmp_path: Path) -> None:
    assert dig(tmp_path, "{a: [192.0.2.1], delay: 3s}").exit_code == 9
    assert "192.0.2.1" in dig(tmp_path, "{a: [192.0.2.1], delay: 100ms}").out


def test_a_wildcard_stands_for_names_that_are_not_there(tmp_path: Path) -> None:
    world = 'dns: {"*.corp.test": {a: [192.0.2.99]}}\n' + HOST
    script = "dig +short any.corp.test; dig +short mail.corp.test; dig +short corp.test"
    first, second = meet(tmp_path, world, "sh", "-c", script).out.splitlines()
    assert first == "192.0.2.99"
    assert second != "192.0.2.99"


def test_the_second_answer_is_another(tmp_path: Path) -> None:
    world = "dns: {x.test: {a: [192.0.2.1], ttl: 0, then: [{a: [127.0.0.1]}, {answer: nxdomain}]}}"
    script = "for i in 1 2; do dig +short x.test; done; dig x.test | grep -o NXDOMAIN"
    seen = meet(tmp_path, world, "sh", "-c", script)
    assert seen.out.split() == ["192.0.2.1", "127.0.0.1", "NXDOMAIN"]
    assert [event.get("faults", []) for event in seen.events("dns")] == [
        [],
        ["x.test then"],
        ["x.test then", "x.test answer nxdomain"],
    ]


RESOLVE = """
import socket
print(sorted({entry[4][0] for entry in socket.getaddrinfo("mail.corp.test", 80)}))
"""


def test_the_second_name_server_works_while_the_first_is_dead(tmp_path: Path) -> None:
    world = "resolver: {servers: [dead, alive]}\n" + HOST
    assert meet(tmp_path, world, "cat", "/etc/resolv.conf").out == (
        "nameserver 127.0.0.1\nnameserver 127.0.0.2\n"
    )
    seen = meet(tmp_path, world, "dig", "+time=1", "+tries=1", "+short", "mail.corp.test")
    assert seen.out.splitlines()[-1].startswith("192.0.2.")
    events = seen.events("dns")
    assert [event["rcode"] for event in events] == ["silent", "NOERROR"]
    assert events[0]["faults"] == ["resolver servers dead"]


def test_a_closed_name_server_is_passed_over(tmp_path: Path) -> None:
    seen = meet_python(tmp_path, "resolver: {servers: [closed, alive]}\n" + HOST, RESOLVE)
    assert "192.0.2." in seen.out


def test_a_search_list_completes_short_names(tmp_path: Path) -> None:
    world = "resolver: {search: [lab.test, corp.test]}\n" + HOST
    seen = meet(tmp_path, world, "getent", "hosts", "mail")
    assert "mail.corp.test" in seen.out
    asked = [event["name"] for event in seen.events("dns")]
    assert asked.index("mail.lab.test") < asked.index("mail.corp.test")


def test_an_address_family_can_be_there_alone(tmp_path: Path) -> None:
    world = 'dns: {mail.corp.test: {aaaa: ["2001:db8::dead"]}}\n' + HOST
    code = RESOLVE + (
        "print(socket.create_connection(('mail.corp.test', 80)).getpeername()[0][:8])\n"
    )
    seen = meet_python(tmp_path, world, code)
    assert "2001:db8::dead" in seen.out
    assert seen.out.splitlines()[-1] == "192.0.2."
