// SPDX-License-Identifier: Apache-2.0
//
// Redirects of every kind: what is followed, with what, and what never.

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/test_bodies.h"
#include "core/discovery.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxRedirectAddress;
using codec::testing::PoxRedirectUrl;
using codec::testing::PoxSettings;
using codec::testing::SoapSettings;
using codec::testing::SoapUserError;

constexpr std::string_view kMail =
    "https://mail.corp.test/autodiscover/autodiscover.xml";

// The root sends to `location`; `step` is where that leads.
Script RootMovesTo(std::string name, std::string_view location,
                   std::string step, int status = 302) {
  return {.name = std::move(name),
          .lines = {{kRoot, MovesTo(location, status)},
                    {std::move(step), Ok(PoxSettings(kEws))}},
          .outcome = std::string(kFoundEws),
          .policy = Only(Source::kRootDomain)};
}

// The root says `report`, and that leads nowhere.
Script RootEnds(std::string name, Report report, std::string outcome) {
  return {.name = std::move(name),
          .lines = {{kRoot, std::move(report)}},
          .outcome = std::move(outcome),
          .policy = Only(Source::kRootDomain)};
}

class Redirect : public ::testing::TestWithParam<Script> {};
TEST_P(Redirect, Plays) { Play(GetParam()); }

std::string NameOf(const ::testing::TestParamInfo<Script>& info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Follows, Redirect,
    ::testing::Values(
        RootMovesTo("Status301", kMail, Post("mail.corp.test"), 301),
        RootMovesTo("Status302", kMail, Post("mail.corp.test"), 302),
        RootMovesTo("Status303", kMail, Post("mail.corp.test"), 303),
        RootMovesTo("Status307", kMail, Post("mail.corp.test"), 307),
        RootMovesTo("Status308", kMail, Post("mail.corp.test"), 308),
        RootMovesTo("Query", "https://mail.corp.test/a.xml?x=1&y=/..",
                    "POST https://mail.corp.test/a.xml?x=1&y=/.."),
        RootMovesTo("Port443", "https://mail.corp.test:443/A/Ann/B.xml",
                    "POST https://mail.corp.test/A/Ann/B.xml"),
        RootMovesTo("OtherPort", "https://corp.test:8443/a.xml",
                    "POST https://corp.test:8443/a.xml"),
        RootMovesTo("AbsolutePath", "/x/a.xml",
                    "POST https://corp.test/x/a.xml"),
        RootMovesTo("DotDot", "../y.xml", "POST https://corp.test/y.xml"),
        RootMovesTo("WithoutScheme", "//mail.corp.test/a.xml",
                    "POST https://mail.corp.test/a.xml"),
        RootMovesTo("Fragment", "https://mail.corp.test/a.xml#top",
                    "POST https://mail.corp.test/a.xml"),
        RootMovesTo("UserInfoIsDropped", "https://me:pw@mail.corp.test/a.xml",
                    "POST https://mail.corp.test/a.xml"),
        RootMovesTo("OutsideTheDomain", "https://hoster.test/a.xml",
                    "POST https://hoster.test/a.xml"),
        RootMovesTo("ToTheOtherExtension", "https://mail.corp.test/A/a.SVC?q",
                    "POST https://mail.corp.test/A/a.xml?q"),
        Script{.name = "AmongOtherHeaders",
               .lines = {{kRoot,
                          WithHeaders(302, {{"Server", "x"},
                                            {"location", std::string(kMail)}})},
                         {Post("mail.corp.test"), Ok(PoxSettings(kEws))}},
               .outcome = std::string(kFoundEws)},
        RootMovesTo("Ipv6", "https://[2001:DB8:0::1]/a.xml",
                    "POST https://[2001:db8::1]/a.xml"),
        Script{.name = "RedirectUrl",
               .lines = {{std::string(kRoot),
                          Ok(PoxRedirectUrl("https://mail.corp.test/b.xml"))},
                         {"POST https://mail.corp.test/b.xml",
                          Ok(PoxSettings(kEws))}},
               .outcome = std::string(kFoundEws)}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Refuses, Redirect,
    ::testing::Values(
        RootEnds("PlainHttp", MovesTo("http://mail.corp.test/a.xml"),
                 "failed refused_by_policy"),
        RootEnds("PlainHttpInCapitals", MovesTo("HTTP://mail.corp.test/a.xml"),
                 "failed refused_by_policy"),
        RootEnds("PlainHttpInAnAnswer",
                 Ok(PoxRedirectUrl("http://mail.corp.test/a.xml")),
                 "failed refused_by_policy"),
        RootEnds("Ftp", MovesTo("ftp://mail.corp.test/a.xml"),
                 "failed refused_by_policy"),
        RootEnds("Script", MovesTo("javascript:alert(1)"),
                 "failed refused_by_policy"),
        RootEnds("File", MovesTo("file:///etc/passwd"),
                 "failed refused_by_policy"),
        RootEnds("MailPort", MovesTo("https://mail.corp.test:25/a.xml"),
                 "failed refused_by_policy"),
        RootEnds("NoLocation", Says(302), "failed server_error"),
        RootEnds("EmptyLocation", MovesTo(""), "failed server_error"),
        RootEnds("Blank", MovesTo("https://mail.corp.test/a b"),
                 "failed server_error"),
        RootEnds("LineEnd", MovesTo("https://mail.corp.test/\r\nX: y"),
                 "failed server_error"),
        RootEnds("Backslash", MovesTo("https:\\\\mail.corp.test\\a"),
                 "failed server_error"),
        RootEnds("NoHost", MovesTo("https:///a.xml"), "failed server_error"),
        RootEnds("BadPort", MovesTo("https://mail.corp.test:99999/"),
                 "failed server_error"),
        RootEnds("Long",
                 MovesTo("https://mail.corp.test/" + std::string(16384, 'a')),
                 "failed server_error"),
        RootEnds("TwoTargets",
                 WithHeaders(302, {{"Location", "https://a.corp.test/"},
                                   {"location", "https://b.corp.test/"}}),
                 "failed server_error"),
        RootEnds("Status300", MovesTo(kMail, 300), "failed server_error"),
        RootEnds("Itself",
                 MovesTo("https://CORP.test:443/autodiscover/"
                         "Autodiscover.xml"),
                 "failed server_error")),
    NameOf);

TEST(RedirectOfTwoHosts, IsCutAndTheRunGoesOn) {
  Play({.name = "Loop",
        .lines = {{kRoot, MovesTo(kMail)},
                  {Post("mail.corp.test"),
                   MovesTo("https://corp.test/autodiscover/autodiscover.xml")},
                  {kAuto, Ok(PoxSettings(kEws))}},
        .outcome = std::string(kFoundEws)});
}

TEST(SameLocationTwice, IsOne) {
  const Headers twice(2, {"Location", std::string(kMail)});
  Play({.name = "Twice",
        .lines = {{kRoot, WithHeaders(302, twice)},
                  {Post("mail.corp.test"), Ok(PoxSettings(kEws))}},
        .outcome = std::string(kFoundEws)});
}

// Fails if whatever was asked before is believed wherever it came from: a
// redirect may lead into private networks at the most (SEC-03).
TEST(RedirectTarget, IsNotBelievedFromThisMachine) {
  const auto from = [](AddressKind reached) {
    return Script{.name = "Local",
                  .lines = {{kRoot, MovesTo(kMail)},
                            {Post("mail.corp.test"),
                             HttpAnswer{.status = 200,
                                        .body = PoxSettings(kEws),
                                        .peer_address = "127.0.0.1",
                                        .reached = reached}}},
                  .policy = Only(Source::kRootDomain)};
  };
  Script local = from(AddressKind::kLocal);
  local.outcome = "failed refused_by_policy";
  const Outcome outcome = Play(local);
  EXPECT_NE(outcome.error->message.find("mail.corp.test is at 127.0.0.1"),
            std::string::npos)
      << outcome.error->message;
  EXPECT_EQ(outcome.attempts.back().rule, "SEC-03");
  Script near = from(AddressKind::kPrivate);
  near.outcome = kFoundEws;
  Play(near);
}

TEST(PlainHttpRedirect, ThatCannotBeFollowedIsNamed) {
  const Outcome outcome = Play({.name = "Empty",
                                .lines = {{kProbe, MovesTo("")}},
                                .outcome = "failed server_error",
                                .policy = Only(Source::kHttpRedirect)});
  EXPECT_EQ(outcome.attempts.front().rule, "RED-05");
}

// Fails if an eleventh redirect is followed (RED-12).
TEST(RedirectCount, EndsAtTen) {
  Script script{.name = "Chain",
                .outcome = "failed refused_by_policy",
                .policy = Only(Source::kRootDomain)};
  std::string step(kRoot);
  for (int hop = 1; hop <= 11; ++hop) {
    const std::string next = StrCat("https://h", hop, ".corp.test/a.xml");
    script.lines.push_back({step, MovesTo(next)});
    step = StrCat("POST ", next);
  }
  Play(script);
}

TEST(RedirectCount, IsOneForAllCandidates) {
  Policy policy;
  policy.redirects_max = 1;
  Play({.name = "Two",
        .lines = {{kRoot, MovesTo("https://a.corp.test/")},
                  {"POST https://a.corp.test/", NotThere()},
                  {kAuto, MovesTo("https://b.corp.test/")},
                  {kProbe, NotThere()},
                  {kSrv, NoRecords()}},
        .outcome = "failed refused_by_policy",
        .policy = policy});
}

TEST(Request, IsTheSameAfterARedirect) {
  const Timestamp now{};
  Discovery discovery("ann@corp.test", Means{.password = true},
                      Only(Source::kRootDomain), 1, now);
  const auto first = std::get<Start>(discovery.Poll(now));
  discovery.Tell(first.id, MovesTo(kMail), now);
  const auto second = std::get<Start>(discovery.Poll(now));
  auto expected = std::get<SendHttp>(first.action);
  expected.url = kMail;
  // A server named the host: it may no longer be on this machine (SEC-03).
  expected.widest_address = AddressKind::kPrivate;
  EXPECT_EQ(std::get<SendHttp>(second.action), expected);
}

TEST(SoapRequest, NamesTheNewUrlAfterARedirect) {
  Policy policy = Only(Source::kRootDomain);
  policy.protocols = {Protocol::kSoap};
  const Timestamp now{};
  Discovery discovery("ann@corp.test", Means{.password = true}, policy, 1, now);
  const auto first = std::get<Start>(discovery.Poll(now));
  discovery.Tell(first.id, MovesTo(kMail), now);
  const auto second = std::get<Start>(discovery.Poll(now));
  const auto& send = std::get<SendHttp>(second.action);
  EXPECT_EQ(send.url, "https://mail.corp.test/autodiscover/autodiscover.svc");
  EXPECT_NE(send.body.find(StrCat(">", send.url, "</w:To>")),
            std::string::npos);
}

TEST(RedirectAddress, StartsOverWithTheNewAddress) {
  const Outcome outcome = Play(
      {.name = "Tenant",
       .lines = {{kRoot, AsksForBasic()},
                 {std::string(kRootBasic),
                  Ok(PoxRedirectAddress("ann@tenant.test"))},
                 {Post("tenant.test"), NotThere()},
                 {Post("autodiscover.tenant.test"), Ok(PoxSettings(kEws))}},
       .outcome = std::string(kFoundEws)});
  EXPECT_EQ(outcome.address, "ann@tenant.test");
  EXPECT_EQ(outcome.trust, TrustPath::kTls);
}

TEST(RedirectAddress, IsCountedAsARedirect) {
  Policy policy = Only(Source::kRootDomain);
  policy.redirects_max = 0;
  const Outcome outcome =
      Play({.name = "Counted",
            .lines = {{kRoot, AsksForBasic()},
                      {kRootBasic, Ok(PoxRedirectAddress("ann@tenant.test"))}},
            .outcome = "failed refused_by_policy",
            .policy = policy});
  EXPECT_EQ(outcome.attempts.back().rule, "RED-12");
}

TEST(RedirectAddress, WorksOverSoap) {
  Policy policy = Only(Source::kRootDomain);
  policy.protocols = {Protocol::kSoap};
  const std::string soap =
      "POST https://corp.test/autodiscover/autodiscover.svc";
  Play({.name = "Soap",
        .lines = {{soap, AsksForBasic()},
                  {soap + " basic",
                   Ok(SoapUserError("RedirectAddress", "ann@tenant.test"))},
                  {"POST https://tenant.test/autodiscover/autodiscover.svc",
                   Ok(SoapSettings(kEws))}},
        .outcome = std::string(kFoundEws),
        .policy = policy});
}

TEST(RedirectAddress, ToTheSameAddressFailsThatCandidate) {
  Play({.name = "Same",
        .lines = {{kRoot, AsksForBasic()},
                  {std::string(kRootBasic),
                   Ok(PoxRedirectAddress("ANN@Corp.Test."))},
                  {kAuto, Ok(PoxSettings(kEws))}},
        .outcome = std::string(kFoundEws)});
}

// Fails if somebody who proved nothing can send the user elsewhere (RED-15).
TEST(RedirectAddress, CountsOnlyAfterALogin) {
  Play({.name = "Unasked",
        .lines = {{kRoot, Ok(PoxRedirectAddress("a@evil.test"))}},
        .outcome = "failed refused_by_policy",
        .policy = Only(Source::kRootDomain)});
}

TEST(RedirectAddress, ThatIsNoAddressFailsThatCandidate) {
  Play({.name = "Bad",
        .lines = {{kRoot, AsksForBasic()},
                  {std::string(kRootBasic),
                   Ok(PoxRedirectAddress("x&#13;&#10;X: y@corp.test"))}},
        .outcome = "failed server_error",
        .policy = Only(Source::kRootDomain)});
}

// Fails if what a consented host names inherits its consent.
TEST(RedirectAddress, FromATaintedChainStaysTainted) {
  Policy policy = Only(Source::kHttpRedirect);
  policy.consented_hosts = {"hoster.test"};
  policy.sources.push_back(Source::kRootDomain);
  Play({.name = "Tainted",
        .lines = {{kProbe, MovesTo("https://hoster.test/a.xml")},
                  {"POST https://hoster.test/a.xml", AsksForBasic()},
                  {"POST https://hoster.test/a.xml basic",
                   Ok(PoxRedirectAddress("ann@evil.test"))},
                  {"GET http://autodiscover.evil.test/autodiscover/"
                   "autodiscover.xml",
                   NotThere()}},
        .outcome = "failed refused_by_policy",
        .policy = policy});
}

}  // namespace
}  // namespace autodiscover::core::testing
