// SPDX-License-Identifier: Apache-2.0

#include "codec/soap_settings.h"

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/soap.h"
#include "codec/test_bodies.h"

namespace autodiscover::codec {
namespace {

using testing::SoapBody;
using testing::SoapUser;

Settings Read(std::string_view body) {
  Answer answer = ReadGetUserSettings(body, XmlLimits::From(Policy()));
  auto* said = std::get_if<SettingsAnswer>(&answer);
  EXPECT_NE(said, nullptr) << body;
  return said == nullptr ? Settings{} : std::move(said->settings);
}

Settings ReadInside(std::string_view inside) {
  return Read(SoapUser(StrCat("<ErrorCode>NoError</ErrorCode>", inside)));
}

TEST(SoapSettings, GiveTheOtherMailboxes) {
  const Settings settings = ReadInside(
      "<UserSettings><UserSetting i:type=\"AlternateMailboxCollectionSetting\">"
      "<Name>AlternateMailboxes</Name><AlternateMailboxes><AlternateMailbox>"
      "<Type>Archive</Type><DisplayName>Old</DisplayName><LegacyDN>/o=x"
      "</LegacyDN><Server>s</Server></AlternateMailbox><AlternateMailbox>"
      "<Type>Delegate</Type><SmtpAddress>b@corp.test</SmtpAddress>"
      "<OwnerSmtpAddress>o@corp.test</OwnerSmtpAddress></AlternateMailbox>"
      "</AlternateMailboxes></UserSetting></UserSettings>");
  ASSERT_EQ(settings.mailboxes.size(), 2U);
  EXPECT_EQ(settings.mailboxes[0], (AlternativeMailbox{.type = "Archive",
                                                       .display_name = "Old",
                                                       .legacy_dn = "/o=x",
                                                       .server = "s"}));
  EXPECT_EQ(settings.mailboxes[1],
            (AlternativeMailbox{.type = "Delegate",
                                .smtp_address = "b@corp.test",
                                .owner_smtp_address = "o@corp.test"}));
}

TEST(SoapSettings, GiveTheHostsOfProtocols) {
  const Settings settings = ReadInside(
      "<UserSettings><UserSetting><Name>ExternalPop3Connections</Name>"
      "<ProtocolConnections><ProtocolConnection><EncryptionMethod>SSL"
      "</EncryptionMethod><Hostname>pop.corp.test</Hostname><Port>995</Port>"
      "</ProtocolConnection><ProtocolConnection><Hostname>b</Hostname><Port>x"
      "</Port></ProtocolConnection></ProtocolConnections></UserSetting>"
      "</UserSettings>");
  const auto& hosts = settings.connections.at("ExternalPop3Connections");
  ASSERT_EQ(hosts.size(), 2U);
  EXPECT_EQ(hosts[0],
            (ProtocolConnection{
                .host = "pop.corp.test", .port = 995, .encryption = "SSL"}));
  EXPECT_EQ(hosts[1], (ProtocolConnection{.host = "b"}));
}

TEST(SoapSettings, GiveOutlookOnTheWeb) {
  const auto list = [](std::string_view name) {
    return StrCat("<UserSetting><Name>", name,
                  "</Name><WebClientUrls><WebClientUrl><AuthenticationMethods>"
                  "Basic, Fba</AuthenticationMethods><Url>https://",
                  name, "</Url></WebClientUrl></WebClientUrls></UserSetting>");
  };
  const Settings settings =
      ReadInside(StrCat("<UserSettings>", list("ExternalWebClientUrls"),
                        list("InternalWebClientUrls"), "</UserSettings>"));
  ASSERT_EQ(settings.web_access.size(), 2U);
  EXPECT_EQ(settings.web_access[0],
            (WebAccess{.url = "https://ExternalWebClientUrls",
                       .authentication = "Basic, Fba"}));
  EXPECT_TRUE(settings.web_access[1].internal);
}

// SOAP-05, SOAP-09.
TEST(SoapSettings, TellWhatIsMissing) {
  const Settings settings = ReadInside(
      "<UserSettingErrors><UserSettingError><ErrorCode>SettingIsNotAvailable"
      "</ErrorCode><ErrorMessage>no</ErrorMessage><SettingName>ExternalEwsUrl"
      "</SettingName></UserSettingError></UserSettingErrors><UserSettings/>");
  ASSERT_EQ(settings.setting_errors.size(), 1U);
  EXPECT_EQ(settings.setting_errors[0],
            (SettingError{.setting = "ExternalEwsUrl",
                          .code = "SettingIsNotAvailable",
                          .message = "no"}));
}

TEST(SoapSettings, FillTheFieldsThatPoxHasToo) {
  const auto named = [](std::string_view name, std::string_view value) {
    return StrCat("<UserSetting><Name>", name, "</Name><Value>", value,
                  "</Value></UserSetting>");
  };
  const Settings settings = ReadInside(
      StrCat("<UserSettings>", named("UserDN", "/o=x"),
             named("UserDeploymentId", "id"), named("UserMSOnline", "True"),
             named("UserDisplayName", "Ann"), "</UserSettings>"));
  EXPECT_EQ(settings.legacy_dn, "/o=x");
  EXPECT_EQ(settings.deployment_id, "id");
  EXPECT_EQ(settings.microsoft_online, true);
  EXPECT_EQ(settings.display_name, "Ann");
}

constexpr std::string_view kStart =
    "<GetUserSettingsResponseMessage xmlns=\"http://schemas.microsoft.com/"
    "exchange/2010/Autodiscover\"><Response>";
constexpr std::string_view kUser =
    "<UserResponses><UserResponse><UserSettings><UserSetting><Name>UserDN"
    "</Name><Value>x</Value></UserSetting></UserSettings></UserResponse>"
    "</UserResponses></Response></GetUserSettingsResponseMessage>";

TEST(SoapSettings, AreSuccessWhereNothingSaysAnything) {
  EXPECT_EQ(Read(SoapBody(StrCat(kStart, kUser))).legacy_dn, "x");
}

// Fails if a word of the response alone stands for the user's.
TEST(SoapSettings, AreNoneWhereOnlyTheUsersWordIsMissing) {
  const Answer answer = ReadGetUserSettings(
      SoapBody(StrCat(kStart, "<ErrorCode>NoError</ErrorCode>", kUser)),
      XmlLimits::From(Policy()));
  EXPECT_TRUE(std::holds_alternative<NoAnswer>(answer));
}

std::optional<ServerVersion> VersionIn(std::string_view header) {
  std::string body = SoapUser(
      "<ErrorCode>NoError</ErrorCode><UserSettings><UserSetting><Name>UserDN"
      "</Name><Value>x</Value></UserSetting></UserSettings>");
  const std::string_view empty = "<s:Header/>";
  body.replace(body.find(empty), empty.size(),
               StrCat("<s:Header><h:ServerVersionInfo xmlns:h=\"http://schemas."
                      "microsoft.com/exchange/2010/Autodiscover\">",
                      header, "</h:ServerVersionInfo></s:Header>"));
  return Read(body).server_version;
}

TEST(SoapSettings, ComeWithAVersionOfTheServer) {
  EXPECT_EQ(
      VersionIn("<h:MajorVersion>15</h:MajorVersion><h:MinorVersion>1"
                "</h:MinorVersion><h:MajorBuildNumber>2507</h:MajorBuildNumber>"
                "<h:MinorBuildNumber>6</h:MinorBuildNumber><h:Version>"
                "Exchange2015</h:Version>"),
      (ServerVersion{.major = 15,
                     .minor = 1,
                     .major_build = 2507,
                     .minor_build = 6,
                     .schema = "Exchange2015"}));
}

// SOAP-17: it fails nothing.
TEST(SoapSettings, HaveNoVersionThatCannotBeRead) {
  EXPECT_EQ(VersionIn("<h:MajorVersion>new</h:MajorVersion>"), std::nullopt);
  EXPECT_EQ(VersionIn(""), std::nullopt);
}

}  // namespace
}  // namespace autodiscover::codec
