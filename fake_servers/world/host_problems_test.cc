// SPDX-License-Identifier: Apache-2.0
//
// What is said about mistakes in hosts and services: the place, the
// field, what is wrong and what is allowed.

#include <gtest/gtest.h>

#include "world/problem_case.h"

namespace fake {
namespace {

class HostProblemsTest : public testing::TestWithParam<ProblemCase> {};

TEST_P(HostProblemsTest, IsTold) { ExpectProblems(GetParam()); }

// Fails if a mistake goes unnoticed, or its message changes.
INSTANTIATE_TEST_SUITE_P(
    , HostProblemsTest,
    testing::ValuesIn<ProblemCase>({
        {"HostNamedByAddress",
         R"(world: {hosts: {192.0.2.7: {}}}
)",
         {"1:17: world.hosts.192.0.2.7: a host has a name here; give its "
          "literal address under `addresses`"}},
        {"HostWithUnderscore",
         R"(world: {hosts: {my_host.test: {}}}
)",
         {"1:17: world.hosts.my_host.test: not a host name: letters, digits "
          "and hyphens are allowed"}},
        {"HostNotInAscii",
         R"(world: {hosts: {bücher.test: {}}}
)",
         {"1:17: world.hosts.bücher.test: not a host name: write an "
          "internationalised name as the wire has it (xn--…)"}},
        {"HostWithNothing",
         kHost + std::string(""),
         {"3:5: world.hosts.mail.corp.test: must be a map ({} for a host on "
          "which nothing listens), not nothing"}},
        {"MistypedHostField",
         kHost + std::string(R"(      htps: {}
)"),
         {"4:7: world.hosts.mail.corp.test.htps: unknown field; allowed are "
          "addresses, http, https, ldap, ports, rtt, bandwidth; did you mean "
          "`https`?"}},
        {"HostInTwoSpellings",
         R"(world: {hosts: {mail.test: {}, MAIL.test: {}}}
)",
         {"1:32: world.hosts.MAIL.test: the same host is given twice, in "
          "another spelling"}},
        {"NotAnAddress",
         kHost + std::string(R"(      addresses: [ipv5]
)"),
         {"4:19: world.hosts.mail.corp.test.addresses[0]: must be ipv4, ipv6 "
          "or the literal address of one machine"}},
        {"MulticastAddress",
         kHost + std::string(R"(      addresses: [224.0.0.1]
)"),
         {"4:19: world.hosts.mail.corp.test.addresses[0]: must be ipv4, ipv6 "
          "or the literal address of one machine"}},
        {"AddressOfAnotherHost",
         R"(world: {hosts: {a.test: {addresses: [192.0.2.9]}, b.test: {addresses: [192.0.2.9]}}}
)",
         {"1:51: world.hosts.b.test: the address 192.0.2.9 is already that of "
          "a.test"}},
        {"PortZero",
         kHost + std::string(R"(      ports: {0: {}}
)"),
         {"4:15: world.hosts.mail.corp.test.ports.0: not a port: a number from "
          "1 to 65535"}},
        {"PortIsAWord",
         kHost + std::string(R"(      ports: {https: {}}
)"),
         {"4:15: world.hosts.mail.corp.test.ports.https: not a port: a number "
          "from 1 to 65535"}},
        {"TwoServicesOnOnePort",
         kHost + std::string(R"(      https: {}
      ports: {443: {}}
)"),
         {"5:15: world.hosts.mail.corp.test.ports.443: port 443 already has a "
          "service on this host"}},
        {"PointThatIsBoth",
         kHost +
             std::string(
                 R"(      ldap: {points: [{url: "https://a.test/", pointer: "ldap://b.test"}]}
)"),
         {"4:23: world.hosts.mail.corp.test.ldap.points[0]: must have either "
          "`url` or `pointer`"}},
        {"PointWithAllKeywordsAndASite",
         kHost +
             std::string(
                 R"(      ldap: {points: [{url: "https://a.test/", sites: [A], keywords: [x]}]}
)"),
         {"4:60: world.hosts.mail.corp.test.ldap.points[0].keywords: stand for "
          "all keywords: leave out `sites` and `domain`"}},
        {"UnknownLdapResult",
         kHost + std::string(R"(      ldap: {result: bussy}
)"),
         {"4:22: world.hosts.mail.corp.test.ldap.result: `bussy` is not "
          "allowed; allowed are operations-error, time-limit-exceeded, "
          "size-limit-exceeded, no-such-object, insufficient-access-rights, "
          "busy, unavailable, unwilling-to-perform; did you mean `busy`?"}},
        {"DirectoryWithoutAccounts",
         kHost + std::string(R"(      ldap: {ports: [389], access: account}
)"),
         {"4:13: world.hosts.mail.corp.test.ldap: demands a login, and there "
          "is none: give a `mailbox` or `world.accounts`"}},
        {"ServiceIsAList",
         kHost + std::string(R"(      https: [settings]
)"),
         {"4:14: HTTPS: must be a map that says what listens there, not a "
          "list"}},
        {"MistypedServiceField",
         Https("auth: basic, replay: settings"),
         {"4:21: HTTPS.auth: demands a login, and there is none: give a "
          "`mailbox` or `world.accounts`",
          "4:28: HTTPS.replay: unknown field; allowed are tls, tcp, proxy, "
          "auth, "
          "routes, script, reply, status, ews, ews_internal, smtp_address, "
          "display_name, to, code, message, location, headers, body, "
          "body_file, content_type, padding, shape, delay, fault, sets, "
          "wait_for, "
          "interim, "
          "version, framing, encoding, trailers, raw_headers, many_headers, "
          "stream, raw, flavour, protocols, "
          "alternative_mailboxes, public_folders, ttl, user_errors, "
          "setting_errors, "
          "cut_after; did you mean `reply`?"}},
        {"MistypedReply",
         Https("reply: setings"),
         {"4:22: HTTPS.reply: `setings` is not allowed; allowed are settings, "
          "redirect-addr, redirect-url, error, html, json, empty; did you mean "
          "`settings`?"}},
        {"ReplyOnASilentPort",
         Https("tcp: silent, reply: settings"),
         {"4:28: HTTPS.reply: has no meaning beside `tcp: silent`: nothing is "
          "ever answered there"}},
    }),
    [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace fake
