// SPDX-License-Identifier: Apache-2.0
//
// What is said about mistakes in the document, the mailbox and the accounts:
// the place, the field, what is wrong and what is allowed.

#include <gtest/gtest.h>

#include "world/problem_case.h"

namespace fake {
namespace {

class DocumentProblemsTest : public testing::TestWithParam<ProblemCase> {};

TEST_P(DocumentProblemsTest, IsTold) { ExpectProblems(GetParam()); }

// Fails if a mistake goes unnoticed, or its message changes.
INSTANTIATE_TEST_SUITE_P(
    , DocumentProblemsTest,
    testing::ValuesIn<ProblemCase>({
        {"EmptyFile", "", {"1:1: an empty file"}},
        {"NotYaml",
         R"(world: [
)",
         {"2:1: not YAML: end of sequence flow not found"}},
        {"NotAMap",
         R"(- world
)",
         {"1:1: must be a map with `world`, not a list"}},
        {"NoWorld",
         R"(mailbox: {address: a@corp.test}
)",
         {"1:1: `world` is missing: the internet of the scenario"}},
        {"MistypedTopLevelField",
         R"(wrold: {}
)",
         {"1:1: wrold: unknown field; allowed are title, about, requirements, "
          "level, needs, mailbox, client, clock, world, expect; did you mean "
          "`world`?",
          "1:1: `world` is missing: the internet of the scenario"}},
        {"TwoDocuments",
         R"(world: {}
---
world: {}
)",
         {"1:1: more than one document (`---`)"}},
        {"FieldGivenTwice",
         R"(world: {}
world: {}
)",
         {"2:1: world: given twice; keep one"}},
        {"WorldIsNoMap",
         R"(world: yes please
)",
         {"1:8: world: must be a map with `dns`, `hosts` …, not a single "
          "value"}},
        {"MistypedWorldField",
         R"(world: {host: {}}
)",
         {"1:9: world.host: unknown field; allowed are dns, resolver, "
          "hosts, accounts, tokens, kerberos, lockout_after, rtt, bandwidth, "
          "loss, jitter, seed; did you mean "
          "`hosts`?"}},
        {"MailboxWithoutAddress",
         R"(mailbox: {username: ann}
world: {}
)",
         {"1:10: mailbox: `address` is missing: the mailbox that a client "
          "looks for"}},
        {"PasswordThatIsANumber",
         R"(mailbox: {address: a@corp.test, password: 12345678}
world: {}
)",
         {"1:43: mailbox.password: must be text, and this could be read as "
          "something else: put it in quotes"}},
        {"PasswordTooShort",
         R"(mailbox: {address: a@corp.test, password: abc}
world: {}
)",
         {"1:43: mailbox.password: must have at least four bytes, or it could "
          "not be told from chance in what a client sends"}},
        {"PasswordIsAList",
         R"(mailbox: {address: a@corp.test, password: [hunter22]}
world: {}
)",
         {"1:43: mailbox.password: must be text, not a list"}},
        {"EmptyUsername",
         R"(mailbox: {address: a@corp.test, username: ""}
world: {}
)",
         {"1:43: mailbox.username: must not be empty"}},
        {"DurationWithoutUnit",
         R"(world: {rtt: 50}
)",
         {"1:14: world.rtt: must be a duration such as 500ms, 2s or 1m"}},
        {"DurationInHours",
         R"(world: {rtt: 2h}
)",
         {"1:14: world.rtt: must be a duration such as 500ms, 2s or 1m"}},
        {"DurationTooLong",
         R"(world: {rtt: 61m}
)",
         {"1:14: world.rtt: must be at most an hour"}},
        {"AccountsAreAList",
         R"(world: {accounts: [ann]}
)",
         {"1:19: world.accounts: must be a map from user names to passwords, "
          "not a list"}},
        {"YamlTag",
         R"(world: !x {}
)",
         {"1:8: a tag (`!…`) has no meaning here"}},
        {"AliasesThatGrow",
         R"(a: &a [x,x,x,x,x,x,x,x,x]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]
e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]
f: [*e,*e,*e,*e,*e,*e,*e,*e,*e]
)",
         {"6:8: too long"}},
        {"EveryProblemInOrder",
         R"(world:
  dsn: {}
  hosts: {a.test: {https: {status: 1}, http: {reply: x}}}
levl: must
)",
         {"2:3: world.dsn: unknown field; allowed are dns, resolver, "
          "hosts, accounts, tokens, kerberos, lockout_after, rtt, bandwidth, "
          "loss, jitter, seed; did you mean "
          "`dns`?",
          "3:36: world.hosts.a.test.https.status: must be a whole number from "
          "100 to 999",
          "3:54: world.hosts.a.test.http.reply: `x` is not allowed; allowed "
          "are settings, redirect-addr, redirect-url, error, html, json, empty",
          "4:1: levl: unknown field; allowed are title, about, requirements, "
          "level, needs, mailbox, client, clock, world, expect; did you mean "
          "`level`?"}},
        {"KeyIsAList",
         R"(world: {dns: {[a]: {}}}
)",
         {"1:15: world.dns: every key must be text"}},
    }),
    [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace fake
