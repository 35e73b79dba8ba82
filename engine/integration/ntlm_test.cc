// SPDX-License-Identifier: Apache-2.0
//
// NTLM as libcurl speaks it for us: which leg carries what, and where it stops.

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/loopback.h"
#include "integration/transport_test.h"

namespace autodiscover::integration {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

// Challenges with and without the target information that NTLMv2 needs.
constexpr const char* kType2 =
    "TlRMTVNTUAACAAAAAAAAADAAAAABAoAAASNFZ4mrze8AAAAAAAAAAAQABAAwAAAAAAAAAA==";
constexpr const char* kType2Old =
    "TlRMTVNTUAACAAAAAAAAADAAAAABAgAAASNFZ4mrze8AAAAAAAAAAAAAAAAwAAAA";

// How the base64 of each type begins.
constexpr std::string_view kType1Begins = "NTLM TlRMTVNTUAAB";
constexpr std::string_view kType3Begins = "NTLM TlRMTVNTUAAD";

std::string AskFor(const std::string& challenge, const char* more = "") {
  return "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + challenge +
         "\r\nContent-Length: 6\r\n" + more + "\r\nsecond";
}

// Answers like Exchange: 401, the challenge `type2`, 200. `end` comes after the
// challenge.
LoopbackHttp::Handler Exchange2016(const std::string& type2,
                                   Reply::End end = Reply::End::kKeep) {
  return [type2, end](const std::string& request) {
    if (request.find(kType3Begins) != std::string::npos) {
      return Reply{.text = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"};
    }
    if (request.find(kType1Begins) != std::string::npos) {
      return Reply{.text = AskFor("NTLM " + type2), .end = end};
    }
    return Reply{.text = AskFor("NTLM")};
  };
}

class NtlmTest : public TransportTest {
 protected:
  static driver::Exchange Post(const std::string& url) {
    driver::Exchange exchange = Get(url);
    exchange.request.method = "POST";
    exchange.request.body = "the question";
    return exchange;
  }
  static driver::Exchange LogIn(const std::string& url) {
    driver::Exchange exchange = Post(url);
    exchange.proof.ntlm = driver::Proof::Ntlm{
        .username = "ann@corp.test",
        .password = driver::Secret(std::string("correct horse"))};
    return exchange;
  }
};

// Fails if the login costs a connection of its own, if the question goes out
// before the login is done, or if the core hears of the legs between.
TEST_F(NtlmTest, TakesTwoLegsOnTheConnectionThatWasChallenged) {
  const LoopbackHttp server(Exchange2016(kType2));
  EXPECT_EQ(Answer(Post(server.Url())).status, 401);
  const core::HttpAnswer answer = Answer(LogIn(server.Url()));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "ok");
  EXPECT_EQ(server.connections(), 1);
  const auto requests = server.requests();
  ASSERT_THAT(requests, SizeIs(3));
  EXPECT_THAT(requests[1], HasSubstr(std::string(kType1Begins)));
  EXPECT_THAT(requests[1], HasSubstr("Content-Length: 0\r\n"));
  EXPECT_THAT(requests[1], Not(HasSubstr("the question")));
  EXPECT_THAT(requests[2], HasSubstr(std::string(kType3Begins)));
  EXPECT_THAT(requests[2], HasSubstr("the question"));
}

// Fails if an authenticated connection serves one who did not log in.
TEST_F(NtlmTest, KeepsTheConnectionToItself) {
  const LoopbackHttp server(Exchange2016(kType2));
  Answer(LogIn(server.Url()));
  // The server still serves the first connection, and does not hear of this.
  driver::Exchange exchange = Post(server.Url());
  exchange.limit = std::chrono::milliseconds(200);
  EXPECT_TRUE(Fail(std::move(exchange)).timed_out);
  EXPECT_THAT(server.requests(), SizeIs(2));
}

// AUTH-10: no second try on a new connection.
TEST_F(NtlmTest, FailsWhenTheServerClosesBetweenTheLegs) {
  for (const char* more : {"", "Connection: close\r\n"}) {
    const LoopbackHttp server([more](const std::string& request) {
      return request.find(kType1Begins) == std::string::npos
                 ? Reply{.text = AskFor("NTLM")}
                 : Reply{.text = AskFor(std::string("NTLM ") + kType2, more),
                         .end = Reply::End::kClose};
    });
    const core::TransportFailure failure = Fail(LogIn(server.Url()));
    EXPECT_THAT(failure.reason, HasSubstr("in the middle of the login"));
    for (const std::string& request : server.requests()) {
      EXPECT_THAT(request, Not(HasSubstr(std::string(kType3Begins))));
    }
    EXPECT_THAT(server.requests(), SizeIs(1));
  }
}

// Fails if NTLMv1 goes out.
TEST_F(NtlmTest, StopsAtAnOldChallenge) {
  const LoopbackHttp server(Exchange2016(kType2Old));
  EXPECT_THAT(Fail(LogIn(server.Url())).reason, HasSubstr("NTLMv2"));
  EXPECT_THAT(server.requests(), SizeIs(1));
}

// Fails if the password goes in another way than the one that was chosen.
TEST_F(NtlmTest, NeverFallsBackToBasic) {
  const LoopbackHttp server(Always(AskFor("Basic realm=\"x\"")));
  EXPECT_EQ(Answer(LogIn(server.Url())).status, 401);
  for (const std::string& request : server.requests()) {
    EXPECT_THAT(request, Not(HasSubstr("Authorization: Basic")));
  }
}

TEST_F(NtlmTest, ReportsARefusedPassword) {
  const LoopbackHttp server([](const std::string& request) {
    const bool first = request.find(kType1Begins) != std::string::npos;
    return Reply{.text =
                     AskFor(first ? std::string("NTLM ") + kType2 : "NTLM")};
  });
  EXPECT_EQ(Answer(LogIn(server.Url())).status, 401);
  EXPECT_THAT(server.requests(), SizeIs(2));
}

}  // namespace
}  // namespace autodiscover::integration
