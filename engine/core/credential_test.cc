// SPDX-License-Identifier: Apache-2.0
//
// When a password may be sent, to whom, and how often.

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/test_bodies.h"
#include "core/login_choice.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxSettings;

Policy Allows(std::set<AuthScheme> schemes) {
  Policy policy = Only(Source::kRootDomain);
  policy.auth_schemes = std::move(schemes);
  return policy;
}

constexpr std::string_view kDigest =
    "Digest realm=\"corp\", nonce=\"1\", qop=\"auth\"";
constexpr std::string_view kNewNonce =
    "Digest realm=\"corp\", nonce=\"2\", qop=\"auth\", stale=true";

std::string RootBy(std::string_view scheme) {
  return StrCat(kRoot, " ", scheme);
}

// The root asks with `report`, and no second request follows.
Script NotAnswered(std::string name, Report report) {
  return {.name = std::move(name),
          .lines = {{kRoot, std::move(report)}},
          .outcome = "failed authentication_failed",
          .policy = Only(Source::kRootDomain)};
}

Script Answered(std::string name, Report report,
                std::string_view scheme = "basic", Policy policy = {}) {
  return {.name = std::move(name),
          .lines = {{kRoot, std::move(report)},
                    {RootBy(scheme), Ok(PoxSettings(kEws))}},
          .outcome = std::string(kFoundEws),
          .policy = std::move(policy)};
}

class Credential : public ::testing::TestWithParam<Script> {};
TEST_P(Credential, Plays) { Play(GetParam()); }

std::string NameOf(const ::testing::TestParamInfo<Script>& info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Challenges, Credential,
    ::testing::Values(
        Answered("Basic", AsksForBasic()),
        Answered("OddCase", Asks({"bAsIc REALM=\"x\""})),
        Answered("WithoutRealm", Asks({"Basic"})),
        Answered("SeparateHeaders", Asks({"PKU2U", "Nego2", "Basic"})),
        Answered("OneHeader", Asks({"Nego2, PKU2U, Basic realm=\"a, b\""})),
        Answered("AmongOtherHeaders",
                 WithHeaders(401, {{"Server", "Digest"},
                                   {"www-authenticate", "Basic"},
                                   {"Authorization", "NTLM"}})),
        NotAnswered("NoChallenge", Asks({})),
        NotAnswered("UnknownSchemes", Asks({"Nego2, PKU2U"})),
        NotAnswered("BasicAsAParameter", Asks({"Digest realm=\"Basic\""})),
        NotAnswered("DigestOfAnUnknownKind",
                    Asks({"Digest nonce=n, algorithm=SHA-1"})),
        Script{.name = "PolicyWithoutBasic",
               .lines = {{kRoot, AsksForBasic()}},
               .outcome = "failed authentication_failed",
               .policy = Allows({AuthScheme::kNtlm})},
        Script{.name = "NoPassword",
               .lines = {{kRoot, AsksForBasic()}},
               .outcome = "failed authentication_failed",
               .policy = Only(Source::kRootDomain),
               .means = {}}),
    NameOf);

// Fails if the order of the challenges decides (AUTH-02).
INSTANTIATE_TEST_SUITE_P(
    Strongest, Credential,
    ::testing::Values(
        Answered("NtlmLast", Asks({"Basic", kDigest, "NTLM"}), "ntlm"),
        Answered("NtlmFirst", Asks({"NTLM", kDigest, "Basic"}), "ntlm"),
        Answered("NtlmInOneHeader", Asks({"Basic realm=x, Negotiate, NTLM"}),
                 "ntlm"),
        Answered("Digest", Asks({"Basic", kDigest}), "digest"),
        Answered("DigestThatCannotBe", Asks({"Digest nonce=n, qop=x, Basic"})),
        Answered("AllowedOnly", Asks({"Basic", kDigest, "NTLM"}), "digest",
                 Allows({AuthScheme::kBasic, AuthScheme::kDigest}))),
    NameOf);

// Fails if the weaker of two hashes is answered.
TEST(Digest, IsAnsweredWithTheStrongestHash) {
  const auto choice = ChooseLogin(
      codec::ParseWwwAuthenticate("Digest nonce=a, Digest nonce=b, "
                                  "algorithm=SHA-256, Digest nonce=c"),
      {.allowed = Policy{}.auth_schemes, .means = {.password = true}});
  ASSERT_TRUE(std::holds_alternative<Login>(choice));
  EXPECT_EQ(std::get<Login>(choice).challenge.parameters.at("nonce"), "b");
}

// Fails if an old nonce is taken for a wrong password (RFC 7616, 3.3) ...
TEST(Digest, IsRepeatedWithANewNonce) {
  Play({.name = "Stale",
        .lines = {{kRoot, Asks({kDigest})},
                  {RootBy("digest"), Asks({kNewNonce})},
                  {RootBy("digest"), Ok(PoxSettings(kEws))}},
        .outcome = std::string(kFoundEws)});
}

// ... or if a server can have it repeated for ever.
TEST(Digest, IsRepeatedOnce) {
  Play({.name = "StaleForEver",
        .lines = {{kRoot, Asks({kDigest})},
                  {RootBy("digest"), Asks({kNewNonce})},
                  {RootBy("digest"),
                   Asks({"Digest nonce=3, qop=auth, stale=true"})}},
        .outcome = "failed authentication_failed",
        .policy = Only(Source::kRootDomain)});
}

// Fails if a rejected strong login is followed by the password (AUTH-04).
TEST(Downgrade, IsRefusedAtTheSameHostAndAtOthers) {
  const Outcome outcome = Play({.name = "Switched",
                                .lines = {{kRoot, Asks({"NTLM", "Basic"})},
                                          {RootBy("ntlm"), AsksForBasic()},
                                          {kAuto, AsksForBasic()},
                                          {kProbe, NotThere()},
                                          {kSrv, NoRecords()}},
                                .outcome = "failed authentication_failed"});
  EXPECT_NE(outcome.attempts[2].reason.find("weaker than ntlm"),
            std::string::npos)
      << outcome.attempts[2].reason;
}

TEST(Attempt, SaysHowTheSecretWasProven) {
  const Outcome outcome = Play(Answered("Ntlm", Asks({"NTLM"}), "ntlm"));
  EXPECT_FALSE(outcome.attempts[0].auth_scheme);
  EXPECT_EQ(outcome.attempts[1].auth_scheme, AuthScheme::kNtlm);
  EXPECT_TRUE(outcome.attempts[1].secret_sent);
}

TEST(Password, IsNotOfferedUnasked) {
  const Outcome outcome = Play({.name = "Open",
                                .lines = {{kRoot, Ok(PoxSettings(kEws))}},
                                .outcome = std::string(kFoundEws)});
  EXPECT_FALSE(outcome.attempts.front().secret_sent);
}

// Fails if a login at one URL is taken along to the next (RED-16).
TEST(Password, IsAskedForAnewAfterARedirect) {
  const Outcome outcome = Play(
      {.name = "Anew",
       .lines = {{kRoot, AsksForBasic()},
                 {kRootBasic, MovesTo("https://mail.corp.test/")},
                 {"POST https://mail.corp.test/", AsksForBasic()},
                 {"POST https://mail.corp.test/ basic", Ok(PoxSettings(kEws))}},
       .outcome = std::string(kFoundEws)});
  EXPECT_TRUE(outcome.attempts[1].secret_sent);
  EXPECT_FALSE(outcome.attempts[2].secret_sent);
}

// Fails if a 401 ends the run (AUTH-05).
TEST(RejectedPassword, FailsOneCandidate) {
  const Outcome outcome = Play({.name = "Root",
                                .lines = {{kRoot, AsksForBasic()},
                                          {kRootBasic, AsksForBasic()},
                                          {kAuto, AsksForBasic()},
                                          {kAutoBasic, Ok(PoxSettings(kEws))}},
                                .outcome = std::string(kFoundEws)});
  EXPECT_EQ(outcome.attempts[1].failure, ErrorCode::kAuthenticationFailed);
  EXPECT_EQ(outcome.attempts[1].status, 401);
}

// Fails if one host hears a rejected password twice (AUTH-07).
TEST(RejectedPassword, GoesToAHostOnce) {
  Policy policy = Only(Source::kRootDomain);
  policy.protocols = {Protocol::kSoap, Protocol::kPox};
  const std::string soap =
      "POST https://corp.test/autodiscover/autodiscover.svc";
  Play({.name = "TwoProtocols",
        .lines = {{soap, AsksForBasic()},
                  {soap + " basic", AsksForBasic()},
                  {kRoot, AsksForBasic()}},
        .outcome = "failed authentication_failed",
        .policy = policy});
}

// Fails if a fourth host hears a password that three rejected.
TEST(RejectedPassword, IsSentThreeTimesInARun) {
  Script script{.name = "Many",
                .outcome = "failed authentication_failed",
                .policy = Only(Source::kSrv)};
  std::vector<SrvRecord> records;
  for (std::uint16_t i = 0; i < 5; ++i) {
    records.push_back({.priority = i,
                       .port = 443,
                       .target = std::string(1, 'a') + '.' + "corp.test"});
    records.back().target.front() = static_cast<char>('a' + i);
  }
  script.lines.push_back({kSrv, Records(records)});
  for (int i = 0; i < 5; ++i) {
    const std::string host = records[static_cast<std::size_t>(i)].target;
    script.lines.push_back({Post(host), AsksForBasic()});
    if (i < 3) {
      script.lines.push_back({PostBasic(host), AsksForBasic()});
    }
  }
  Play(script);
}

TEST(RejectedPassword, IsTheSummaryOverEverythingElse) {
  const Outcome outcome =
      Play({.name = "Summary",
            .lines = {{kRoot, BadCertificate()},
                      {kAuto, AsksForBasic()},
                      {kAutoBasic, AsksForBasic()},
                      {kProbe, MovesTo("https://evil.test/")},
                      {kSrv, NoRecords()}},
            .outcome = "failed authentication_failed"});
  EXPECT_NE(outcome.error->message.find("autodiscover.corp.test"),
            std::string::npos);
}

}  // namespace
}  // namespace autodiscover::core::testing
