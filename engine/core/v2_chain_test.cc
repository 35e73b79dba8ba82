// SPDX-License-Identifier: Apache-2.0
//
// Autodiscover V2: what is asked, what is believed, and what never.

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/test_bodies.h"
#include "core/v2_script.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxSettings;

constexpr std::string_view kError =
    R"({"ErrorCode":"UserNotFound","ErrorMessage":"no"})";

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

}  // namespace
}  // namespace autodiscover::core::testing
