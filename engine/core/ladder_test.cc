// SPDX-License-Identifier: Apache-2.0
//
// Which candidates are asked, in which order, and what makes one fail.

#include <gtest/gtest.h>

#include "codec/test_bodies.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxAccount;
using codec::testing::PoxError;
using codec::testing::PoxSettings;
using codec::testing::SoapFault;
using codec::testing::SoapSettings;
using codec::testing::SoapUserError;

constexpr std::string_view kRootSoap =
    "POST https://corp.test/autodiscover/autodiscover.svc";
constexpr std::string_view kAutoSoap =
    "POST https://autodiscover.corp.test/autodiscover/autodiscover.svc";

Policy SoapThenPox() {
  Policy policy;
  policy.protocols = {Protocol::kSoap, Protocol::kPox};
  return policy;
}

// A server at the root says `report`; the settings are at autodiscover.
Script RootFails(std::string name, Report report) {
  return {.name = std::move(name),
          .lines = {{kRoot, std::move(report)}, {kAuto, Ok(PoxSettings(kEws))}},
          .outcome = std::string(kFoundEws)};
}

// Everything but the root is dead, and the root says `report`.
Script OnlyRoot(std::string name, Report report, std::string outcome) {
  return {.name = std::move(name),
          .lines = {{kRoot, std::move(report)}},
          .outcome = std::move(outcome),
          .policy = Only(Source::kRootDomain)};
}

class Ladder : public ::testing::TestWithParam<Script> {};
TEST_P(Ladder, Plays) { Play(GetParam()); }

std::string NameOf(const ::testing::TestParamInfo<Script>& info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Order, Ladder,
    ::testing::Values(
        Script{.name = "RootFirst",
               .lines = {{kRoot, Ok(PoxSettings(kEws))}},
               .outcome = std::string(kFoundEws)},
        Script{.name = "AllFourThenNotFound",
               .lines = {{kRoot, NotThere()},
                         {kAuto, NoName()},
                         {kProbe, Refused()},
                         {kSrv, NoRecords()}},
               .outcome = "failed not_found"},
        Script{.name = "ProbeLeadsToTheDomain",
               .lines = {{kRoot, NotThere()},
                         {kAuto, NoName()},
                         {std::string(kProbe),
                          MovesTo("https://mail.corp.test/autodiscover/"
                                  "autodiscover.xml")},
                         {Post("mail.corp.test"), Ok(PoxSettings(kEws))}},
               .outcome = std::string(kFoundEws)},
        Script{.name = "SourcesLeftOutAreNotAsked",
               .lines = {{kAuto, NotThere()}},
               .outcome = "failed not_found",
               .policy = Only(Source::kAutodiscoverHost)},
        Script{.name = "NoEndpointWasGiven",
               .lines = {{kAuto, NotThere()}},
               .outcome = "failed not_found",
               .policy = {.sources = {Source::kGivenEndpoint,
                                      Source::kAutodiscoverHost}}},
        Script{.name = "TrailingDotAndCase",
               .lines = {{kRoot, Ok(PoxSettings(kEws))}},
               .outcome = std::string(kFoundEws),
               .address = "Ann@CORP.test."}),
    NameOf);

// Fails if any of these ends the run.
INSTANTIATE_TEST_SUITE_P(
    GoesOnAfter, Ladder,
    ::testing::Values(
        RootFails("Status400", Says(400)), RootFails("Status403", Says(403)),
        RootFails("Status503", WithHeaders(503, {{"Retry-After", "3600"}})),
        RootFails("Status204", Says(204)), RootFails("Status999", Says(999)),
        RootFails("Refused", Refused()),
        RootFails("BadCertificate", BadCertificate()),
        RootFails("BrokenOff", BreaksOff()),
        RootFails("ReportOfAnotherKind", NoRecords()),
        RootFails("WebPage", Ok("<!DOCTYPE html><html><br></html>")),
        RootFails("EmptyBody", Ok("")),
        RootFails("Json", Ok("{\"Protocol\": \"Ews\"}")),
        RootFails("OtherXml", Ok("<a/>")),
        RootFails("CutShort", Ok(PoxSettings(kEws).substr(0, 300))),
        RootFails("PoxError500", Ok(PoxError("500", "unknown"))),
        RootFails("UnknownAction", Ok(PoxAccount("<Action>dance</Action>"))),
        RootFails("ImapOnly",
                  Ok(PoxAccount("<Action>settings</Action><Protocol><Type>"
                                "IMAP</Type><Server>imap.corp.test</Server>"
                                "</Protocol>"))),
        RootFails("BareChallenge", Asks({})),
        RootFails("OtherSchemes", Asks({"Kerberos", "PKU2U"}))),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    CountsAs, Ladder,
    ::testing::Values(
        OnlyRoot("Challenge", Asks({"PKU2U"}), "failed authentication_failed"),
        OnlyRoot("Status500", Says(500), "failed server_error"),
        OnlyRoot("Status404", NotThere(), "failed not_found"),
        OnlyRoot("Certificate", BadCertificate(), "failed tls_failed"),
        OnlyRoot("Error", Ok(PoxError("603", "no")), "failed server_error"),
        OnlyRoot("WebPage", Ok("<html></html>"), "failed not_found"),
        OnlyRoot("Garbage", Ok("<Autodiscover"), "failed server_error"),
        OnlyRoot("SettingsWithoutUrl",
                 Ok(PoxAccount("<Action>settings</Action><Protocol><Type>EXCH"
                               "</Type></Protocol>")),
                 "failed not_found"),
        OnlyRoot("PlainHttpServiceUrl", Ok(PoxSettings("http://corp.test/EWS")),
                 "failed refused_by_policy")),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Soap, Ladder,
    ::testing::Values(
        Script{.name = "First",
               .lines = {{kRootSoap, Ok(SoapSettings(kEws))}},
               .outcome = std::string(kFoundEws),
               .policy = SoapThenPox()},
        Script{
            .name = "PoxAtTheSameHostAfter404",
            .lines = {{kRootSoap, NotThere()}, {kRoot, Ok(PoxSettings(kEws))}},
            .outcome = std::string(kFoundEws),
            .policy = SoapThenPox()},
        Script{.name = "PoxAfterFault",
               .lines = {{kRootSoap, Says(500, SoapFault("a:Fault", "no"))},
                         {kRoot, Ok(PoxSettings(kEws))}},
               .outcome = std::string(kFoundEws),
               .policy = SoapThenPox()},
        Script{.name = "PoxAfterServerBusy",
               .lines = {{kRootSoap, Ok(SoapUserError("ServerBusy", ""))},
                         {kRoot, Ok(PoxSettings(kEws))}},
               .outcome = std::string(kFoundEws),
               .policy = SoapThenPox()},
        Script{.name = "DeadHostIsNotAskedTwice",
               .lines = {{kRootSoap, Refused()},
                         {kAutoSoap, Ok(SoapSettings(kEws))}},
               .outcome = std::string(kFoundEws),
               .policy = SoapThenPox()}),
    NameOf);

// Fails if the order of kinds in the summary is not ERR-08's.
TEST(Summary, TakesTheKindThatSaysMost) {
  const Outcome outcome =
      Play({.name = "Mixed",
            .lines = {{kRoot, BadCertificate()},
                      {kAuto, Ok(PoxError("500", "who?"))},
                      {kProbe, MovesTo("https://evil.test/a.xml")},
                      {kSrv, NoRecords()}},
            .outcome = "failed refused_by_policy"});
  EXPECT_NE(outcome.error->message.find("evil.test"), std::string::npos);
}

TEST(InvalidAddress, EndsBeforeAnyStep) {
  for (const char* address :
       {"ann", "ann@", "@corp.test", "ann@corp..test", "ann@test",
        "ann@[10.0.0.5]", "ann@10.0.0.5", "ann@corp.test\r\nX: y", ""}) {
    Play({.name = address,
          .lines = {},
          .outcome = "failed invalid_address",
          .address = address});
  }
}

TEST(Success, SaysHowItWasFound) {
  const Outcome outcome =
      Play({.name = "Srv",
            .lines = {{std::string(kSrv),
                       Records({{.port = 8443, .target = "mail.corp.test."}})},
                      {"POST https://mail.corp.test:8443/autodiscover/"
                       "autodiscover.xml",
                       Ok(PoxSettings(kEws))}},
            .outcome = std::string(kFoundEws),
            .policy = Only(Source::kSrv)});
  EXPECT_EQ(outcome.source, Source::kSrv);
  EXPECT_EQ(outcome.trust, TrustPath::kSrv);
  EXPECT_EQ(outcome.url,
            "https://mail.corp.test:8443/autodiscover/autodiscover.xml");
  EXPECT_EQ(outcome.settings->smtp_address, "ann@corp.test");
  EXPECT_EQ(outcome.settings->display_name, "Ann");
  ASSERT_EQ(outcome.attempts.size(), 2U);
  EXPECT_EQ(outcome.attempts[1].parent, 0);
  EXPECT_TRUE(outcome.attempts[1].succeeded);
}

// Fails if server text can steer a terminal (SEC-07).
TEST(ServerText, IsNeutralised) {
  const Outcome outcome = Play({.name = "Escape",
                                .lines = {{kRoot, Ok(PoxError("500",
                                                              "\xC2\x9B"
                                                              "31m \x7F"
                                                              "red"))}},
                                .outcome = "failed server_error",
                                .policy = Only(Source::kRootDomain)});
  const std::string& reason = outcome.attempts.front().reason;
  EXPECT_NE(reason.find("red"), std::string::npos);
  EXPECT_EQ(reason.find('\x7F'), std::string::npos);
  EXPECT_EQ(reason.find("\xC2\x9B"), std::string::npos);
}

}  // namespace
}  // namespace autodiscover::core::testing
