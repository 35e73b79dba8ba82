// SPDX-License-Identifier: Apache-2.0
//
// Autodiscover V2: what is asked, what is believed, and what never.

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/test_bodies.h"
#include "core/discovery.h"
#include "core/scripted_run.h"
#include "core/simulation.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxSettings;

constexpr std::string_view kV2Path =
    "/autodiscover/autodiscover.json?Email=ann%40corp.test&Protocol=";

std::string Get(std::string_view host, std::string_view protocol = "Ews") {
  return StrCat("GET https://", host, kV2Path, protocol);
}

std::string Json(std::string_view protocol, std::string_view url) {
  return StrCat(R"({"Protocol":")", protocol, R"(","Url":")", url, R"("})");
}

constexpr std::string_view kError =
    R"({"ErrorCode":"UserNotFound","ErrorMessage":"no"})";

Policy V2First(std::vector<Service> services = {Service::kEws}) {
  Policy policy = Only(Source::kRootDomain);
  policy.protocols = {Protocol::kV2, Protocol::kPox};
  policy.wanted.services = std::move(services);
  return policy;
}

TEST(V2, GivesTheUrlWithoutALogin) {
  const Outcome outcome =
      Play({.lines = {{Get("corp.test"), Ok(Json("Ews", kEws))}},
            .outcome = std::string(kFoundEws),
            .policy = V2First()});
  EXPECT_EQ(outcome.protocol, Protocol::kV2);
  EXPECT_EQ(outcome.trust, TrustPath::kV2);
  EXPECT_EQ(outcome.settings->smtp_address, "ann@corp.test");
}

TEST(V2, IsNeverSpokenUnlessItIsNamed) {
  (void)Play({.lines = {{kRoot, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws)});
}

TEST(V2, HasAFormWithTheAddressInThePath) {
  Policy policy = V2First();
  policy.v2_form = V2Form::kPath;
  (void)Play(
      {.lines = {{"GET https://corp.test/autodiscover/autodiscover.json/v1.0/"
                  "ann%40corp.test?Protocol=Ews",
                  Ok(Json("Ews", kEws))}},
       .outcome = std::string(kFoundEws),
       .policy = policy});
}

// V2-02, V2-05, V2-06: whatever it is, POX is asked next, and says how it ends.
TEST(V2, GivesWayToPox) {
  for (const Report& report :
       {NotThere(), Says(403), Says(500), AsksForBasic(), BreaksOff(), Ok(""),
        Ok("<html/>"), Ok(std::string(kError)), Says(400, std::string(kError)),
        Says(401, std::string(kError)), Says(404, Json("Ews", kEws)),
        Ok(Json("Rest", kEws)), Ok(Json("Ews", "http://mail.corp.test/e")),
        Ok(Json("Ews", "https://mail.else.test/e")), MovesTo("")}) {
    (void)Play(
        {.lines = {{Get("corp.test"), report}, {kRoot, Ok(PoxSettings(kEws))}},
         .outcome = std::string(kFoundEws),
         .policy = V2First()});
  }
}

// Absence is no fault; an ErrorCode, and a URL that is not safe, are.
TEST(V2, FailuresCountInTheSummary) {
  Policy policy = V2First();
  policy.protocols = {Protocol::kV2};
  const std::vector<std::pair<Report, std::string>> cases = {
      {Says(403), "failed not_found"},
      {AsksForBasic(), "failed not_found"},
      {Ok("<html/>"), "failed not_found"},
      {Says(400, std::string(kError)), "failed server_error"},
      {Ok(Json("Ews", "http://mail.corp.test/e")), "failed refused_by_policy"},
      {Ok(Json("Ews", "https://else.test/e")), "failed refused_by_policy"}};
  for (const auto& [report, outcome] : cases) {
    (void)Play({.lines = {{Get("corp.test"), report}},
                .outcome = outcome,
                .policy = policy});
  }
}

TEST(V2, HasNothingToAskWhenNothingIsWanted) {
  (void)Play({.lines = {{kRoot, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = V2First({})});
}

TEST(V2, UnreachableHostsAreNotAskedAgain) {
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
TEST(V2, RedirectsAreNotBelievedFromThisMachine) {
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

TEST(V2, UnreachableHostsAreNotAskedInPoxEither) {
  (void)Play({.lines = {{Get("corp.test"), Refused()}},
              .outcome = "failed not_found",
              .policy = V2First()});
}

// V2-04.
TEST(V2, MayNameHostsOutsideTheDomainWithConsentOnly) {
  Policy policy = V2First();
  policy.consented_hosts = {"else.test"};
  for (const char* url :
       {"https://else.test/e", "https://outlook.office365.com/EWS/e.asmx"}) {
    (void)Play({.lines = {{Get("corp.test"), Ok(Json("Ews", url))}},
                .outcome = StrCat("found ", url),
                .policy = policy});
  }
}

// V2-07: with GET, counted, and the answer is still a hint.
TEST(V2, FollowsRedirectsWithGet) {
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

// RED-10: another mailbox is another question where the URL says so; the same
// URL would give the same answer.
TEST(V2, AsksNoUrlTwiceAfterAChangeOfAddress) {
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

// Found by random worlds. Fails if a host that was not reached ahead of its
// turn counts for nothing when its turn comes after a change of address.
TEST(V2, AHostThatWasNotReachedCountsAfterAChangeOfAddress) {
  Policy policy;
  policy.v2_hosts = {"v2.else.test"};
  policy.sources = {Source::kScp, Source::kV2Host};
  policy.directory.uri = "ldaps://dc.corp.test";
  const auto answer = [](const Action& action, Timestamp) -> Arrival {
    if (std::holds_alternative<SearchDirectory>(action)) {
      return {DirectoryAnswer{
                  .entries = {{.attributes =
                                   {{"keywords",
                                     {"77378F46-2C66-4aa9-A6A6-3E7A48B19596"}},
                                    {"serviceBindingInformation",
                                     {"https://mail.corp.test/a.xml"}}}}}},
              std::chrono::milliseconds(100)};
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

TEST(V2, AsksForEachService) {
  const Outcome outcome =
      Play({.lines = {{Get("corp.test"), Ok(Json("EWS", kEws))},
                      {Get("corp.test", "ActiveSync"),
                       Ok(Json("activesync", "https://mail.corp.test/as"))}},
            .outcome = std::string(kFoundEws),
            .policy = V2First({Service::kEws, Service::kActiveSync})});
  EXPECT_EQ(outcome.settings->activesync_url, "https://mail.corp.test/as");
}

// Fails if one service's failure hides another's success.
TEST(V2, OneServiceIsEnough) {
  for (const bool first : {true, false}) {
    const Report failure = Says(400, std::string(kError));
    const Outcome outcome = Play(
        {.lines = {{Get("corp.test"), first ? failure : Ok(Json("Ews", kEws))},
                   {Get("corp.test", "ActiveSync"),
                    first ? Ok(Json("ActiveSync", "https://mail.corp.test/as"))
                          : failure}},
         .outcome =
             first ? "found https://mail.corp.test/as" : std::string(kFoundEws),
         .policy = V2First({Service::kEws, Service::kActiveSync})});
    EXPECT_EQ(outcome.settings->ews_url.empty(), first);
  }
}

constexpr std::string_view kMapi =
    "<Protocol Type=\"mapiHttp\" Version=\"1\"><MailStore><ExternalUrl>"
    "https://mail.corp.test/mapi</ExternalUrl></MailStore></Protocol>";

// V2-08: under the usual rules, with a login when it is asked for.
TEST(V2, NamesWhereTheOlderProtocolsAre) {
  const std::string older = "https://mail.corp.test/autodiscover/a.xml";
  const Outcome outcome =
      Play({.lines = {{Get("corp.test", "AutodiscoverV1"),
                       Ok(Json("Autodiscoverv1", older))},
                      {StrCat("POST ", older), AsksForBasic()},
                      {StrCat("POST ", older, " basic"),
                       Ok(codec::testing::PoxAccount(kMapi))}},
            .outcome = "found https://mail.corp.test/mapi",
            .policy = V2First({Service::kMapi})});
  EXPECT_EQ(outcome.protocol, Protocol::kPox);
  EXPECT_EQ(outcome.trust, TrustPath::kV2);
}

TEST(V2, NamesNoOlderPlaceOutsideTheDomain) {
  for (const char* url :
       {"https://else.test/a.xml", "http://corp.test/a.xml", "javascript:1"}) {
    (void)Play({.lines = {{Get("corp.test", "AutodiscoverV1"),
                           Ok(Json("AutodiscoverV1", url))},
                          {kRoot, Ok(codec::testing::PoxAccount(kMapi))}},
                .outcome = "found https://mail.corp.test/mapi",
                .policy = V2First({Service::kMapi})});
  }
}

// LOC-14, V2-10: only a host that the caller named, and it first.
TEST(V2, AsksTheHostsThatTheCallerNamed) {
  Policy policy;
  policy.v2_hosts = {"V2.else.test", "not a host"};
  const Outcome outcome = Play({.lines = {{Get("v2.else.test"), NotThere()},
                                          {kRoot, Ok(PoxSettings(kEws))}},
                                .outcome = std::string(kFoundEws),
                                .policy = policy});
  EXPECT_EQ(outcome.attempts.front().source, Source::kV2Host);
}

TEST(V2, IsWhatAnEndpointOfItsKindIsAskedIn) {
  Policy policy;
  policy.endpoint = "https://else.test/autodiscover/autodiscover.json";
  (void)Play({.lines = {{Get("else.test"), Ok(Json("Ews", kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = policy});
}

TEST(V2, HasItsOwnPathAtEveryHost) {
  Policy policy = V2First();
  policy.sources = {Source::kHttpRedirect};
  (void)Play(
      {.lines = {{kProbe, MovesTo("https://mail.corp.test/x")},
                 {Get("mail.corp.test"), NotThere()},
                 {"POST https://mail.corp.test/x", Ok(PoxSettings(kEws))}},
       .outcome = std::string(kFoundEws),
       .policy = policy});
}

}  // namespace
}  // namespace autodiscover::core::testing
