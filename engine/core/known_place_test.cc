// SPDX-License-Identifier: Apache-2.0
//
// Places that the caller knows: an endpoint given in place of the search
// (LOC-16), and the one that was good last time.

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/test_bodies.h"
#include "core/discovery.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxRedirectAddress;
using codec::testing::PoxSettings;
using codec::testing::SoapSettings;

constexpr std::string_view kGiven = "https://else.test/autodiscover/";

Policy Given(std::string_view file) {
  Policy policy;
  policy.endpoint = StrCat(kGiven, file);
  return policy;
}

Policy LastGood(std::string_view url, TrustPath trust = TrustPath::kTls) {
  Policy policy;
  policy.last_good = KnownEndpoint{.url = std::string(url), .trust = trust};
  return policy;
}

// Fails if any other place is asked.
TEST(GivenEndpoint, IsAskedInPlaceOfEverything) {
  const Outcome outcome = Play(
      {.lines = {{StrCat("POST ", kGiven, "autodiscover.xml"), NotThere()}},
       .outcome = "failed not_found",
       .policy = Given("autodiscover.xml")});
  EXPECT_EQ(outcome.attempts.front().source, Source::kGivenEndpoint);
}

TEST(GivenEndpoint, OfSoapIsAskedInSoap) {
  (void)Play({.lines = {{StrCat("POST ", kGiven, "autodiscover.svc"),
                         Ok(SoapSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = Given("autodiscover.svc")});
}

TEST(GivenEndpoint, IsAskedAboutTheNewAddressToo) {
  const std::string line = StrCat("POST ", kGiven, "autodiscover.xml");
  (void)Play({.lines = {{line, AsksForBasic()},
                        {StrCat(line, " basic"),
                         Ok(PoxRedirectAddress("ann@tenant.test"))},
                        {line, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = Given("autodiscover.xml")});
}

TEST(GivenEndpoint, MustBeAnHttpsUrl) {
  for (const char* url : {"http://else.test/", "else.test", "https://"}) {
    Policy policy;
    policy.endpoint = url;
    const Outcome outcome =
        Play({.outcome = "failed refused_by_policy", .policy = policy});
    EXPECT_NE(outcome.error->message.find(url), std::string::npos);
    EXPECT_EQ(outcome.address, "ann@corp.test");
  }
}

TEST(LastGood, IsAskedFirst) {
  const Outcome outcome = Play(
      {.lines = {{"POST https://m.corp.test/a.xml", Ok(PoxSettings(kEws))}},
       .outcome = std::string(kFoundEws),
       .policy = LastGood("https://m.corp.test/a.xml")});
  EXPECT_EQ(outcome.source, Source::kLastGood);
}

// Fails if a dead entry costs more than one attempt.
TEST(LastGood, IsFollowedByTheLadder) {
  (void)Play({.lines = {{"POST https://m.corp.test/a.xml", Refused()},
                        {kRoot, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = LastGood("https://m.corp.test/a.xml")});
}

TEST(LastGood, CanBeLeftOut) {
  Policy policy = Only(Source::kRootDomain);
  policy.last_good = KnownEndpoint{.url = "https://m.corp.test/a.xml"};
  (void)Play({.lines = {{kRoot, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = policy});
}

// Fails if a remembered endpoint is trusted more than when it was found.
TEST(LastGood, NeedsTheConsentThatItNeededThen) {
  Policy policy = LastGood("https://else.test/a.xml", TrustPath::kPlainHttp);
  (void)Play({.lines = {{kRoot, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = policy});
  policy.consented_hosts = {"else.test"};
  const Outcome outcome =
      Play({.lines = {{"POST https://else.test/a.xml", Ok(PoxSettings(kEws))}},
            .outcome = std::string(kFoundEws),
            .policy = policy});
  EXPECT_EQ(outcome.trust, TrustPath::kPlainHttp);
}

// A cache may hold anything.
TEST(LastGood, ThatCannotBeReadIsNone) {
  (void)Play({.lines = {{kRoot, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = LastGood("no URL")});
}

// It says nothing of another address.
TEST(LastGood, IsNotAskedAboutANewAddress) {
  (void)Play({.lines = {{"POST https://m.corp.test/a.xml", NotThere()},
                        {kRoot, AsksForBasic()},
                        {kRootBasic, Ok(PoxRedirectAddress("ann@tenant.test"))},
                        {Post("tenant.test"), Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = LastGood("https://m.corp.test/a.xml")});
}

}  // namespace
}  // namespace autodiscover::core::testing
