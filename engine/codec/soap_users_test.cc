// SPDX-License-Identifier: Apache-2.0
//
// SOAP answers about several users, about a domain, and about the version.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/soap.h"
#include "codec/test_bodies.h"

namespace autodiscover::codec {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::Pair;

constexpr std::string_view kOk =
    "<ErrorCode>NoError</ErrorCode><UserSettings><UserSetting><Name>"
    "ExternalEwsUrl</Name><Value>https://x.test/e</Value></UserSetting>"
    "</UserSettings>";

std::string Response(std::string_view operation, std::string_view inside) {
  return testing::SoapBody(StrCat(
      "<", operation, "ResponseMessage xmlns=\"http://schemas.microsoft.com/",
      "exchange/2010/Autodiscover\"><Response><ErrorCode>NoError</ErrorCode>",
      inside, "</Response></", operation, "ResponseMessage>"));
}

std::string Users(std::initializer_list<std::string_view> users) {
  std::string list = "<UserResponses>";
  for (const std::string_view user : users) {
    list += StrCat("<UserResponse>", user, "</UserResponse>");
  }
  return Response("GetUserSettings", list + "</UserResponses>");
}

Answer Read(std::string_view body) {
  return ReadGetUserSettings(body, XmlLimits::From(Policy()),
                             {"bob@corp.test", "cid@corp.test"});
}

Answer ReadDomain(std::string_view body) {
  return ReadGetDomainSettings(body, XmlLimits::From(Policy()));
}

// Fails if what is said of one user is taken for another, or ends the others.
TEST(SoapUsersTest, AnswersGoByTheirPlace) {
  const Answer answer =
      Read(Users({kOk,
                  "<ErrorCode>RedirectAddress</ErrorCode><ErrorMessage>moved"
                  "</ErrorMessage><RedirectTarget>bob@far.test"
                  "</RedirectTarget>",
                  kOk}));
  const auto& said = std::get<SettingsAnswer>(answer);
  EXPECT_THAT(said.settings.named,
              ElementsAre(Pair("ExternalEwsUrl", "https://x.test/e")));
  ASSERT_EQ(said.users.size(), 2U);
  EXPECT_EQ(said.users[0].address, "bob@corp.test");
  EXPECT_FALSE(said.users[0].settings);
  EXPECT_EQ(said.users[0].error, "RedirectAddress");
  EXPECT_EQ(said.users[0].message, "moved");
  EXPECT_EQ(said.users[0].redirect, "bob@far.test");
  EXPECT_EQ(said.users[1].address, "cid@corp.test");
  ASSERT_TRUE(said.users[1].settings);
  EXPECT_EQ(said.users[1].settings->named.size(), 1U);
}

TEST(SoapUsersTest, ReportsWhoIsMissing) {
  const Answer answer = Read(Users({kOk}));
  EXPECT_THAT(std::get<SettingsAnswer>(answer).users,
              ElementsAre(Field(&UserAnswer::error, kNotAnswered),
                          Field(&UserAnswer::error, kNotAnswered)));
}

// Fails if an unknown first user hides the others.
TEST(SoapUsersTest, AnErrorOfTheFirstKeepsTheOthers) {
  const Answer answer =
      Read(Users({"<ErrorCode>InvalidUser</ErrorCode>", kOk,
                  "<ErrorCode>InvalidUser</ErrorCode>", kOk}));
  const auto& error = std::get<ErrorAnswer>(answer);
  EXPECT_EQ(error.code, "InvalidUser");
  ASSERT_EQ(error.users.size(), 2U);
  EXPECT_TRUE(error.users[0].settings);
  EXPECT_EQ(error.users[1].error, "InvalidUser");
}

TEST(SoapDomainTest, ReadsSettingsAndErrorsOfSettings) {
  const Answer answer = ReadDomain(Response(
      "GetDomainSettings",
      "<DomainResponses><DomainResponse><ErrorCode>NoError</ErrorCode>"
      "<DomainSettingErrors><DomainSettingError><ErrorCode>"
      "SettingIsNotAvailable</ErrorCode><SettingName>ExternalEwsVersion"
      "</SettingName></DomainSettingError></DomainSettingErrors>"
      "<DomainSettings><DomainSetting><Name>ExternalEwsUrl</Name><Value>"
      "https://x.test/e</Value></DomainSetting></DomainSettings>"
      "<RedirectTarget i:nil=\"true\"/></DomainResponse></DomainResponses>"));
  const Settings& settings = std::get<SettingsAnswer>(answer).settings;
  EXPECT_THAT(settings.named,
              ElementsAre(Pair("ExternalEwsUrl", "https://x.test/e")));
  EXPECT_THAT(settings.setting_errors,
              ElementsAre(Field(&SettingError::setting, "ExternalEwsVersion")));
}

TEST(SoapDomainTest, ReadsRedirectsAndErrors) {
  const auto domain = [](std::string_view inside) {
    return ReadDomain(Response(
        "GetDomainSettings", StrCat("<DomainResponses><DomainResponse>", inside,
                                    "</DomainResponse></DomainResponses>")));
  };
  const Answer redirect = domain(
      "<ErrorCode>RedirectUrl</ErrorCode><RedirectTarget>https://y.test/a.svc"
      "</RedirectTarget>");
  EXPECT_EQ(std::get<RedirectUrlAnswer>(redirect).url, "https://y.test/a.svc");
  const Answer error = domain("<ErrorCode>InvalidDomain</ErrorCode>");
  EXPECT_EQ(std::get<ErrorAnswer>(error).code, "InvalidDomain");
  EXPECT_TRUE(std::holds_alternative<NoAnswer>(domain("")));
}

// Fails if the answer to one operation passes for that to another.
TEST(SoapDomainTest, TakesNoOtherOperation) {
  EXPECT_TRUE(std::holds_alternative<NoAnswer>(ReadDomain(Users({kOk}))));
  EXPECT_TRUE(std::holds_alternative<NoAnswer>(
      Read(Response("GetDomainSettings", "<DomainResponses/>"))));
  EXPECT_TRUE(std::holds_alternative<NoAnswer>(
      ReadDomain(Response("GetDomainSettings", "<DomainResponses/>"))));
  const Answer fault = ReadDomain(testing::SoapFault("a:Busy", "no"));
  EXPECT_EQ(std::get<ErrorAnswer>(fault).code, "a:Busy");
}

TEST(SoapVersionTest, IsTheServersOwnWhenItRefusesOurs) {
  ErrorAnswer error{
      .code = "InvalidRequest",
      .message = "The RequestedServerVersion header is missing or invalid."};
  EXPECT_TRUE(IsVersionRefused(error));
  EXPECT_EQ(VersionInstead(error), "Exchange2013");
  error.server_version = ServerVersion{.major = 15, .schema = "Exchange2016"};
  EXPECT_EQ(VersionInstead(error), "Exchange2016");
  error.server_version->schema = "Exchange2013_SP1";
  EXPECT_EQ(VersionInstead(error), "Exchange2013_SP1");
  // Fails if a server can write into the trace (SEC-07).
  for (const char* bad : {"Exchange\x1B[31m", "Exchange 2016", "2016"}) {
    error.server_version->schema = bad;
    EXPECT_EQ(VersionInstead(error), "Exchange2013") << bad;
  }
  error.server_version->schema = std::string(kSoapOldestVersion);
  EXPECT_EQ(VersionInstead(error), "Exchange2013");
  EXPECT_FALSE(IsVersionRefused({.code = "InvalidRequest", .message = "no"}));
}

}  // namespace
}  // namespace autodiscover::codec
