// SPDX-License-Identifier: Apache-2.0
//
// What is said about mistakes in `auth`: the place, the field, what is wrong
// and what is allowed.

#include <gtest/gtest.h>

#include "world/problem_case.h"

namespace fake {
namespace {

// With an account, so that only the `auth` is wrong.
std::string WithAccount(const std::string& auth) {
  return "mailbox: {address: ann@corp.test}\n"
         "world: {hosts: {mail.corp.test: {https: {auth: " +
         auth + "}}}}\n";
}

class AuthProblemsTest : public testing::TestWithParam<ProblemCase> {};

TEST_P(AuthProblemsTest, IsTold) { ExpectProblems(GetParam()); }

// Fails if a mistake goes unnoticed, or its message changes.
INSTANTIATE_TEST_SUITE_P(
    , AuthProblemsTest,
    testing::ValuesIn<ProblemCase>({
        {"UnknownAuth",
         Https("auth: diggest"),
         {"4:21: HTTPS.auth: `diggest` is not allowed; allowed are none, "
          "negotiate, ntlm, digest, basic, bearer; did you mean `digest`?"}},
        {"AuthWithoutSchemes",
         Https("auth: {accept: nobody}"),
         {"4:21: HTTPS.auth: needs `schemes` or `challenge`"}},
        {"UnknownScheme",
         Https("auth: {schemes: [kerberos]}"),
         {"4:32: HTTPS.auth.schemes[0]: `kerberos` is not allowed; allowed "
          "are negotiate, ntlm, digest, basic, bearer"}},
        {"LineBreakInRealm",
         Https(R"(auth: {schemes: [basic], realm: "a\r\nb"})"),
         {"4:21: HTTPS.auth: demands a login, and there is none: give a "
          "`mailbox` or `world.accounts`",
          "4:47: HTTPS.auth.realm: goes into an HTTP header: line breaks and "
          "other control characters are not allowed there"}},
        {"AuthWithoutAccount",
         Https("auth: basic, reply: settings"),
         {"4:21: HTTPS.auth: demands a login, and there is none: give a "
          "`mailbox` or `world.accounts`"}},
        {"ShortPasswordOfAnOwnAccount",
         WithAccount("{schemes: [basic], accounts: {bob: abc}}"),
         {"2:83: HTTPS.auth.accounts.bob: must have at least four bytes, or it "
          "could not be told from chance in what a client sends"}},
        {"SchemeTwice",
         WithAccount("{schemes: [basic, digest, basic]}"),
         {"2:74: HTTPS.auth.schemes[2]: stands there already"}},
        {"UnknownAlgorithm",
         WithAccount("{schemes: [digest], digest: {algorithms: [SHA-512]}}"),
         {"2:90: HTTPS.auth.digest.algorithms[0]: `SHA-512` is not allowed; "
          "allowed are MD5, MD5-sess, SHA-256, SHA-256-sess"}},
        {"UnknownQop",
         WithAccount("{schemes: [digest], digest: {qop: int}}"),
         {"2:82: HTTPS.auth.digest.qop: `int` is not allowed; allowed are "
          "none, auth, auth-int"}},
        {"OptionsOfASchemeThatIsNotOffered",
         WithAccount("{schemes: [basic], digest: {qop: none}}"),
         {"2:67: HTTPS.auth.digest: has no effect: `schemes` does not have "
          "`digest`"}},
        {"RawChallengeBesideDigest",
         WithAccount("{schemes: [digest], challenge: [Digest]}"),
         {"2:68: HTTPS.auth.challenge: cannot stand beside the scheme "
          "`digest`, whose challenge has a new nonce each time"}},
        {"ChallengeForm",
         WithAccount("{schemes: [basic], challenge_form: two}"),
         {"2:83: HTTPS.auth.challenge_form: `two` is not allowed; allowed are "
          "many, one"}},
        {"KerberosWithoutRealm",
         "world: {hosts: {}, kerberos: {ticket: none}}\n",
         {"1:30: world.kerberos: `realm` is missing: the name of the realm, in "
          "capitals"}},
        {"RealmInSmallLetters",
         "world: {hosts: {}, kerberos: {realm: corp.test, fault: skew}}\n",
         {"1:38: world.kerberos.realm: must be a realm in capitals, such as "
          "CORP.TEST",
          "1:56: world.kerberos.fault: `skew` is not allowed; allowed are "
          "wrong-spn, wrong-key, clock-skew"}},
        {"ShortToken",
         "mailbox: {address: a@b.test, token: short}\nworld: {hosts: {}}\n",
         {"1:37: mailbox.token: must be a bearer token: at least 16 of the "
          "characters A-Z a-z 0-9 - . _ ~ + / ="}},
        {"DowngradeFromBasic",
         WithAccount("{schemes: [basic], downgrade_after_leg: true}"),
         {"2:67: HTTPS.auth.downgrade_after_leg: needs a scheme that is "
          "stronger than `basic`"}},
        {"LongNetBiosName",
         WithAccount("{schemes: [ntlm], ntlm: {domain: SIXTEEN_LETTERS_}}"),
         {"2:81: HTTPS.auth.ntlm.domain: is a NetBIOS name: at most 15 "
          "letters"}},
        {"LockoutAtOnce",
         "world: {hosts: {}, lockout_after: 0}\n",
         {"1:35: world.lockout_after: must be a whole number from 1 to "
          "1000"}},
    }),
    [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace fake
