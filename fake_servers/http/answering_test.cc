// SPDX-License-Identifier: Apache-2.0

#include "http/answering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/test_requests.h"

namespace fake {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;
using ::testing::StartsWith;

constexpr const char* kXml = "/autodiscover/autodiscover.xml";
constexpr const char* kSvc = "/autodiscover/autodiscover.svc";

Reply Answered(const Answer& answer, const Request& request) {
  static const std::string kHostName = "mail.corp.test";
  static const std::string kAddress = "box@corp.test";
  const Asked asked = ReadAsked(request);
  return MakeReply(answer, {.request = request,
                            .asked = asked,
                            .host = kHostName,
                            .mailbox_address = kAddress});
}

Answer Settings() { return {.reply = ReplyKind::kSettings}; }

// Fails if a client's target can begin a header of the reply.
TEST(AnsweringTest, PutsNoControlCharactersIntoHeaders) {
  Request request = PostTo(kXml, PoxRequestText());
  request.raw_path = "/a\rSet-Cookie: b";
  request.http_host = "h\r.test:443";
  const Answer answer = {.location = "https://{host}{path}"};
  EXPECT_THAT(Answered(answer, request).headers,
              Contains(Pair("Location", "https://h.test/aSet-Cookie: b")));
}

TEST(AnsweringTest, SpeaksTheClientsProtocol) {
  const Answer answer = Settings();
  EXPECT_THAT(Answered(answer, PostTo(kXml, PoxRequestText())).body,
              HasSubstr("<Type>EXPR</Type>"));
  EXPECT_THAT(Answered(answer, PostTo(kXml, MobileSyncRequestText())).body,
              HasSubstr("<Type>MobileSync</Type>"));
  EXPECT_THAT(Answered(answer, PostTo(kSvc, SoapRequestText({"UserDN"}))).body,
              HasSubstr("GetUserSettingsResponseMessage"));
  Request v2 = Get("/autodiscover/autodiscover.json/v1.0/ann@corp.test");
  v2.query = "Protocol=Ews";
  EXPECT_THAT(Answered(answer, v2).body, HasSubstr("\"Protocol\":\"Ews\""));
}

TEST(AnsweringTest, UsesTheAddressAskedFor) {
  EXPECT_THAT(Answered(Settings(), PostTo(kXml, PoxRequestText())).body,
              HasSubstr(">ann@corp.test</AutoDiscoverSMTPAddress>"));
}

TEST(AnsweringTest, FillsPlaceholdersOnce) {
  Request request = PostTo("/Autodiscover/{host}/autodiscover.xml", "");
  request.http_host = "alias.test:8443";
  const Answer answer = {.location = "https://x.test{path}",
                         .headers = {{"X-Who", "{address}"}},
                         .body = "{path} {host} {address} {other} {"};
  const Reply reply = Answered(answer, request);
  EXPECT_EQ(reply.body,
            "/Autodiscover/{host}/autodiscover.xml alias.test box@corp.test "
            "{other} {");
  EXPECT_EQ(FindHeader(reply.headers, "Location"),
            "https://x.test/Autodiscover/{host}/autodiscover.xml");
  EXPECT_EQ(FindHeader(reply.headers, "X-Who"), "box@corp.test");
}

// Fails if an address can bring a header of its own.
TEST(AnsweringTest, AnAddressBringsNoControlCharacters) {
  std::string body = PoxRequestText();
  body.replace(body.find("ann@"), 4, "x&#13;&#10;X-Split: 1@");
  const Reply reply =
      Answered({.location = "https://x.test/{address}"}, PostTo(kXml, body));
  EXPECT_EQ(FindHeader(reply.headers, "Location"),
            "https://x.test/xX-Split: 1@corp.test");
}

TEST(AnsweringTest, KeepsAnIpv6LiteralAsHost) {
  Request request = Get(kXml);
  request.http_host = "[2001:db8::1]:443";
  EXPECT_EQ(Answered({.body = "{host}"}, request).body, "[2001:db8::1]");
  request.http_host = "[2001:db8::1]";
  EXPECT_EQ(Answered({.body = "{host}"}, request).body, "[2001:db8::1]");
}

TEST(AnsweringTest, StatusIsWhatTheAnswerImplies) {
  const Request request = PostTo(kXml, PoxRequestText());
  EXPECT_EQ(Answered({}, request).status, 404);
  EXPECT_EQ(Answered({.status = 503}, request).status, 503);
  EXPECT_EQ(Answered({.location = "https://x.test/"}, request).status, 302);
  EXPECT_EQ(
      Answered({.status = 307, .location = "https://x.test/"}, request).status,
      307);
  EXPECT_EQ(Answered({.body = ""}, request).status, 200);
  EXPECT_EQ(Answered({.reply = ReplyKind::kEmpty}, request).body, "");
  EXPECT_EQ(Answered({.reply = ReplyKind::kError}, request).status, 200);
}

TEST(AnsweringTest, TheScenariosHeadersReplaceOurs) {
  Answer answer = Settings();
  answer.headers = {{"server", "Apache"}, {"X-A", "1"}, {"X-A", "2"}};
  answer.content_type = "text/html";
  const Reply reply = Answered(answer, PostTo(kXml, PoxRequestText()));
  EXPECT_THAT(reply.headers, Contains(Pair("server", "Apache")));
  EXPECT_THAT(reply.headers, Not(Contains(Key("Server"))));
  EXPECT_THAT(reply.headers, Contains(Pair("X-A", "1")));
  EXPECT_THAT(reply.headers, Contains(Pair("X-A", "2")));
  EXPECT_EQ(FindHeader(reply.headers, "Content-Type"), "text/html");
}

// Fails if ews-javascript-api cannot learn that SOAP is there.
TEST(AnsweringTest, AGetOfTheXmlIsError600WithTheCapabilities) {
  const Reply reply = Answered(Settings(), Get(kXml));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.name, "error");
  EXPECT_THAT(reply.body, HasSubstr("<ErrorCode>600</ErrorCode>"));
  EXPECT_THAT(reply.headers, Contains(Pair("X-SOAP-Enabled", "True")));
}

TEST(AnsweringTest, ObjectsInTheProtocolOfThePlace) {
  EXPECT_THAT(Answered(Settings(), PostTo(kXml, "rubbish")).body,
              HasSubstr("<ErrorCode>600</ErrorCode>"));
  EXPECT_THAT(Answered(Settings(), PostTo(kXml, SoapRequestText({"A"}))).body,
              HasSubstr("<ErrorCode>600</ErrorCode>"));
  const Reply fault = Answered(Settings(), PostTo(kSvc, PoxRequestText()));
  EXPECT_EQ(fault.status, 500);
  EXPECT_THAT(fault.body, HasSubstr("<s:Fault>"));
  Request put = PostTo(kXml, PoxRequestText());
  put.method = "PUT";
  EXPECT_EQ(Answered(Settings(), put).status, 405);
  EXPECT_EQ(Answered({.status = 503}, put).status, 503);
  EXPECT_EQ(Answered(Settings(), Get(kSvc)).name, "html");
}

TEST(AnsweringTest, UnknownResponseSchemaIs601) {
  std::string body = PoxRequestText();
  body.replace(body.find("2006a"), 5, "2099a");
  EXPECT_THAT(Answered(Settings(), PostTo(kXml, body)).body,
              HasSubstr("<ErrorCode>601</ErrorCode>"));
}

TEST(AnsweringTest, NothingAskedInSoapIsAnErrorOfTheResponse) {
  const Reply reply = Answered(Settings(), PostTo(kSvc, SoapRequestText({})));
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr("<ErrorCode>InvalidRequest</ErrorCode>"));
}

TEST(AnsweringTest, AnErrorHasItsCounterpartInEachProtocol) {
  const Answer answer = {.reply = ReplyKind::kError, .code = "InvalidUser"};
  EXPECT_THAT(Answered(answer, PostTo(kXml, PoxRequestText())).body,
              HasSubstr("<ErrorCode>500</ErrorCode>"));
  EXPECT_THAT(Answered(answer, PostTo(kSvc, SoapRequestText({"A"}))).body,
              HasSubstr("<ErrorCode>InvalidUser</ErrorCode>"));
}

}  // namespace
}  // namespace fake
