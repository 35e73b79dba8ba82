// SPDX-License-Identifier: Apache-2.0
//
// What the caller wants decides which protocols are spoken, and one protocol's
// failure never hides another's success.

#include "core/wanted.h"

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/test_bodies.h"
#include "core/scripted_run.h"

namespace autodiscover::core {
namespace {

using codec::testing::MobileSyncAction;
using codec::testing::MobileSyncSettings;
using codec::testing::PoxAccount;
using codec::testing::PoxError;
using codec::testing::PoxSettings;
using testing::kRoot;
using testing::kRootBasic;

constexpr std::string_view kSync = "https://m.corp.test/as";
constexpr std::string_view kEws = "https://mail.corp.test/EWS/a.asmx";

Policy AtRoot(std::vector<Service> services) {
  Policy policy = testing::Only(Source::kRootDomain);
  policy.wanted.services = std::move(services);
  return policy;
}

TEST(ProtocolsFor, PicksThoseThatCanGiveWhatIsWanted) {
  using Protocols = std::vector<Protocol>;
  Policy policy;
  EXPECT_EQ(ProtocolsFor(policy), Protocols{Protocol::kPox});
  policy.wanted.services = {Service::kActiveSync};
  EXPECT_EQ(ProtocolsFor(policy), Protocols{Protocol::kMobileSync});
  policy.wanted.services = {Service::kMapi, Service::kActiveSync};
  EXPECT_EQ(ProtocolsFor(policy),
            (Protocols{Protocol::kPox, Protocol::kMobileSync}));
  policy.wanted = {.services = {}, .settings = {"ExternalOABUrl"}};
  EXPECT_EQ(ProtocolsFor(policy), (Protocols{Protocol::kSoap, Protocol::kPox}));
  policy.protocols = {Protocol::kSoap};
  EXPECT_EQ(ProtocolsFor(policy), Protocols{Protocol::kSoap});
}

TEST(Wanted, ActiveSyncIsFound) {
  const Outcome outcome = testing::Play(
      {.lines = {{kRoot, testing::AsksForBasic()},
                 {kRootBasic, testing::Ok(MobileSyncSettings(kSync))}},
       .outcome = StrCat("found ", kSync),
       .policy = AtRoot({Service::kActiveSync})});
  EXPECT_EQ(outcome.protocol, Protocol::kMobileSync);
}

TEST(Wanted, SettingsForAnotherServiceAreNoSuccess) {
  (void)testing::Play({.lines = {{kRoot, testing::Ok(PoxSettings(kEws))}},
                       .outcome = "failed not_found",
                       .policy = AtRoot({Service::kMapi})});
}

TEST(Wanted, MapiIsChosenExternalFirst) {
  const Outcome outcome = testing::Play(
      {.lines = {{kRoot,
                  testing::Ok(PoxAccount(
                      "<Protocol Type=\"mapiHttp\" Version=\"1\"><MailStore>"
                      "<InternalUrl>https://in.corp.test/m</InternalUrl>"
                      "<ExternalUrl>https://x.corp.test/m</ExternalUrl>"
                      "</MailStore><AddressBook><InternalUrl>"
                      "https://in.corp.test/a</InternalUrl></AddressBook>"
                      "</Protocol>"))}},
       .outcome = "found https://x.corp.test/m",
       .policy = AtRoot({Service::kMapi})});
  EXPECT_EQ(outcome.settings->mapi_address_book_url, "https://in.corp.test/a");
}

// Both are asked at the endpoint that gave the first.
TEST(Wanted, TheSecondProtocolAddsToTheFirst) {
  const Outcome outcome = testing::Play(
      {.lines = {{kRoot, testing::Ok(PoxSettings(kEws))},
                 {kRoot, testing::AsksForBasic()},
                 {kRootBasic, testing::Ok(MobileSyncSettings(kSync))}},
       .outcome = StrCat("found ", kEws),
       .policy = AtRoot({Service::kEws, Service::kActiveSync})});
  EXPECT_EQ(outcome.settings->activesync_url, kSync);
  EXPECT_EQ(outcome.protocol, Protocol::kPox);
}

// Fails if the second protocol's failure hides what the first gave, whatever
// the failure is.
TEST(Wanted, TheSecondProtocolCannotFailTheFirst) {
  for (const Report& report :
       {testing::NotThere(), testing::BreaksOff(), testing::Refused(),
        testing::Ok(PoxError("601", "no")), testing::Ok("<html/>"),
        testing::Ok(MobileSyncAction("<Redirect>a@tenant.test</Redirect>")),
        testing::MovesTo("https://other.corp.test/a.xml")}) {
    (void)testing::Play(
        {.lines = {{kRoot, testing::Ok(PoxSettings(kEws))}, {kRoot, report}},
         .outcome = StrCat("found ", kEws),
         .policy = AtRoot({Service::kEws, Service::kActiveSync})});
  }
}

// The same of a server that knows who asks: what is there is not left for
// another mailbox.
TEST(Wanted, TheSecondProtocolCannotLeadAway) {
  const Outcome outcome = testing::Play(
      {.lines = {{kRoot, testing::Ok(PoxSettings(kEws))},
                 {kRoot, testing::AsksForBasic()},
                 {kRootBasic, testing::Ok(MobileSyncAction(
                                  "<Redirect>a@tenant.test</Redirect>"))}},
       .outcome = StrCat("found ", kEws),
       .policy = AtRoot({Service::kEws, Service::kActiveSync})});
  EXPECT_EQ(outcome.address, "ann@corp.test");
  EXPECT_NE(outcome.attempts.back().reason.find("it is not followed"),
            std::string::npos)
      << outcome.attempts.back().reason;
}

// Fails if a protocol is asked for what it cannot give.
TEST(Wanted, AsksForTheRestOnlyWhoCanGiveIt) {
  Policy policy = AtRoot({Service::kEws, Service::kMapi});
  policy.protocols = {Protocol::kPox, Protocol::kSoap,
                      Protocol::kDomainSettings, Protocol::kV2};
  (void)testing::Play({.lines = {{kRoot, testing::Ok(PoxSettings(kEws))}},
                       .outcome = StrCat("found ", kEws),
                       .policy = policy});
  policy = AtRoot({Service::kActiveSync, Service::kEws});
  policy.protocols = {Protocol::kMobileSync, Protocol::kSoap};
  const Outcome outcome = testing::Play(
      {.lines = {{kRoot, testing::Ok(MobileSyncSettings(kSync))},
                 {"POST https://corp.test/autodiscover/autodiscover.svc",
                  testing::Ok(codec::testing::SoapSettings(kEws))}},
       .outcome = StrCat("found ", kEws),
       .policy = policy});
  EXPECT_EQ(outcome.settings->activesync_url, kSync);
}

// The first protocol's failure does not hide the second's success, at the same
// host (AS-07).
TEST(Wanted, TheSecondProtocolIsAskedAfterTheFirstFailed) {
  const Outcome outcome =
      testing::Play({.lines = {{kRoot, testing::Ok(PoxError("601", "no"))},
                               {kRoot, testing::Ok(MobileSyncSettings(kSync))}},
                     .outcome = StrCat("found ", kSync),
                     .policy = AtRoot({Service::kEws, Service::kActiveSync})});
  EXPECT_EQ(outcome.settings->ews_url, "");
}

TEST(Wanted, ASettingByNameIsEnough) {
  Policy policy = AtRoot({});
  policy.wanted.settings = {"OABUrl"};
  policy.protocols = {Protocol::kPox};
  (void)testing::Play(
      {.lines = {{kRoot, testing::Ok(PoxAccount(
                             "<Protocol><Type>EXCH</Type><OABUrl>o</OABUrl>"
                             "</Protocol>"))}},
       .outcome = "found settings",
       .policy = policy});
}

// Those of SOAP that are lists stand in fields of their own.
TEST(Wanted, ASettingThatIsAListCountsAsThere) {
  const auto share = [](const char* name, Settings settings) {
    return ChooseEndpoints({.services = {}, .settings = {name}}, settings);
  };
  EXPECT_EQ(share("AlternateMailboxes", {}), Share::kNothing);
  EXPECT_EQ(share("AlternateMailboxes", {.mailboxes = {{}}}), Share::kAll);
  const Settings internal{.web_access = {{.internal = true}}};
  EXPECT_EQ(share("InternalWebClientUrls", internal), Share::kAll);
  EXPECT_EQ(share("ExternalWebClientUrls", internal), Share::kNothing);
  EXPECT_EQ(share("ExternalWebClientUrls", {.web_access = {{}}}), Share::kAll);
  EXPECT_EQ(share("OtherWebClientUrls", {.web_access = {{}}}), Share::kNothing);
}

TEST(Title, IsWhatPeopleCallTheService) {
  EXPECT_EQ(Title(Service::kEws), "EWS");
  EXPECT_EQ(Title(Service::kMapi), "MAPI over HTTP");
  EXPECT_EQ(Title(Service::kActiveSync), "ActiveSync");
}

TEST(Wanted, AnUnsafeUrlIsNamed) {
  const Outcome outcome = testing::Play(
      {.lines = {{kRoot,
                  testing::Ok(MobileSyncSettings("http://m.corp.test/as"))}},
       .outcome = "failed refused_by_policy",
       .policy = AtRoot({Service::kActiveSync})});
  EXPECT_NE(outcome.error->message.find("ActiveSync"), std::string::npos)
      << outcome.error->message;
}

}  // namespace
}  // namespace autodiscover::core
