// SPDX-License-Identifier: Apache-2.0
//
// Autodiscover V2: where it is asked, where redirects may lead it, and which
// hosts it leaves alone.

#include <algorithm>

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/test_bodies.h"
#include "codec/v2.h"
#include "core/discovery.h"
#include "core/simulation.h"
#include "core/v2_script.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxSettings;

// The probe leads to a host that has POX, and no V2.
void FollowsTheProbe(const Policy& policy) {
  (void)Play(
      {.lines = {{kProbe, MovesTo("https://mail.corp.test/x")},
                 {Get("mail.corp.test"), NotThere()},
                 {"POST https://mail.corp.test/x", Ok(PoxSettings(kEws))}},
       .outcome = std::string(kFoundEws),
       .policy = policy});
}

TEST(V2Place, UnreachableHostsAreNotAskedAgain) {
  Policy policy = V2First();
  policy.sources = {Source::kRootDomain, Source::kAutodiscoverHost};
  policy.protocols = {Protocol::kV2};
  const Outcome outcome = Play({.lines = {{Get("corp.test"), Refused()},
                                          {Get("autodiscover.corp.test"),
                                           MovesTo("https://corp.test/j")}},
                                .outcome = "failed not_found",
                                .policy = InTurn(policy)});
  EXPECT_NE(AttemptAt(outcome, "GET https://corp.test/j")
                .reason.find("could not be reached before"),
            std::string::npos);
}

// SEC-03: what a redirect leads to is not on this machine.
TEST(V2Place, RedirectsAreNotBelievedFromThisMachine) {
  Policy policy = V2First();
  policy.protocols = {Protocol::kV2};
  const Outcome outcome =
      Play({.lines = {{Get("corp.test"),
                       MovesTo("https://autodiscover.corp.test/j")},
                      {"GET https://autodiscover.corp.test/j",
                       HttpAnswer{.status = 200,
                                  .body = Json("Ews", kEws),
                                  .reached = AddressKind::kLocal}}},
            .outcome = "failed refused_by_policy",
            .policy = policy});
  EXPECT_EQ(outcome.attempts.back().rule, "SEC-03");
}

TEST(V2Place, UnreachableHostsAreNotAskedInPoxEither) {
  (void)Play({.lines = {{Get("corp.test"), Refused()}},
              .outcome = "failed not_found",
              .policy = V2First()});
}

// V2-07: with GET, counted, and the answer is still a hint.
TEST(V2Place, FollowsRedirectsWithGet) {
  const std::string_view target = "https://autodiscover.corp.test/j?a=1";
  (void)Play({.lines = {{Get("corp.test"), MovesTo(target, 307)},
                        {StrCat("GET ", target), Ok(Json("Ews", kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = V2First()});
  Policy none = V2First();
  none.redirects_max = 0;
  (void)Play({.lines = {{Get("corp.test"), MovesTo(target)},
                        {kRoot, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = none});
  (void)Play({.lines = {{Get("corp.test"), MovesTo("http://corp.test/j")},
                        {kRoot, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = V2First()});
}

// RED-12. Found by random worlds: whether the run had used up its redirects by
// then depended on who was silent. Fails if the redirect of the plain-HTTP
// probe counts for nothing where V2 follows it.
TEST(V2Place, TheRedirectOfTheProbeCounts) {
  const std::string_view place = "https://mail.corp.test/x";
  Policy policy = Only(Source::kHttpRedirect);
  policy.protocols = {Protocol::kV2};
  policy.redirects_max = 0;
  (void)Play({.lines = {{kProbe, MovesTo(place)}},
              .outcome = "failed refused_by_policy",
              .policy = policy});
  policy.redirects_max = 1;
  (void)Play(
      {.lines = {{kProbe, MovesTo(place)},
                 {Get("mail.corp.test"), MovesTo("https://corp.test/j")}},
       .outcome = "failed refused_by_policy",
       .policy = policy});
}

// Fails if one redirect counts once for each protocol that follows it.
TEST(V2Place, TheRedirectOfTheProbeCountsOnce) {
  Policy policy = V2First();
  policy.sources = {Source::kHttpRedirect};
  policy.redirects_max = 1;
  FollowsTheProbe(policy);
}

// RED-10: another mailbox is another question where the URL says so; the same
// URL would give the same answer.
TEST(V2Place, AsksNoUrlTwiceAfterAChangeOfAddress) {
  Policy policy = V2First();
  policy.v2_hosts = {"v2.else.test"};
  policy.sources = {Source::kV2Host, Source::kRootDomain};
  const std::string_view target = "https://corp.test/fixed.json";
  const std::string bobs =
      "GET https://v2.else.test/autodiscover/autodiscover.json"
      "?Email=bob%40corp.test&Protocol=Ews";
  const std::string bobs_root =
      "GET https://corp.test/autodiscover/autodiscover.json"
      "?Email=bob%40corp.test&Protocol=Ews";
  (void)Play({.lines = {{Get("v2.else.test"), MovesTo(target)},
                        {StrCat("GET ", target), NotThere()},
                        {Get("corp.test"), NotThere()},
                        {kRoot, AsksForBasic()},
                        {kRootBasic, Ok(codec::testing::PoxRedirectAddress(
                                         "bob@corp.test"))},
                        {bobs, MovesTo(target)},
                        {bobs_root, NotThere()},
                        {kRoot, AsksForBasic()},
                        {kRootBasic, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = policy});
}

// RED-06: the question holds the address.
TEST(V2Place, AHostOutsideTheDomainIsNotAskedWithoutConsent) {
  Policy policy = Only(Source::kSrv);
  policy.protocols = {Protocol::kV2};
  const Outcome outcome =
      Play({.lines = {{kSrv, Records({{.port = 443, .target = "else.test"}})}},
            .outcome = "failed refused_by_policy",
            .policy = policy});
  EXPECT_EQ(AttemptAt(outcome, Get("else.test")).rule, "SRV-09");
}

// Later than all others.
Arrival DirectoryNames(std::string url) {
  return {
      DirectoryAnswer{
          .entries = {{.attributes =
                           {{"keywords",
                             {"77378F46-2C66-4aa9-A6A6-3E7A48B19596"}},
                            {"serviceBindingInformation", {std::move(url)}}}}}},
      std::chrono::milliseconds(100)};
}

// The directory names the host of Autodiscover, which names `older` at once.
// That says `reply`, `after` so long.
Simulated PlayBranching(std::string_view directory, std::string_view older,
                        const Report& reply, int after,
                        bool speculation = true) {
  Policy policy = V2First({Service::kMapi});
  policy.sources = {Source::kScp, Source::kAutodiscoverHost};
  policy.directory.uri = directory;
  policy.v2_known_hosts = {"known.test"};
  policy.speculation.on = speculation;
  const auto answer = [&](const Action& action, Timestamp) -> Arrival {
    if (std::holds_alternative<SearchDirectory>(action)) {
      return DirectoryNames(
          "https://autodiscover.corp.test/autodiscover/autodiscover.xml");
    }
    const auto& send = std::get<SendHttp>(action);
    if (send.method == "GET") {
      return {Ok(Json("AutodiscoverV1", older))};
    }
    return {send.url == older ? reply : NotThere(),
            std::chrono::milliseconds(after)};
  };
  return Simulate(
      {"ann@corp.test", Means{.password = true}, policy, 1, Timestamp{}},
      {.answer = answer});
}

// Found by random worlds. Fails if a better candidate that is led to a place
// finds it taken by a worse one that has branched since.
TEST(V2Place, ABetterCandidateTakesOverWhatCameOfAWorseOne) {
  const std::string older = "https://mail.corp.test/a.xml";
  const std::vector<std::pair<Report, std::string>> cases = {
      {Ok(codec::testing::PoxAccount(kMapi)),
       "found https://mail.corp.test/mapi"},
      {NotThere(), "failed not_found"},
      {Says(500), "failed server_error"}};
  for (const int after : {0, 500}) {  // Before the directory, or behind it.
    for (const auto& [reply, end] : cases) {
      const Simulated run =
          PlayBranching("ldaps://dc.corp.test", older, reply, after);
      EXPECT_EQ(run.end, end);
      EXPECT_EQ(run.outcome.source == Source::kScp,
                run.outcome.settings.has_value());
      EXPECT_EQ(std::ranges::count(run.starts, StrCat("POST ", older)), 1);
    }
  }
}

// Fails if what a worse one was allowed outlives it: a directory without TLS
// may not lead where a V2 answer may.
TEST(V2Place, ABetterCandidateLeavesNothingOfAWorseOne) {
  for (const bool speculation : {false, true}) {
    const Simulated run =
        PlayBranching("ldap://dc.corp.test", "https://known.test/a.xml",
                      Ok(codec::testing::PoxAccount(kMapi)), 0, speculation);
    EXPECT_EQ(run.end, "failed refused_by_policy");
  }
}

// Found by random worlds. Fails if a host that was not reached ahead of its
// turn counts for nothing when its turn comes after a change of address.
TEST(V2Place, AHostThatWasNotReachedCountsAfterAChangeOfAddress) {
  Policy policy;
  policy.v2_hosts = {"v2.else.test"};
  policy.sources = {Source::kScp, Source::kV2Host};
  policy.directory.uri = "ldaps://dc.corp.test";
  const auto answer = [](const Action& action, Timestamp) -> Arrival {
    if (std::holds_alternative<SearchDirectory>(action)) {
      return DirectoryNames("https://mail.corp.test/a.xml");
    }
    const auto& send = std::get<SendHttp>(action);
    if (send.method == "GET") {
      return {BadCertificate(), std::chrono::milliseconds(10)};
    }
    return {send.login ? Ok(codec::testing::PoxRedirectAddress("b@corp.test"))
                       : AsksForBasic(),
            std::chrono::milliseconds(10)};
  };
  const Simulated run = Simulate(
      {"ann@corp.test", Means{.password = true}, policy, 1, Timestamp{}},
      {.answer = answer});
  EXPECT_EQ(run.end, "failed tls_failed");
}

// Fails if where one question was led to counts for the next: it begins at the
// candidate's own place, at all of its addresses, and although nobody is at the
// end of the redirect.
TEST(V2Place, EachServiceIsAskedAtTheSamePlace) {
  const std::string_view target = "https://autodiscover.corp.test/j";
  for (const Report& end :
       {Ok(Json("Ews", kEws)), NotThere(), Refused(), BadCertificate()}) {
    const Outcome outcome =
        Play({.lines = {{Get("corp.test"), MovesTo(target)},
                        {StrCat("GET ", target), end},
                        {Get("corp.test", "ActiveSync"),
                         HttpAnswer{.status = 200,
                                    .body = Json("ActiveSync",
                                                 "https://mail.corp.test/as"),
                                    .reached = AddressKind::kLocal}}},
              .outcome = std::holds_alternative<HttpAnswer>(end) &&
                                 std::get<HttpAnswer>(end).status == 200
                             ? std::string(kFoundEws)
                             : "found https://mail.corp.test/as",
              .policy = V2First({Service::kEws, Service::kActiveSync})});
    EXPECT_EQ(outcome.settings->activesync_url, "https://mail.corp.test/as");
    EXPECT_EQ(outcome.attempts.back().parent, -1);
  }
}

// LOC-14, V2-10: only a host that the caller named, and it first.
TEST(V2Place, AsksTheHostsThatTheCallerNamed) {
  Policy policy;
  policy.v2_hosts = {"V2.else.test", "not a host"};
  const Outcome outcome = Play({.lines = {{Get("v2.else.test"), NotThere()},
                                          {kRoot, Ok(PoxSettings(kEws))}},
                                .outcome = std::string(kFoundEws),
                                .policy = policy});
  EXPECT_EQ(outcome.attempts.front().source, Source::kV2Host);
}

TEST(V2Place, IsWhatAnEndpointOfItsKindIsAskedIn) {
  Policy policy;
  policy.endpoint = "https://else.test/autodiscover/autodiscover.json";
  (void)Play({.lines = {{Get("else.test"), Ok(Json("Ews", kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = policy});
}

// SEC-03. Fails if a host that somebody named the last time may be on this
// machine the next time.
TEST(V2Place, AHostOfLastTimeMayBeWhereItMightBeThen) {
  for (const V2Form form : {V2Form::kQuery, V2Form::kPath}) {
    Policy policy = Only(Source::kLastGood);
    policy.v2_form = form;
    policy.last_good = {
        .url = codec::V2Question(*ParseUrl("https://mail.corp.test/auto"
                                           "discover/autodiscover.json"),
                                 form, "ann@corp.test", codec::kV2Ews)
                   .ToString(),
        .protocol = Protocol::kV2,
        .trust = TrustPath::kV2};
    const std::string line = StrCat("GET ", policy.last_good->url);
    for (const auto& [reached, outcome] :
         {std::pair(AddressKind::kPrivate, std::string(kFoundEws)),
          std::pair(AddressKind::kLocal,
                    std::string("failed refused_by_policy"))}) {
      (void)Play({.lines = {{line, HttpAnswer{.status = 200,
                                              .body = Json("Ews", kEws),
                                              .reached = reached}}},
                  .outcome = outcome,
                  .policy = policy});
    }
  }
}

TEST(V2Place, HasItsOwnPathAtEveryHost) {
  Policy policy = V2First();
  policy.sources = {Source::kHttpRedirect};
  FollowsTheProbe(policy);
}

}  // namespace
}  // namespace autodiscover::core::testing
