// SPDX-License-Identifier: Apache-2.0

#include "http/endpoint_urls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/templates.h"

namespace fake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TemplateFields Fields() {
  TemplateFields fields;
  fields.host = "mail.corp.test";
  fields.ews = "https://mail.corp.test/odd?a=1&b=2";
  fields.ews_internal = "https://int.corp.test/EWS/Exchange.asmx";
  return fields;
}

// Fails if a client may say an endpoint that nobody served, or may not say one
// that was.
TEST(EndpointUrlsTest, FindsThemInEachTemplate) {
  EXPECT_THAT(EndpointUrls(PoxBody(Fields())),
              ElementsAre("https://int.corp.test/EWS/Exchange.asmx",
                          "https://mail.corp.test/odd?a=1&b=2"));
  Asked asked;
  asked.addresses = {"ann@corp.test"};
  asked.settings = {"ExternalEcpUrl", "ExternalEwsUrl"};
  EXPECT_THAT(EndpointUrls(SoapBody(Fields(), asked)),
              ElementsAre("https://mail.corp.test/odd?a=1&b=2"));
  asked.v2_protocol = "Ews";
  EXPECT_THAT(EndpointUrls(V2Answer(Fields(), asked).body),
              ElementsAre("https://mail.corp.test/odd?a=1&b=2"));
}

TEST(EndpointUrlsTest, FindsThoseOfOtherServices) {
  EXPECT_THAT(
      EndpointUrls(MobileSyncBody(Fields())),
      ElementsAre("https://mail.corp.test/Microsoft-Server-ActiveSync"));
  EXPECT_THAT(EndpointUrls("<MailStore><ExternalUrl>https://m.test/a"
                           "</ExternalUrl></MailStore>"),
              ElementsAre("https://m.test/a"));
}

TEST(EndpointUrlsTest, FindsThemInEachShape) {
  for (const Shape shape :
       {Shape::kPrefixed, Shape::kReordered, Shape::kComments, Shape::kBom}) {
    TemplateFields fields = Fields();
    fields.shape = {shape};
    EXPECT_EQ(EndpointUrls(PoxBody(fields)).size(), 2U);
    Asked asked;
    asked.addresses = {"ann@corp.test"};
    asked.settings = {"ExternalEwsUrl", "InternalEwsUrl"};
    EXPECT_EQ(EndpointUrls(SoapBody(fields, asked)).size(), 2U);
  }
}

TEST(EndpointUrlsTest, ARedirectGivesNoEndpointAway) {
  TemplateFields fields = Fields();
  fields.kind = ReplyKind::kRedirectUrl;
  fields.to = "https://x.test/autodiscover/autodiscover.xml";
  EXPECT_THAT(EndpointUrls(PoxBody(fields)), IsEmpty());
}

TEST(EndpointUrlsTest, LeavesOutWhatWasCutOff) {
  EXPECT_THAT(EndpointUrls("<EwsUrl>https://mail.corp.test/EWS/Exch"),
              IsEmpty());
}

TEST(AllUrlsTest, FindsEveryUrlOfABody) {
  EXPECT_THAT(AllUrls("<a>HTTPS://a.test/x</a> 'http://b.test' https://c.t"),
              ElementsAre("HTTPS://a.test/x", "http://b.test"));
  EXPECT_THAT(AllUrls("https://a.test/x"), ElementsAre("https://a.test/x"));
}

}  // namespace
}  // namespace fake
