// SPDX-License-Identifier: Apache-2.0
//
// When a password may be sent, to whom, and how often.

#include <gtest/gtest.h>

#include "codec/test_bodies.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxSettings;

Policy NoBasic() {
  Policy policy = Only(Source::kRootDomain);
  policy.allow_basic = false;
  return policy;
}

// The root asks with `report`, and no second request follows.
Script NotAnswered(std::string name, Report report) {
  return {.name = std::move(name),
          .lines = {{kRoot, std::move(report)}},
          .outcome = "failed authentication_failed",
          .policy = Only(Source::kRootDomain)};
}

Script Answered(std::string name, Report report) {
  return {.name = std::move(name),
          .lines = {{kRoot, std::move(report)},
                    {kRootBasic, Ok(PoxSettings(kEws))}},
          .outcome = std::string(kFoundEws)};
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
        Answered("SeparateHeaders", Asks({"Negotiate", "NTLM", "Basic"})),
        Answered("OneHeader", Asks({"Nego2, PKU2U, Basic realm=\"a, b\""})),
        NotAnswered("NoChallenge", Asks({})),
        NotAnswered("NoBasic", Asks({"Negotiate, NTLM"})),
        NotAnswered("BasicAsAParameter", Asks({"Digest realm=\"Basic\""})),
        Script{.name = "PolicyWithoutBasic",
               .lines = {{kRoot, AsksForBasic()}},
               .outcome = "failed authentication_failed",
               .policy = NoBasic()},
        Script{.name = "NoPassword",
               .lines = {{kRoot, AsksForBasic()}},
               .outcome = "failed authentication_failed",
               .policy = Only(Source::kRootDomain),
               .has_credentials = false}),
    NameOf);

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
