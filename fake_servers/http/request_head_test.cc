// SPDX-License-Identifier: Apache-2.0

#include "http/request_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fake {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

Request Parse(const std::string& head) {
  const auto request = ParseHead(head);
  EXPECT_TRUE(request) << head;
  return request.value_or(Request());
}

TEST(HeadLengthTest, EndsAtTheEmptyLine) {
  EXPECT_EQ(HeadLength("GET / HTTP/1.1\r\nA: b\r\n"), std::nullopt);
  EXPECT_EQ(HeadLength("GET / HTTP/1.1\r\n\r\nbody"), 18U);
  EXPECT_EQ(HeadLength("GET / HTTP/1.1\n\nbody"), 16U);
  EXPECT_EQ(HeadLength("\r\nGET / HTTP/1.1\r\n\r\n"), 20U);
  EXPECT_EQ(HeadLength(""), std::nullopt);
  EXPECT_EQ(HeadLength("\r\n\r\n"), std::nullopt);
}

TEST(ParseHeadTest, KeepsOrderAndNamesOfHeaders) {
  const Request request =
      Parse("POST /a HTTP/1.1\r\nhOST: x.test\r\nB:  two \r\nA: one\r\n\r\n");
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.http_host, "x.test");
  EXPECT_THAT(request.headers, ElementsAre(Pair("hOST", "x.test"),
                                           Pair("B", "two"), Pair("A", "one")));
}

TEST(ParseHeadTest, SplitsTheTarget) {
  const Request request = Parse("GET /A%20b/c?x=1?y#z HTTP/1.1\r\n\r\n");
  EXPECT_EQ(request.target, "/A%20b/c?x=1?y#z");
  EXPECT_EQ(request.raw_path, "/A%20b/c");
  EXPECT_EQ(request.path, "/A b/c");
  EXPECT_EQ(request.query, "x=1?y");
}

// Fails if a client that sends absolute targets gets 404.
TEST(ParseHeadTest, TakesAbsoluteTargetsApart) {
  const Request request = Parse(
      "GET https://mail.corp.test:8443/x/y?q HTTP/1.1\r\nHost: other\r\n\r\n");
  EXPECT_EQ(request.http_host, "mail.corp.test:8443");
  EXPECT_EQ(request.path, "/x/y");
  EXPECT_EQ(request.query, "q");
  EXPECT_EQ(Parse("GET http://h.test HTTP/1.1\r\n\r\n").path, "/");
  EXPECT_EQ(Parse("GET /r?to=http://h.test/ HTTP/1.1\r\n\r\n").path, "/r");
}

TEST(ParseHeadTest, TakesLongHeadersAndAnyMethod) {
  const std::string ticket(64UL * 1024, 'x');
  const Request request = Parse(
      "PROPFIND / HTTP/1.1\r\nAuthorization: Negotiate " + ticket + "\r\n\r\n");
  EXPECT_EQ(request.method, "PROPFIND");
  EXPECT_EQ(request.headers.at(0).second.size(), ticket.size() + 10);
}

TEST(ParseHeadTest, RefusesWhatIsNotHttp) {
  for (const char* head :
       {"", "\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/2.0\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\n: empty name\r\n\r\n",
        "GET / HTTP/1.1\r\n folded: first\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: ten\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "\x16\x03\x01\x02 / HTTP/1.1\r\n\r\n"}) {
    EXPECT_FALSE(ParseHead(head)) << head;
  }
}

struct FramingCase {
  const char* head;
  const char* plain;
};

TEST(FramingTest, PutsToTheLibraryOnlyWhatFramesTheBody) {
  for (const auto& [head, plain] : {
           FramingCase{"GET /x HTTP/1.1\r\nRange: bytes=1-2\r\n\r\n",
                       "GET / HTTP/1.1\r\n\r\n"},
           FramingCase{"HEAD /x HTTP/1.1\r\n\r\n", "HEAD / HTTP/1.1\r\n\r\n"},
           FramingCase{"BREW /x HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"},
           FramingCase{"GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\n",
                       "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n"},
           FramingCase{"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
                       "GET / HTTP/1.1\r\n\r\n"},
           FramingCase{"POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n"
                       "Content-Length: 3\r\n\r\n",
                       "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"},
           FramingCase{"GET / HTTP/1.1\r\nConnection: TE, Close\r\n\r\n",
                       "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"},
           FramingCase{"GET / HTTP/1.0\r\n\r\n",
                       "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"},
           FramingCase{"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
                       "GET / HTTP/1.1\r\n\r\n"},
       }) {
    const Request request = Parse(head);
    EXPECT_EQ(PlainHead(request, FramingOf(request)), plain) << head;
  }
}

}  // namespace
}  // namespace fake
