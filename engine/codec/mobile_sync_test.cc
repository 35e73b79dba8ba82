// SPDX-License-Identifier: Apache-2.0

#include "codec/mobile_sync.h"

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/namespaces.h"
#include "codec/service_urls.h"
#include "codec/test_bodies.h"

namespace autodiscover::codec {
namespace {

using testing::MobileSyncAction;
using testing::PoxError;

XmlLimits Limits() { return XmlLimits::From(Policy()); }

Answer Read(std::string_view body) {
  return ReadMobileSyncResponse(body, Limits());
}

Settings SettingsIn(std::string_view body) {
  const Answer answer = Read(body);
  const auto* settings = std::get_if<SettingsAnswer>(&answer);
  EXPECT_NE(settings, nullptr) << body;
  return settings == nullptr ? Settings{} : settings->settings;
}

std::string CodeIn(std::string_view body) {
  const Answer answer = Read(body);
  const auto* error = std::get_if<ErrorAnswer>(&answer);
  return error == nullptr ? "no error" : error->code;
}

constexpr std::string_view kServers =
    "<Server><Type>CertEnroll</Type><Url>https://pki.corp.test/</Url>"
    "<ServerData>CertEnrollTemplate</ServerData></Server>"
    "<Server><Type>MobileSync</Type><Url> https://m.corp.test/a </Url>"
    "<Name>m</Name></Server>";

TEST(WriteMobileSyncRequest, HasTheNamesAndTheAddress) {
  const std::string address = "a&b'<x>@corp.test";
  const Result<XmlDocument> document =
      ReadXml(WriteMobileSyncRequest(address), Limits());
  ASSERT_TRUE(document);
  const XmlElement* request =
      document->root().Child(kPoxMobileSyncRequest, "Request");
  ASSERT_NE(request, nullptr);
  EXPECT_EQ(request->ChildText(kPoxMobileSyncRequest, "EMailAddress"), address);
  EXPECT_EQ(
      request->ChildText(kPoxMobileSyncRequest, "AcceptableResponseSchema"),
      kPoxMobileSyncResponse);
}

// Fails if a server of another type is taken for the endpoint (AS-02).
TEST(ReadMobileSyncResponse, ReadsTheServers) {
  const Settings settings = SettingsIn(
      MobileSyncAction(StrCat("<Settings>", kServers, "</Settings>")));
  ASSERT_EQ(settings.mobile_servers.size(), 2U);
  EXPECT_EQ(settings.mobile_servers[0].data, "CertEnrollTemplate");
  EXPECT_EQ(ActiveSyncUrls(settings),
            std::vector<std::string>{"https://m.corp.test/a"});
  EXPECT_EQ(settings.display_name, "Ann");
  EXPECT_EQ(settings.smtp_address, "ann@corp.test");
  EXPECT_EQ(settings.culture, "en:us");
}

TEST(ReadMobileSyncResponse, FindsNoEndpointWhereNoneIs) {
  for (const char* server :
       {"", "<Server><Type>MobileSync</Type><Url/></Server>",
        "<Server><Type>EWS</Type><Url>https://m.corp.test/</Url></Server>"}) {
    EXPECT_TRUE(ActiveSyncUrls(SettingsIn(MobileSyncAction(StrCat(
                                   "<Settings>", server, "</Settings>"))))
                    .empty())
        << server;
  }
}

// Servers lose namespaces in more than one way.
TEST(ReadMobileSyncResponse, TakesLostNamespaces) {
  for (const std::string_view root :
       {"<Autodiscover>", "<Autodiscover xmlns:x=\"urn:x\">"}) {
    EXPECT_EQ(ActiveSyncUrls(
                  SettingsIn(StrCat(root, "<Response><Action><Settings>",
                                    kServers, "</Settings></Action></Response>",
                                    "</Autodiscover>")))
                  .size(),
              1U);
  }
}

TEST(ReadMobileSyncResponse, ReadsTheRedirect) {
  const Answer answer =
      Read(MobileSyncAction("<Redirect>ann@tenant.test</Redirect>"));
  EXPECT_EQ(std::get<RedirectAddressAnswer>(answer).address, "ann@tenant.test");
}

// Fails if either shape, or a status that nobody knows, passes for success
// (AS-04).
TEST(ReadMobileSyncResponse, ReadsBothShapesOfErrors) {
  EXPECT_EQ(CodeIn(PoxError("601", "no")), "601");
  EXPECT_EQ(CodeIn(MobileSyncAction(
                "<Error><Status>2</Status><Message>m</Message></Error>")),
            "Status 2");
  EXPECT_EQ(CodeIn(MobileSyncAction("<Error><Status>99</Status></Error>")),
            "Status 99");
}

TEST(ReadMobileSyncResponse, IsNotSuccessWithoutAWordOfIt) {
  for (const std::string& body :
       {std::string(), std::string("<html/>"), std::string("<Autodiscover/>"),
        MobileSyncAction(""), testing::PoxSettings("https://m.corp.test/"),
        MobileSyncAction(kServers).substr(0, 300)}) {
    EXPECT_TRUE(std::holds_alternative<NoAnswer>(Read(body))) << body;
  }
}

}  // namespace
}  // namespace autodiscover::codec
