// SPDX-License-Identifier: Apache-2.0
//
// What is said about mistakes in `dns`: the place, the
// field, what is wrong and what is allowed.

#include <gtest/gtest.h>

#include "world/problem_case.h"

namespace fake {
namespace {

class DnsProblemsTest : public testing::TestWithParam<ProblemCase> {};

TEST_P(DnsProblemsTest, IsTold) { ExpectProblems(GetParam()); }

// Fails if a mistake goes unnoticed, or its message changes.
INSTANTIATE_TEST_SUITE_P(
    , DnsProblemsTest,
    testing::ValuesIn<ProblemCase>({
        {"DnsIsAList",
         R"(world: {dns: [corp.test]}
)",
         {"1:14: world.dns: must be a map of names, not a list"}},
        {"NotADnsName",
         R"(world: {dns: {"corp..test": {a: [192.0.2.1]}}}
)",
         {"1:15: world.dns.corp..test: not a name: an empty label (two dots, "
          "or one in front)"}},
        {"NameWithoutRecords",
         R"(world: {dns: {corp.test: {}}}
)",
         {"1:26: world.dns.corp.test: says nothing: give records, or `answer: "
          "nodata`"}},
        {"NameInTwoSpellings",
         R"(world: {dns: {corp.test: {answer: nodata}, CORP.test.: {answer: nodata}}}
)",
         {"1:44: world.dns.CORP.test.: the same name is given twice, in "
          "another spelling"}},
        {"Ipv6InA",
         R"(world: {dns: {corp.test: {a: ["2001:db8::1"]}}}
)",
         {"1:31: world.dns.corp.test.a[0]: must be an IPv4 address"}},
        {"Ipv4InAaaa",
         R"(world: {dns: {corp.test: {aaaa: [192.0.2.1]}}}
)",
         {"1:34: world.dns.corp.test.aaaa[0]: must be an IPv6 address"}},
        {"AddressesAreNoList",
         R"(world: {dns: {corp.test: {a: 192.0.2.1}}}
)",
         {"1:30: world.dns.corp.test.a: must be a list of addresses, not a "
          "single value"}},
        {"EmptyList",
         R"(world: {dns: {corp.test: {a: []}}}
)",
         {"1:30: world.dns.corp.test.a: must be a list of addresses, with at "
          "least one element"}},
        {"SrvTooShort",
         R"(world: {dns: {corp.test: {srv: ["0 0 443"]}}}
)",
         {R"(1:33: world.dns.corp.test.srv[0]: must be "PRIORITY WEIGHT PORT TARGET", three numbers from 0 to 65535 and a name)"}},
        {"SrvPortTooLarge",
         R"(world: {dns: {corp.test: {srv: ["0 0 70000 mail.corp.test"]}}}
)",
         {R"(1:33: world.dns.corp.test.srv[0]: must be "PRIORITY WEIGHT PORT TARGET", three numbers from 0 to 65535 and a name)"}},
        {"SrvTargetIsNoName",
         R"(world: {dns: {corp.test: {srv: ["0 0 443 mail/corp"]}}}
)",
         {"1:33: world.dns.corp.test.srv[0]: the target `mail/corp` is not a "
          "name: letters, digits, hyphens and underscores are allowed"}},
        {"MistypedAnswer",
         R"(world: {dns: {corp.test: {answer: nxdomian}}}
)",
         {"1:35: world.dns.corp.test.answer: `nxdomian` is not allowed; "
          "allowed are nxdomain, nodata, servfail, refused, formerr, notimp, "
          "lame, cname-loop, silent; did you mean `nxdomain`?"}},
        {"AnswerBesideRecords",
         R"(world: {dns: {corp.test: {answer: servfail, a: [192.0.2.1]}}}
)",
         {"1:45: world.dns.corp.test.a: cannot stand beside `answer`, which is "
          "what every query gets"}},
        {"CnameBesideRecords",
         R"(world: {dns: {corp.test: {cname: mail.corp.test, txt: [x]}}}
)",
         {"1:50: world.dns.corp.test.txt: cannot stand beside `cname`: an "
          "alias has no other records"}},
        {"CnameIsNoName",
         R"(world: {dns: {corp.test: {cname: "mail corp"}}}
)",
         {"1:34: world.dns.corp.test.cname: not a name: letters, digits, "
          "hyphens and underscores are allowed"}},
        {"DelayedSilence",
         R"(world: {dns: {corp.test: {answer: silent, delay: 1s}}}
)",
         {"1:43: world.dns.corp.test.delay: has no meaning beside `answer: "
          "silent`"}},
        {"NotABool",
         R"(world: {dns: {corp.test: {a: [192.0.2.1], truncate: maybe}}}
)",
         {"1:53: world.dns.corp.test.truncate: must be true or false"}},
        {"WildcardInTheMiddle",
         R"(world: {dns: {"mail.*.test": {a: [192.0.2.1]}}}
)",
         {"1:15: world.dns.mail.*.test: not a name: letters, digits, hyphens "
          "and underscores are allowed"}},
        {"RawWithoutHex",
         R"(world: {dns: {corp.test: {raw: ["SRV 0x1"]}}}
)",
         {R"(1:33: world.dns.corp.test.raw[0]: must be "TYPE HEX": A, AAAA, CNAME, SRV or TXT, and the bytes of its data, two digits each (none for no data))"}},
        {"TimesOfNothing",
         R"(world: {dns: {corp.test: {txt: [x], times: 300}}}
)",
         {"1:37: world.dns.corp.test.times: has no meaning without `a`, `aaaa` "
          "or `srv`, whose records it multiplies"}},
        {"TooManyTimes",
         R"(world: {dns: {corp.test: {a: [192.0.2.1], times: 1001}}}
)",
         {"1:50: world.dns.corp.test.times: must be a whole number from 1 to "
          "1000"}},
        {"NegativeTtl",
         R"(world: {dns: {corp.test: {a: [192.0.2.1], ttl: -1}}}
)",
         {"1:48: world.dns.corp.test.ttl: must be a whole number from 0 to "
          "2147483647"}},
        {"MistypedMessage",
         R"(world: {dns: {corp.test: {a: [192.0.2.1], message: wrongid}}}
)",
         {"1:52: world.dns.corp.test.message: `wrongid` is not allowed; "
          "allowed "
          "are wrong-id, wrong-question, forged-first, duplicate, cut, "
          "count-too-high, pointer-loop, data-too-long, not-a-response, "
          "garbage, empty; did you mean `wrong-id`?"}},
        {"MistypedEdns",
         R"(world: {dns: {corp.test: {a: [192.0.2.1], edns: none}}}
)",
         {"1:49: world.dns.corp.test.edns: `none` is not allowed; allowed are "
          "formerr, notimp, silent"}},
        {"ThenInsideThen",
         R"(world: {dns: {corp.test: {a: [192.0.2.1], then: [{answer: nodata, then: [{answer: nodata}]}]}}}
)",
         {"1:50: world.dns.corp.test.then[0]: `then` cannot stand inside "
          "`then`: go on in the same list"}},
        {"FourNameServers",
         R"(world: {resolver: {servers: [dead, dead, closed, alive]}}
)",
         {"1:29: world.resolver.servers: at most three: /etc/resolv.conf takes "
          "no more"}},
        {"MistypedNameServer",
         R"(world: {resolver: {servers: [deed]}}
)",
         {"1:30: world.resolver.servers[0]: `deed` is not allowed; allowed are "
          "alive, dead, closed; did you mean `dead`?"}},
        {"SearchIsNoName",
         R"(world: {resolver: {search: ["corp test"]}}
)",
         {"1:29: world.resolver.search[0]: not a name: letters, digits, "
          "hyphens and underscores are allowed"}},
        {"MistypedDnsTcp",
         R"(world: {resolver: {tcp: closed}}
)",
         {"1:25: world.resolver.tcp: `closed` is not allowed; allowed are "
          "accept, refused, silent"}},
        {"TxtTooLong",
         "world: {dns: {corp.test: {txt: [\"" + std::string(256, 'x') +
             "\"]}}}",
         {"1:32: world.dns.corp.test.txt: a text must have at most 255 bytes"}},
    }),
    [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace fake
