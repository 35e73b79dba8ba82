// SPDX-License-Identifier: Apache-2.0

#include "http/asked.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/test_requests.h"

namespace fake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Asked AskPox(const std::string& body) {
  return ReadAsked(PostTo("/autodiscover/autodiscover.xml", body));
}

std::string Replace(std::string text, const std::string& what,
                    const std::string& with) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

TEST(AskedTest, ReadsPox) {
  const Asked asked = AskPox(PoxRequestText());
  EXPECT_EQ(asked.protocol, Protocol::kPox);
  EXPECT_EQ(asked.objection, Objection::kNone);
  EXPECT_EQ(asked.address(), "ann@corp.test");
}

TEST(AskedTest, DecodesTheAddressOnce) {
  const Asked asked = AskPox(Replace(PoxRequestText(), "ann@", "a&amp;b&lt;@"));
  EXPECT_EQ(asked.address(), "a&b<@corp.test");
}

TEST(AskedTest, ReadsPoxWithPrefixes) {
  const Asked asked = AskPox(
      "<x:Autodiscover xmlns:x='http://schemas.microsoft.com/exchange/"
      "autodiscover/outlook/requestschema/2006'><x:Request><x:EMailAddress>"
      "ann@corp.test</x:EMailAddress><x:AcceptableResponseSchema>"
      "http://schemas.microsoft.com/exchange/autodiscover/outlook/"
      "responseschema/2006a</x:AcceptableResponseSchema></x:Request>"
      "</x:Autodiscover>");
  EXPECT_EQ(asked.objection, Objection::kNone);
  EXPECT_EQ(asked.address(), "ann@corp.test");
}

// Fails if a copied documentation sample, with https names, is understood.
TEST(AskedTest, RefusesWhatIsNotTheSchema) {
  const std::string good = PoxRequestText();
  for (const std::string& body :
       {std::string(), std::string("text"), std::string("<a/>"),
        Replace(good, "xmlns=\"http:", "xmlns=\"https:"),
        Replace(good, "<Autodiscover", "<!DOCTYPE x><Autodiscover"),
        Replace(good, "ann@corp.test", ""),
        Replace(good, "AcceptableResponseSchema>", "Acceptable>")}) {
    EXPECT_EQ(AskPox(body).objection, Objection::kNotTheSchema) << body;
  }
}

TEST(AskedTest, KnowsNoProviderForAnotherResponseSchema) {
  const Asked asked = AskPox(Replace(PoxRequestText(), "2006a", "2010"));
  EXPECT_EQ(asked.objection, Objection::kNoProvider);
}

TEST(AskedTest, ReadsMobileSync) {
  const Asked asked = AskPox(MobileSyncRequestText());
  EXPECT_EQ(asked.protocol, Protocol::kMobileSync);
  EXPECT_EQ(asked.objection, Objection::kNone);
  EXPECT_EQ(asked.address(), "ann@corp.test");
}

TEST(AskedTest, ReadsSoap) {
  const Asked asked =
      ReadAsked(PostTo("/autodiscover/autodiscover.svc",
                       SoapRequestText({"ExternalEwsUrl", "UserDN"})));
  EXPECT_EQ(asked.protocol, Protocol::kSoap);
  EXPECT_EQ(asked.objection, Objection::kNone);
  EXPECT_THAT(asked.addresses, ElementsAre("ann@corp.test"));
  EXPECT_THAT(asked.settings, ElementsAre("ExternalEwsUrl", "UserDN"));
}

TEST(AskedTest, SaysWhatASoapRequestLacks) {
  const std::string good = SoapRequestText({"UserDN"});
  const auto objection = [](const std::string& body) {
    return ReadAsked(PostTo("/autodiscover/autodiscover.svc", body)).objection;
  };
  EXPECT_EQ(objection(Replace(good, "<w:Action>", "<w:Act/><w:Action x='")),
            Objection::kNotTheSchema);
  EXPECT_EQ(objection(Replace(good, "GetUserSettings</w:Action>",
                              "GetDomainSettings</w:Action>")),
            Objection::kSoapAction);
  EXPECT_EQ(objection(Replace(good, "Exchange2013", "")),
            Objection::kSoapHeader);
  EXPECT_EQ(
      objection(Replace(
          good, "https://mail.corp.test/autodiscover/autodiscover.svc", "")),
      Objection::kNone);
  EXPECT_EQ(objection(Replace(good, "ann@corp.test", "")),
            Objection::kNothingAsked);
  EXPECT_EQ(objection(SoapRequestText({})), Objection::kNothingAsked);
}

TEST(AskedTest, ReadsBothFormsOfV2) {
  Request request = Get("/autodiscover/autodiscover.json");
  request.query = "Email=a%2Bb%40corp.test&protocol=Ews";
  Asked asked = ReadAsked(request);
  EXPECT_EQ(asked.protocol, Protocol::kV2);
  EXPECT_EQ(asked.address(), "a+b@corp.test");
  EXPECT_EQ(asked.v2_protocol, "Ews");

  request = Get("/Autodiscover/Autodiscover.json/v1.0/ann%40corp.test");
  request.query = "Protocol=AutodiscoverV1&RedirectCount=1";
  asked = ReadAsked(request);
  EXPECT_EQ(asked.objection, Objection::kNone);
  EXPECT_EQ(asked.address(), "ann@corp.test");
  EXPECT_EQ(asked.v2_protocol, "AutodiscoverV1");

  request.query = "";
  EXPECT_EQ(ReadAsked(request).objection, Objection::kNothingAsked);
}

TEST(AskedTest, AGetAsksNothing) {
  const Asked asked = ReadAsked(Get("/autodiscover/autodiscover.xml"));
  EXPECT_EQ(asked.protocol, Protocol::kNone);
  EXPECT_EQ(asked.objection, Objection::kNotTheSchema);
  EXPECT_THAT(asked.addresses, IsEmpty());
}

TEST(AskedTest, OtherMethodsAreRefused) {
  Request request = PostTo("/autodiscover/autodiscover.xml", PoxRequestText());
  request.method = "PUT";
  EXPECT_EQ(ReadAsked(request).objection, Objection::kMethod);
}

TEST(EndpointTest, KnowsThePathsInAnyCase) {
  EXPECT_EQ(EndpointOf("/Autodiscover/AutoDiscover.XML"), Endpoint::kXml);
  EXPECT_EQ(EndpointOf("/autodiscover/a@b.test/autodiscover.xml"),
            Endpoint::kXml);
  EXPECT_EQ(EndpointOf("/autodiscover/autodiscover.svc/wssecurity"),
            Endpoint::kSvc);
  EXPECT_EQ(EndpointOf("/autodiscover/autodiscover.json/v1.0/a"),
            Endpoint::kJson);
  EXPECT_EQ(EndpointOf("/autodiscover/autodiscover.xml.bak"), Endpoint::kOther);
  EXPECT_EQ(EndpointOf("/"), Endpoint::kOther);
}

}  // namespace
}  // namespace fake
