// SPDX-License-Identifier: Apache-2.0
//
// Each template is read back with an XML parser and by namespace, in its plain
// form and in every lawful shape.

#include "http/templates.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pugixml.hpp>

#include "http/xml_names.h"

namespace fake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kEws = "https://mail.corp.test/EWS/Exchange.asmx";
constexpr const char* kInternal = "https://int.corp.test/EWS/Exchange.asmx";

TemplateFields Fields(ReplyKind kind) {
  TemplateFields fields;
  fields.kind = kind;
  fields.host = "mail.corp.test";
  fields.smtp_address = "a&b'<x>@corp.test";
  fields.display_name = "Ann <Fixture>";
  fields.ews = kEws;
  fields.ews_internal = kInternal;
  fields.error = ErrorNamed("500", "");
  return fields;
}

Asked SoapAsked(std::vector<std::string> settings) {
  Asked asked;
  asked.protocol = Protocol::kSoap;
  asked.addresses = {"ann@corp.test"};
  asked.settings = std::move(settings);
  return asked;
}

// Parses strictly: leading space and BOM are the shapes' business.
pugi::xml_document Parse(const std::string& body) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_buffer(body.data(), body.size())) << body;
  return document;
}

// The text at the end of a path of local names, all in one namespace.
std::string TextAt(const pugi::xml_node& from, const char* name_space,
                   const std::vector<std::string>& path) {
  pugi::xml_node node = from;
  for (const std::string& step : path) {
    node = ChildOf(node, name_space, step);
  }
  return node.text().get();
}

pugi::xml_node PoxResponse(const pugi::xml_document& document,
                           const char* name_space) {
  const pugi::xml_node root = ChildOf(document, kPoxResponse, "Autodiscover");
  return ChildOf(root, name_space, "Response");
}

// The Protocol of a type.
pugi::xml_node ProtocolOf(const pugi::xml_document& document,
                          const std::string& type) {
  const pugi::xml_node account = ChildOf(
      PoxResponse(document, kOutlookResponse), kOutlookResponse, "Account");
  for (const pugi::xml_node& child : account.children()) {
    if (IsNamed(child, kOutlookResponse, "Protocol") &&
        TextOf(child, kOutlookResponse, "Type") == type) {
      return child;
    }
  }
  return {};
}

class ShapeTest : public ::testing::TestWithParam<Shape> {};

INSTANTIATE_TEST_SUITE_P(EachShape, ShapeTest,
                         ::testing::Values(Shape::kNoDeclaration, Shape::kBom,
                                           Shape::kLeadingSpace,
                                           Shape::kPrefixed, Shape::kReordered,
                                           Shape::kComments));

// Fails if a shape changes what a document says.
TEST_P(ShapeTest, SaysTheSameInPox) {
  TemplateFields fields = Fields(ReplyKind::kSettings);
  fields.shape = {GetParam()};
  const std::string body = PoxBody(fields);
  const auto document =
      Parse(GetParam() == Shape::kLeadingSpace ? body.substr(4) : body);
  EXPECT_EQ(TextOf(ProtocolOf(document, "EXPR"), kOutlookResponse, "EwsUrl"),
            kEws);
  EXPECT_EQ(TextAt(PoxResponse(document, kOutlookResponse), kOutlookResponse,
                   {"User", "AutoDiscoverSMTPAddress"}),
            "a&b'<x>@corp.test");
  EXPECT_NE(body, PoxBody(Fields(ReplyKind::kSettings)));
}

TEST_P(ShapeTest, SaysTheSameInSoap) {
  TemplateFields fields = Fields(ReplyKind::kSettings);
  const Asked asked = SoapAsked({"ExternalEwsUrl"});
  const std::string plain = SoapBody(fields, asked);
  fields.shape = {GetParam()};
  const std::string body = SoapBody(fields, asked);
  EXPECT_NE(body, plain);
  const auto document =
      Parse(GetParam() == Shape::kLeadingSpace ? body.substr(4) : body);
  const auto envelope = ChildOf(document, kSoapEnvelope, "Envelope");
  EXPECT_EQ(
      TextAt(ChildOf(envelope, kSoapEnvelope, "Body"), kSoapMessages,
             {"GetUserSettingsResponseMessage", "Response", "UserResponses",
              "UserResponse", "UserSettings", "UserSetting", "Value"}),
      kEws);
}

TEST(ShapesTest, LookAsTheyAreNamed) {
  TemplateFields fields = Fields(ReplyKind::kRedirectAddr);
  EXPECT_THAT(PoxBody(fields), StartsWith("<?xml version="));
  fields.shape = {Shape::kNoDeclaration};
  EXPECT_THAT(PoxBody(fields), StartsWith("<Autodiscover"));
  fields.shape = {Shape::kBom, Shape::kNoDeclaration};
  EXPECT_THAT(PoxBody(fields), StartsWith("\xEF\xBB\xBF<Autodiscover"));
  fields.shape = {Shape::kLeadingSpace};
  EXPECT_THAT(PoxBody(fields), StartsWith("\r\n  <?xml"));
  fields.shape = {Shape::kPrefixed};
  EXPECT_THAT(PoxBody(fields), HasSubstr("<n1:Autodiscover xmlns:"));
  fields.shape = {Shape::kComments};
  EXPECT_THAT(PoxBody(fields), HasSubstr("<!--"));
}

TEST(PoxBodyTest, TellsInternalFromExternal) {
  const auto document = Parse(PoxBody(Fields(ReplyKind::kSettings)));
  for (const char* name : {"EwsUrl", "ASUrl"}) {
    EXPECT_EQ(TextOf(ProtocolOf(document, "EXCH"), kOutlookResponse, name),
              kInternal);
    EXPECT_EQ(TextOf(ProtocolOf(document, "EXPR"), kOutlookResponse, name),
              kEws);
  }
  // gnome-online-accounts finds nothing without it.
  EXPECT_NE(TextOf(ProtocolOf(document, "EXPR"), kOutlookResponse, "OABUrl"),
            "");
  EXPECT_EQ(
      TextOf(ProtocolOf(document, "EXCH"), kOutlookResponse, "ServerVersion"),
      "73C189CB");
}

TEST(PoxBodyTest, LeavesOutAnEwsUrlThatIsEmpty) {
  TemplateFields fields = Fields(ReplyKind::kSettings);
  fields.ews = "";
  const std::string body = PoxBody(fields);
  EXPECT_THAT(body, Not(HasSubstr(kEws)));
  const auto document = Parse(body);
  EXPECT_FALSE(
      ChildOf(ProtocolOf(document, "EXPR"), kOutlookResponse, "EwsUrl"));
  EXPECT_EQ(TextOf(ProtocolOf(document, "EXCH"), kOutlookResponse, "EwsUrl"),
            kInternal);
}

TEST(PoxBodyTest, Redirects) {
  TemplateFields fields = Fields(ReplyKind::kRedirectAddr);
  fields.to = "ann@tenant.test";
  auto document = Parse(PoxBody(fields));
  auto response = PoxResponse(document, kOutlookResponse);
  EXPECT_EQ(TextAt(response, kOutlookResponse, {"Account", "Action"}),
            "redirectAddr");
  EXPECT_EQ(TextAt(response, kOutlookResponse, {"Account", "RedirectAddr"}),
            "ann@tenant.test");

  fields = Fields(ReplyKind::kRedirectUrl);
  fields.to = "https://x.test/a?b=1&c=2";
  document = Parse(PoxBody(fields));
  response = PoxResponse(document, kOutlookResponse);
  EXPECT_EQ(TextAt(response, kOutlookResponse, {"Account", "Action"}),
            "redirectUrl");
  EXPECT_EQ(TextAt(response, kOutlookResponse, {"Account", "RedirectUrl"}),
            "https://x.test/a?b=1&c=2");
}

TEST(PoxBodyTest, PutsErrorsIntoTheOuterNamespace) {
  const auto document = Parse(PoxBody(Fields(ReplyKind::kError)));
  EXPECT_EQ(TextAt(PoxResponse(document, kPoxResponse), kPoxResponse,
                   {"Error", "ErrorCode"}),
            "500");
}

TEST(MobileSyncBodyTest, GivesTheServerTheRedirectAndTheError) {
  TemplateFields fields = Fields(ReplyKind::kSettings);
  auto document = Parse(MobileSyncBody(fields));
  EXPECT_EQ(
      TextAt(PoxResponse(document, kMobileSyncResponse), kMobileSyncResponse,
             {"Action", "Settings", "Server", "Url"}),
      "https://mail.corp.test/Microsoft-Server-ActiveSync");

  fields = Fields(ReplyKind::kRedirectAddr);
  fields.to = "ann@tenant.test";
  document = Parse(MobileSyncBody(fields));
  EXPECT_EQ(TextAt(PoxResponse(document, kMobileSyncResponse),
                   kMobileSyncResponse, {"Action", "Redirect"}),
            "ann@tenant.test");

  fields = Fields(ReplyKind::kError);
  document = Parse(MobileSyncBody(fields));
  EXPECT_EQ(TextAt(PoxResponse(document, kMobileSyncResponse),
                   kMobileSyncResponse, {"Action", "Error", "Status"}),
            "2");
  fields.error = ErrorNamed("601", "");
  document = Parse(MobileSyncBody(fields));
  EXPECT_EQ(TextAt(PoxResponse(document, kPoxResponse), kPoxResponse,
                   {"Error", "ErrorCode"}),
            "601");
}

pugi::xml_node UserResponse(const pugi::xml_document& document) {
  pugi::xml_node node = ChildOf(ChildOf(document, kSoapEnvelope, "Envelope"),
                                kSoapEnvelope, "Body");
  for (const char* step : {"GetUserSettingsResponseMessage", "Response",
                           "UserResponses", "UserResponse"}) {
    node = ChildOf(node, kSoapMessages, step);
  }
  return node;
}

// Fails if more is answered than was asked, or an unknown setting is silent.
TEST(SoapBodyTest, AnswersTheSettingsAskedForAndNoMore) {
  TemplateFields fields = Fields(ReplyKind::kSettings);
  fields.ews_internal = "";
  const auto document = Parse(SoapBody(
      fields, SoapAsked({"ExternalEwsUrl", "InternalEwsUrl", "Bogus"})));
  const auto user = UserResponse(document);
  std::vector<std::string> names;
  for (const auto& setting :
       ChildOf(user, kSoapMessages, "UserSettings").children()) {
    names.push_back(TextOf(setting, kSoapMessages, "Name"));
  }
  EXPECT_THAT(names, ElementsAre("ExternalEwsUrl"));
  std::vector<std::string> errors;
  for (const auto& error :
       ChildOf(user, kSoapMessages, "UserSettingErrors").children()) {
    errors.push_back(TextOf(error, kSoapMessages, "SettingName") + " " +
                     TextOf(error, kSoapMessages, "ErrorCode"));
  }
  EXPECT_THAT(errors, ElementsAre("InternalEwsUrl SettingIsNotAvailable",
                                  "Bogus InvalidSetting"));
}

TEST(SoapBodyTest, RedirectsAndErrors) {
  TemplateFields fields = Fields(ReplyKind::kRedirectUrl);
  fields.to = "https://x.test/autodiscover/autodiscover.svc";
  auto document = Parse(SoapBody(fields, SoapAsked({"UserDN"})));
  EXPECT_EQ(TextOf(UserResponse(document), kSoapMessages, "ErrorCode"),
            "RedirectUrl");
  EXPECT_EQ(TextOf(UserResponse(document), kSoapMessages, "RedirectTarget"),
            fields.to);
  fields.kind = ReplyKind::kRedirectAddr;
  document = Parse(SoapBody(fields, SoapAsked({"UserDN"})));
  EXPECT_EQ(TextOf(UserResponse(document), kSoapMessages, "ErrorCode"),
            "RedirectAddress");
  fields.kind = ReplyKind::kError;
  document = Parse(SoapBody(fields, SoapAsked({"UserDN"})));
  EXPECT_EQ(TextOf(UserResponse(document), kSoapMessages, "ErrorCode"),
            "InvalidUser");
}

TEST(V2AnswerTest, AnswersTheProtocolAskedFor) {
  Asked asked;
  asked.protocol = Protocol::kV2;
  asked.v2_protocol = "ews";
  const TemplateFields fields = Fields(ReplyKind::kSettings);
  EXPECT_EQ(V2Answer(fields, asked).body,
            R"({"Protocol":"Ews","Url":")" + std::string(kEws) + "\"}");
  asked.v2_protocol = "Gopher";
  EXPECT_EQ(V2Answer(fields, asked).status, 400);
  EXPECT_THAT(V2Answer(fields, asked).body, HasSubstr("ProtocolNotSupported"));
  EXPECT_EQ(V2Answer(Fields(ReplyKind::kError), asked).status, 404);
}

TEST(ErrorNamedTest, TranslatesBothWays) {
  EXPECT_EQ(ErrorNamed("501", "").soap, "InvalidUser");
  EXPECT_EQ(ErrorNamed("600", "").soap, "InvalidRequest");
  EXPECT_EQ(ErrorNamed("InvalidUser", "").pox, "500");
  EXPECT_EQ(ErrorNamed("ServerBusy", "").soap, "ServerBusy");
  EXPECT_EQ(ErrorNamed("ServerBusy", "").pox, "603");
  EXPECT_EQ(ErrorNamed("InternalServerError", "").pox, "603");
  EXPECT_EQ(ErrorNamed("404", "").pox, "404");
  EXPECT_EQ(ErrorNamed("404", "").soap, "InternalServerError");
  EXPECT_EQ(ErrorNamed("Strange", "").soap, "Strange");
  EXPECT_EQ(ErrorNamed("500", "Own words").message, "Own words");
}

}  // namespace
}  // namespace fake
