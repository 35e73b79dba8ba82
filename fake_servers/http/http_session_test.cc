// SPDX-License-Identifier: Apache-2.0
//
// HTTP as clients of all kinds speak it.

#include "http/http_session.h"

#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/request_head.h"
#include "http/test_client.h"
#include "http/test_requests.h"
#include "http/test_world.h"

namespace fake {
namespace {

using ::testing::Each;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kEws = "https://mail.corp.test/EWS/Exchange.asmx";
constexpr const char* kXml = "/autodiscover/autodiscover.xml";

class HttpSessionTest : public ::testing::Test {
 protected:
  HttpSessionTest()
      : world_(MakeWorld({PlainService(SettingsAnswer())})),
        client_(world_.port()) {}

  std::string Say(const std::string& bytes) {
    client_.Send(bytes);
    return client_.ReadResponse();
  }

  TestWorld world_;
  TestClient client_;
};

std::string Chunked(const std::string& headers) {
  const std::string body = PoxRequestText();
  return "POST " + std::string(kXml) + " HTTP/1.1\r\nHost: h\r\n" + headers +
         "Transfer-Encoding: chunked\r\n\r\n" + "5\r\n" + body.substr(0, 5) +
         "\r\n" +
         // The rest in one chunk, its size in hexadecimal.
         [&] {
           std::string hex;
           for (std::size_t rest = body.size() - 5; rest > 0; rest /= 16) {
             hex.insert(hex.begin(), "0123456789abcdef"[rest % 16]);
           }
           return hex;
         }() +
         "\r\n" + body.substr(5) + "\r\n0\r\n\r\n";
}

TEST_F(HttpSessionTest, ReadsAChunkedBody) {
  EXPECT_THAT(Say(Chunked("")), HasSubstr(kEws));
  EXPECT_EQ(world_.First<RequestEvent>().body, PoxRequestText());
  EXPECT_THAT(Say(PoxRequest()), HasSubstr(kEws));
}

TEST_F(HttpSessionTest, TellsAWaitingClientToGoOn) {
  const std::string body = PoxRequestText();
  client_.Send("POST " + std::string(kXml) +
               " HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: " +
               std::to_string(body.size()) + "\r\n\r\n");
  EXPECT_EQ(client_.ReadResponse(), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_THAT(Say(body), HasSubstr(kEws));
}

// Fails if a client that sends the absolute form gets 404.
TEST_F(HttpSessionTest, TakesAnAbsoluteTarget) {
  EXPECT_THAT(Say(Post("https://mail.corp.test/autodiscover/autodiscover.xml",
                       "", PoxRequestText())),
              HasSubstr(kEws));
  EXPECT_EQ(world_.First<RequestEvent>().path, kXml);
}

TEST_F(HttpSessionTest, TakesAHeaderOf64Kilobytes) {
  const std::string ticket(64UL * 1024, 'x');
  EXPECT_THAT(Say(PoxRequest("Authorization: Negotiate " + ticket + "\r\n")),
              HasSubstr(kEws));
}

TEST_F(HttpSessionTest, RefusesOtherMethodsAndGoesOn) {
  EXPECT_THAT(Say("PROPFIND " + std::string(kXml) + " HTTP/1.1\r\n\r\n"),
              StartsWith("HTTP/1.1 405 "));
  EXPECT_EQ(world_.First<RequestEvent>().method, "PROPFIND");
  EXPECT_THAT(Say(PoxRequest()), HasSubstr(kEws));
}

TEST_F(HttpSessionTest, AnswersHeadWithoutABody) {
  client_.Send("HEAD " + std::string(kXml) +
               " HTTP/1.1\r\nConnection: close\r\n\r\n");
  const std::string response = client_.ReadToEnd();
  EXPECT_THAT(response, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(response, Not(HasSubstr("Content-Length: 0")));
  EXPECT_THAT(response, EndsWith("\r\n\r\n"));
}

// Fails if the body of a GET is taken for the next request.
TEST_F(HttpSessionTest, ReadsTheBodyOfAGet) {
  EXPECT_THAT(Say("GET " + std::string(kXml) +
                  " HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"),
              HasSubstr("<ErrorCode>600</ErrorCode>"));
  EXPECT_EQ(world_.First<RequestEvent>().body, "hello");
  EXPECT_THAT(Say(PoxRequest()), HasSubstr(kEws));
}

TEST_F(HttpSessionTest, AnswersPipelinedRequestsInOrder) {
  client_.Send("GET /a HTTP/1.1\r\n\r\n" + PoxRequest());
  EXPECT_THAT(client_.ReadResponse(), StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(client_.ReadResponse(), HasSubstr(kEws));
}

TEST_F(HttpSessionTest, ClosesAfterHttp10) {
  client_.Send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_THAT(client_.ReadToEnd(), StartsWith("HTTP/1.1 404 "));
  EXPECT_EQ(client_.end(), "fin");
}

// Fails if the library compresses, cuts ranges or reads forms by itself.
TEST_F(HttpSessionTest, SendsThePlainBodyWhateverTheClientOffers) {
  const std::string response = Say(
      PoxRequest("Accept-Encoding: gzip, deflate, br\r\nRange: bytes=0-3\r\n"
                 "Content-Type: application/x-www-form-urlencoded\r\n"));
  EXPECT_THAT(response, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(response, HasSubstr(kEws));
}

TEST_F(HttpSessionTest, KeepsHalfARequestAsUnread) {
  client_.Send("POST /x HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf");
  client_.Close();
  EXPECT_THAT(world_.First<CloseEvent>().unread,
              StartsWith("POST /x HTTP/1.1\n"));
  EXPECT_THAT(world_.First<CloseEvent>().unread, EndsWith("half"));
}

// Fails if only a first request can be garbage.
TEST_F(HttpSessionTest, KeepsWhatFollowsAGoodRequest) {
  EXPECT_THAT(Say(PoxRequest()), HasSubstr(kEws));
  client_.Send("half a line of correct horse");
  client_.Close();
  EXPECT_EQ(world_.First<CloseEvent>().unread, "half a line of [secret]");
}

TEST_F(HttpSessionTest, EndsWithAHeadThatNeverEnds) {
  client_.Send("GET / HTTP/1.1\r\nX: " + std::string(kHeadBytesMax, 'x'));
  (void)client_.ReadToEnd();
  EXPECT_THAT(client_.end(), Not("timeout"));
}

TEST(HttpSessionWorldTest, SendsHeadersAsTheScenarioHasThem) {
  Answer answer = {.headers = {{"Content-Length", "100"},
                               {"Location", "https://x.test/\r\nX-Split: 1"}},
                   .body = "short"};
  TestWorld world(MakeWorld({PlainService(answer)}));
  TestClient client(world.port());
  client.Send(PoxRequest("Connection: close\r\n"));
  const std::string response = client.ReadToEnd();
  EXPECT_THAT(response, HasSubstr("Content-Length: 100\r\n"));
  EXPECT_THAT(response, Not(HasSubstr("Content-Length: 5")));
  EXPECT_THAT(response,
              HasSubstr("Location: https://x.test/\r\nX-Split: 1\r\n"));
}

// Fails if connections wait for one another.
TEST(HttpSessionWorldTest, ServesManyConnectionsAtOnce) {
  constexpr std::size_t kClients = 100;
  TestWorld world(MakeWorld({PlainService(SettingsAnswer())}));
  std::vector<std::unique_ptr<TestClient>> clients;
  for (std::size_t i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<TestClient>(world.port()));
  }
  std::vector<std::string> responses;
  for (const auto& client : clients) {
    client->Send(PoxRequest());
  }
  for (const auto& client : clients) {
    responses.push_back(client->ReadResponse());
  }
  EXPECT_THAT(responses, Each(HasSubstr(kEws)));
}

}  // namespace
}  // namespace fake
