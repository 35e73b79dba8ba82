// SPDX-License-Identifier: Apache-2.0
//
// Hosts that an unprotected answer named: when they may be asked.

#include <gtest/gtest.h>

#include "codec/test_bodies.h"
#include "core/discovery.h"
#include "core/scripted_run.h"
#include "core/target_guard.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxRedirectUrl;
using codec::testing::PoxSettings;

Policy ProbeOnly(std::vector<std::string> consented = {}) {
  Policy policy = Only(Source::kHttpRedirect);
  policy.consented_hosts = std::move(consented);
  return policy;
}

// The plain-HTTP probe says `report`, and nothing follows.
Script ProbeEnds(std::string name, Report report, std::string outcome,
                 Policy policy = ProbeOnly()) {
  return {.name = std::move(name),
          .lines = {{kProbe, std::move(report)}},
          .outcome = std::move(outcome),
          .policy = std::move(policy)};
}

Script ProbeLeadsTo(std::string name, std::string_view host,
                    std::vector<std::string> consented) {
  const std::string url = "https://" + std::string(host) + "/a.xml";
  return {
      .name = std::move(name),
      .lines = {{kProbe, MovesTo(url)}, {"POST " + url, Ok(PoxSettings(kEws))}},
      .outcome = std::string(kFoundEws),
      .policy = ProbeOnly(std::move(consented))};
}

class Consent : public ::testing::TestWithParam<Script> {};
TEST_P(Consent, Plays) { Play(GetParam()); }

std::string NameOf(const ::testing::TestParamInfo<Script>& info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    PlainHttp, Consent,
    ::testing::Values(
        ProbeLeadsTo("InsideTheDomain", "mail.corp.test", {}),
        ProbeLeadsTo("TheDomainItself", "corp.test", {}),
        ProbeLeadsTo("Consented", "hoster.test", {"Hoster.test."}),
        ProbeLeadsTo("BelowAConsentedDomain", "a.hoster.test",
                     {".hoster.test"}),
        ProbeEnds("Stranger", MovesTo("https://evil.test/a.xml"),
                  "failed refused_by_policy"),
        ProbeEnds("DomainAsSuffix", MovesTo("https://evilcorp.test/"),
                  "failed refused_by_policy"),
        ProbeEnds("ConsentIsNoPrefix", MovesTo("https://hoster.test.evil.test"),
                  "failed refused_by_policy", ProbeOnly({"hoster.test"})),
        ProbeEnds("ConsentIsNoSuffix", MovesTo("https://a.hoster.test"),
                  "failed refused_by_policy", ProbeOnly({"hoster.test"})),
        ProbeEnds("DotIsOnlyBelow", MovesTo("https://hoster.test"),
                  "failed refused_by_policy", ProbeOnly({".hoster.test"})),
        ProbeEnds("UserInfoIsNoHost", MovesTo("https://hoster.test@evil.test/"),
                  "failed refused_by_policy", ProbeOnly({"hoster.test"})),
        ProbeEnds("PlainHttpAgain", MovesTo("http://mail.corp.test/a.xml"),
                  "failed refused_by_policy"),
        ProbeEnds("Settings", Ok(PoxSettings(kEws)), "failed not_found"),
        ProbeEnds("AnswerRedirect", Ok(PoxRedirectUrl("https://a.corp.test/")),
                  "failed not_found"),
        ProbeEnds("Challenge", AsksForBasic(), "failed not_found"),
        ProbeEnds("ServerError", Says(500), "failed not_found")),
    NameOf);

// Fails if the probe carries anything (LOC-07).
TEST(PlainHttpProbe, IsBare) {
  const Timestamp now{};
  Discovery discovery("ann@corp.test", Means{.password = true}, ProbeOnly(), 1,
                      now);
  const auto start = std::get<Start>(discovery.Poll(now));
  const auto& send = std::get<SendHttp>(start.action);
  EXPECT_EQ(send.method, "GET");
  EXPECT_TRUE(send.headers.empty());
  EXPECT_TRUE(send.body.empty());
  EXPECT_FALSE(send.login);
}

// Fails if a host of the domain vouches for a stranger: it could be a page that
// redirects to anywhere.
TEST(Taint, StaysWithTheChain) {
  Play({.name = "Hop",
        .lines = {{kProbe, MovesTo("https://www.corp.test/a.xml")},
                  {"POST https://www.corp.test/a.xml",
                   MovesTo("https://evil.test/a.xml")}},
        .outcome = "failed refused_by_policy",
        .policy = ProbeOnly()});
}

TEST(Taint, IsReported) {
  const Outcome outcome =
      Play({.name = "Trust",
            .lines = {{kProbe, MovesTo("https://a.corp.test/")},
                      {"POST https://a.corp.test/", Ok(PoxSettings(kEws))}},
            .outcome = std::string(kFoundEws),
            .policy = ProbeOnly()});
  EXPECT_EQ(outcome.trust, TrustPath::kPlainHttp);
}

TEST(Refusal, NamesTheHostAndTheSourceOfTheHint) {
  const Outcome outcome = Play(ProbeEnds(
      "Named", MovesTo("https://evil.test/a.xml"), "failed refused_by_policy"));
  const Attempt& attempt = outcome.attempts.front();
  EXPECT_EQ(attempt.stage, Stage::kPolicy);
  EXPECT_NE(attempt.reason.find("evil.test"), std::string::npos);
  EXPECT_NE(attempt.reason.find("plain HTTP"), std::string::npos);
  EXPECT_NE(attempt.advice.find("https://evil.test"), std::string::npos);
}

TEST(IsListed, TakesInternationalisedNames) {
  const Policy policy =
      Consents({"b\xC3\xBC"
                "cher.test",
                "not a host", ""});
  EXPECT_TRUE(IsListed(policy.consented_hosts, "xn--bcher-kva.test"));
  EXPECT_FALSE(IsListed(policy.consented_hosts, "test"));
}

}  // namespace
}  // namespace autodiscover::core::testing
