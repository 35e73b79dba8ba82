// SPDX-License-Identifier: Apache-2.0

#include "codec/soap.h"

#include <initializer_list>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/namespaces.h"
#include "codec/test_bodies.h"

namespace autodiscover::codec {
namespace {

using ::testing::ElementsAre;
using testing::SoapBody;
using testing::SoapFault;
using testing::SoapSettings;
using testing::SoapUser;
using testing::SoapUserError;

XmlLimits Limits() { return XmlLimits::From(Policy()); }

Answer Read(std::string_view body) {
  return ReadGetUserSettings(body, Limits());
}

std::string CodeIn(std::string_view body) {
  const Answer answer = Read(body);
  const auto* error = std::get_if<ErrorAnswer>(&answer);
  return error == nullptr ? "no error" : error->code;
}

// The element at the end of `path` in the Autodiscover namespace; or an empty
// one.
XmlElement Descend(const XmlElement& from,
                   std::initializer_list<std::string_view> path) {
  const XmlElement* element = &from;
  for (const std::string_view name : path) {
    element = element->Child(kSoapAutodiscover, name);
    if (element == nullptr) {
      return {};
    }
  }
  return *element;
}

// A question, which must be well-formed, and its body.
struct Question {
  explicit Question(const std::string& text) {
    Result<XmlDocument> read = ReadXml(text, Limits());
    if (read) {
      document = *std::move(read);
      const XmlElement* found = document.root().Child(kSoapEnvelope11, "Body");
      body = found == nullptr ? XmlElement{} : *found;
    }
    EXPECT_FALSE(body.name.empty());
  }

  XmlDocument document;
  XmlElement body;  // In the document.
};

std::vector<std::string> TextsIn(const XmlElement& list) {
  std::vector<std::string> texts;
  for (const XmlElement& item : list.children) {
    texts.push_back(
        StrCat(item.text, item.ChildText(kSoapAutodiscover, "Mailbox")));
  }
  return texts;
}

TEST(WriteGetUserSettings, HasItsHeadersAndBody) {
  const std::string url = "https://corp.test/a.svc?x&y";
  const std::string address = "a&b'<x>@corp.test";
  const std::string question = WriteGetUserSettings(
      {.about = {address}, .url = url, .version = "Exchange2013"});
  const Question read(question);
  const XmlElement& root = read.document.root();
  EXPECT_EQ(root.name_space, kSoapEnvelope11);
  const XmlElement* header = root.Child(kSoapEnvelope11, "Header");
  ASSERT_NE(header, nullptr);
  EXPECT_EQ(header->ChildText(kAddressing, "To"), url);
  EXPECT_EQ(header->ChildText(kAddressing, "Action"), kSoapGetUserSettings);
  EXPECT_EQ(header->ChildText(kSoapAutodiscover, "RequestedServerVersion"),
            "Exchange2013");
  EXPECT_THAT(TextsIn(Descend(read.body, {"GetUserSettingsRequestMessage",
                                          "Request", "Users"})),
              ElementsAre(address));
}

// Fails if a user is lost, or a setting is asked for twice.
TEST(WriteGetUserSettings, AsksForSeveralUsersAndEachSettingOnce) {
  const std::string question = WriteGetUserSettings(
      {.about = {"b@corp.test", "a@corp.test"},
       .url = "https://corp.test/a.svc",
       .settings = {"UserDN", "ExternalEwsUrl", "UserDN"}});
  const Question read(question);
  const XmlElement request =
      Descend(read.body, {"GetUserSettingsRequestMessage", "Request"});
  EXPECT_THAT(TextsIn(Descend(request, {"Users"})),
              ElementsAre("b@corp.test", "a@corp.test"));
  EXPECT_THAT(
      TextsIn(Descend(request, {"RequestedSettings"})),
      ElementsAre("ExternalEwsUrl", "InternalEwsUrl", "AutoDiscoverSMTPAddress",
                  "UserDisplayName", "UserDN"));
}

TEST(WriteGetDomainSettings, NamesTheDomainAlone) {
  const std::string question = WriteGetDomainSettings(
      {.about = {"corp.test"}, .url = "https://corp.test/a.svc"});
  const Question read(question);
  const XmlElement request =
      Descend(read.body, {"GetDomainSettingsRequestMessage", "Request"});
  EXPECT_THAT(TextsIn(Descend(request, {"Domains"})), ElementsAre("corp.test"));
  EXPECT_THAT(TextsIn(Descend(request, {"RequestedSettings"})),
              ElementsAre("ExternalEwsUrl", "ExternalEwsVersion"));
}

TEST(ReadGetUserSettings, ReadsSettings) {
  const Answer answer = Read(SoapUser(
      "<ErrorCode>NoError</ErrorCode><RedirectTarget i:nil=\"true\"/>"
      "<UserSettingErrors><UserSettingError><ErrorCode>SettingIsNotAvailable"
      "</ErrorCode><SettingName>ExternalEwsUrl</SettingName></UserSettingError>"
      "</UserSettingErrors><UserSettings>"
      "<UserSetting i:type=\"StringSetting\"><Name>InternalEwsUrl</Name>"
      "<Value>in</Value></UserSetting>"
      "<UserSetting i:type=\"FutureSetting\"><Name>Other</Name><Values/>"
      "</UserSetting>"
      "<UserSetting><Name>Nil</Name><Value i:nil=\"true\"/></UserSetting>"
      "<UserSetting><Name>AutoDiscoverSMTPAddress</Name><Value>b@corp.test"
      "</Value></UserSetting></UserSettings>"));
  const auto* settings = std::get_if<SettingsAnswer>(&answer);
  ASSERT_NE(settings, nullptr);
  EXPECT_EQ(settings->settings.named.at("InternalEwsUrl"), "in");
  EXPECT_EQ(settings->settings.smtp_address, "b@corp.test");
  EXPECT_EQ(settings->settings.named.size(), 2U);
}

// Fails if an error of one level hides behind NoError of another (SOAP-05).
TEST(ReadGetUserSettings, FindsErrorsAtEveryLevel) {
  EXPECT_EQ(CodeIn(SoapUserError("InvalidUser", "")), "InvalidUser");
  EXPECT_EQ(
      CodeIn(SoapBody("<GetUserSettingsResponseMessage xmlns=\"http://schemas."
                      "microsoft.com/exchange/2010/Autodiscover\"><Response>"
                      "<ErrorCode>ServerBusy</ErrorCode></Response>"
                      "</GetUserSettingsResponseMessage>")),
      "ServerBusy");
  EXPECT_EQ(CodeIn(SoapFault("a:ActionNotSupported", "no")),
            "a:ActionNotSupported");
  EXPECT_EQ(CodeIn(SoapBody("<s:Fault/>")), "Fault");
}

TEST(ReadGetUserSettings, ReadsFaultsOfSoap12) {
  EXPECT_EQ(CodeIn("<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/"
                   "soap-envelope\"><e:Body><e:Fault><e:Code><e:Value>e:Sender"
                   "</e:Value></e:Code><e:Reason><e:Text>no</e:Text></e:Reason>"
                   "</e:Fault></e:Body></e:Envelope>"),
            "e:Sender");
}

TEST(ReadGetUserSettings, ReadsRedirects) {
  const Answer url = Read(SoapUserError("RedirectUrl", "https://x.test/a.svc"));
  EXPECT_EQ(std::get<RedirectUrlAnswer>(url).url, "https://x.test/a.svc");
  const Answer address = Read(SoapUserError("RedirectAddress", "a@x.test"));
  EXPECT_EQ(std::get<RedirectAddressAnswer>(address).address, "a@x.test");
  EXPECT_TRUE(
      std::holds_alternative<NoAnswer>(Read(SoapUserError("RedirectUrl", ""))));
}

std::string WhyNone(std::string_view body) {
  const Answer answer = Read(body);
  const auto* none = std::get_if<NoAnswer>(&answer);
  return none == nullptr ? "an answer" : none->why;
}

TEST(ReadGetUserSettings, SaysWhatIsMissing) {
  constexpr std::string_view kMessage =
      "<GetUserSettingsResponseMessage xmlns=\"http://schemas.microsoft.com/"
      "exchange/2010/Autodiscover\">";
  const auto with = [kMessage](std::string_view inside) {
    return SoapBody(
        StrCat(kMessage, inside, "</GetUserSettingsResponseMessage>"));
  };
  EXPECT_EQ(WhyNone("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/"
                    "envelope/\"><s:Header/></s:Envelope>"),
            "has no Body in it");
  EXPECT_EQ(WhyNone(SoapBody("")), "does not answer the question asked");
  EXPECT_EQ(WhyNone(with("")), "has no Response in it");
  EXPECT_EQ(WhyNone(with("<Response><ErrorCode>NoError</ErrorCode>"
                         "<UserResponses/></Response>")),
            "has nothing about the user in it");
}

// Fails if a value without a name is given out under an empty one.
TEST(ReadGetUserSettings, LeavesOutSettingsWithoutAName) {
  const Answer answer = Read(SoapUser(
      "<ErrorCode>NoError</ErrorCode><UserSettings><UserSetting><Name/><Value>x"
      "</Value></UserSetting><UserSetting><Name>UserDN</Name><Value>dn</Value>"
      "</UserSetting></UserSettings>"));
  const auto* settings = std::get_if<SettingsAnswer>(&answer);
  ASSERT_NE(settings, nullptr);
  EXPECT_THAT(settings->settings.named,
              ElementsAre(::testing::Pair("UserDN", "dn")));
}

TEST(ReadGetUserSettings, IsNotSuccessWithoutAWordOfIt) {
  for (const std::string& body :
       {std::string(), std::string("<html/>"), std::string("<a/>"),
        SoapBody(""), SoapBody("<GetUserSettingsResponseMessage/>"),
        SoapUser(""), SoapUser("<UserSettings/>"),
        SoapSettings("x").substr(0, 400)}) {
    EXPECT_TRUE(std::holds_alternative<NoAnswer>(Read(body))) << body;
  }
}

}  // namespace
}  // namespace autodiscover::codec
