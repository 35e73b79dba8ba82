// SPDX-License-Identifier: Apache-2.0
//
// Other mailboxes in the same question, and domains that are nobody's.

#include "core/fellows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/test_bodies.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::SoapBody;
using ::testing::ElementsAre;

constexpr std::string_view kSoap =
    "POST https://corp.test/autodiscover/autodiscover.svc";
constexpr std::string_view kSoapBasic =
    "POST https://corp.test/autodiscover/autodiscover.svc basic";

Policy With(std::vector<std::string> users) {
  Policy policy = Only(Source::kRootDomain);
  policy.wanted.users = std::move(users);
  return policy;
}

std::string Good(std::string_view url) {
  return StrCat(
      "<ErrorCode>NoError</ErrorCode><UserSettings><UserSetting>"
      "<Name>ExternalEwsUrl</Name><Value>",
      url, "</Value></UserSetting></UserSettings>");
}

Report Users(std::initializer_list<std::string> users) {
  std::string list;
  for (const std::string& user : users) {
    list += StrCat("<UserResponse>", user, "</UserResponse>");
  }
  return Ok(SoapBody(StrCat(
      "<GetUserSettingsResponseMessage xmlns=\"http://schemas.microsoft."
      "com/exchange/2010/Autodiscover\"><Response><ErrorCode>NoError"
      "</ErrorCode><UserResponses>",
      list, "</UserResponses></Response></GetUserSettingsResponseMessage>")));
}

// Fails if a stranger's server is told of them (SOAP-14).
TEST(FellowsToAsk, AreThoseOfTheMailDomain) {
  const EmailAddress ann = *ParseEmailAddress("ann@corp.test");
  Policy policy = With({"bob@corp.test", "bob@far.test", "nobody",
                        "bob@corp.test", "c@CORP.test"});
  EXPECT_THAT(FellowsToAsk(policy, ann),
              ElementsAre("bob@corp.test", "c@CORP.test"));
  policy.endpoint = "https://known.test/autodiscover/autodiscover.svc";
  EXPECT_THAT(FellowsToAsk(policy, ann),
              ElementsAre("bob@corp.test", "bob@far.test", "c@CORP.test"));
}

// Fails if one user's answer decides another's, or an order is lost.
TEST(Fellows, AreAnsweredOneByOne) {
  const Outcome outcome =
      Play({.lines = {{kSoap, AsksForBasic()},
                      {kSoapBasic,
                       Users({Good(kEws), "<ErrorCode>InvalidUser</ErrorCode>",
                              Good("http://corp.test/unsafe")})}},
            .outcome = std::string(kFoundEws),
            .policy = With({"x@far.test", "bob@corp.test", "cid@corp.test",
                            "dan@corp.test"})});
  ASSERT_EQ(outcome.users.size(), 4U);
  EXPECT_EQ(outcome.users[0].error, kNotAsked);
  EXPECT_EQ(outcome.users[0].address, "x@far.test");
  EXPECT_EQ(outcome.users[1].error, "InvalidUser");
  ASSERT_TRUE(outcome.users[2].settings);
  EXPECT_EQ(outcome.users[2].settings->ews_url, "");
  EXPECT_EQ(outcome.users[3].error, kNotAnswered);
}

// Fails if a mailbox that does not exist hides those that do.
TEST(Fellows, AreKeptWhenTheMailboxIsNone) {
  const Outcome outcome = Play(
      {.lines = {{kSoap, AsksForBasic()},
                 {kSoapBasic,
                  Users({"<ErrorCode>InvalidUser</ErrorCode>", Good(kEws)})},
                 {kRoot, NotThere()}},
       .outcome = "failed server_error",
       .policy = With({"bob@corp.test"})});
  ASSERT_EQ(outcome.users.size(), 1U);
  ASSERT_TRUE(outcome.users[0].settings);
  EXPECT_EQ(outcome.users[0].settings->ews_url, kEws);
}

// Fails if anything is asked below a registry's domain (IN-03).
TEST(PublicSuffix, IsNotLookedUp) {
  (void)Play({.lines = {},
              .outcome = "failed invalid_address",
              .policy = Only(Source::kRootDomain),
              .address = "ann@co.uk"});
  Policy policy = Only(Source::kRootDomain);
  policy.public_suffixes = true;
  (void)Play({.lines = {{Post("co.uk"), NotThere()}},
              .outcome = "failed not_found",
              .policy = policy,
              .address = "ann@co.uk"});
}

}  // namespace
}  // namespace autodiscover::core::testing
