// SPDX-License-Identifier: Apache-2.0
//
// NTLM, as libcurl and GSSAPI speak it for us: which leg carries what, and
// where it stops.

#include <string>
#include <string_view>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#define AUTODISCOVER_LEAK_CHECKER
#endif
#endif

#include "driver/base64.h"
#include "driver/negotiate_ntlm.h"
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

// ---- Inside Negotiate, where GSSAPI makes the tokens.

// GSSAPI wants more of a challenge than libcurl: a domain's name, and what
// sessions are to be like.
constexpr const char* kFullType2 =
    "TlRMTVNTUAACAAAACAAIADgAAAAVgoniASNFZ4mrze8AAAAAAAAAABgAGABAAAAA"
    "BgIAAAAAAA9DAE8AUgBQAAIACABDAE8AUgBQAAEABABNAFgAAAAAAA==";

// A server's NegTokenResp around the NTLM message whose base64 is `type2`.
std::string InSpnego(const char* type2) {
  const std::string message = driver::FromBase64(type2);
  const auto around = [](unsigned char tag, const std::string& content) {
    return std::string{static_cast<char>(tag),
                       static_cast<char>(content.size())} +
           content;
  };
  std::string encoded;
  driver::AppendBase64(
      around(0xA1, around(0x30, around(0xA2, around(0x04, message)))), encoded);
  return "Negotiate " + encoded;
}

class NtlmInsideNegotiateTest : public NtlmTest {
 protected:
  static driver::Exchange LogInInside(const std::string& url) {
    driver::Exchange exchange = Post(url);
#ifdef AUTODISCOVER_LEAK_CHECKER
    // Version 1.2.0 of gss-ntlmssp leaks 8 KiB with each password.
    const __lsan::ScopedDisabler theirs;
#endif
    auto legs = driver::NegotiateNtlm::New(
        "ann@corp.test", driver::Secret(std::string("correct horse")),
        "corp.test");
    EXPECT_TRUE(legs) << "is gss-ntlmssp installed?";
    if (legs) {
      exchange.proof.inside_negotiate = std::move(*legs);
    }
    return exchange;
  }
  // Answers the first leg with `challenge`, and what follows with 200.
  static LoopbackHttp::Handler ChallengesOnce(const std::string& challenge,
                                              const char* more = "") {
    return [challenge, more, count = 0](const std::string&) mutable {
      return count++ == 0
                 ? Reply{.text = AskFor(challenge, more),
                         .end = *more == '\0' ? Reply::End::kKeep
                                              : Reply::End::kClose}
                 : Reply{.text =
                             "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"};
    };
  }
};

// Fails if the question goes out before the login is done, or if another may
// come between the legs.
TEST_F(NtlmInsideNegotiateTest, TakesTwoLegsOnAConnectionOfItsOwn) {
  const LoopbackHttp server(ChallengesOnce(InSpnego(kFullType2)));
  const core::HttpAnswer answer = Answer(LogInInside(server.Url()));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "ok");
  EXPECT_EQ(server.connections(), 1);
  const auto requests = server.requests();
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_THAT(requests[0], HasSubstr("Content-Length: 0\r\n"));
  EXPECT_THAT(requests[0], Not(HasSubstr("the question")));
  EXPECT_THAT(requests[1], HasSubstr("Authorization: Negotiate oY"));
  EXPECT_THAT(requests[1], HasSubstr("the question"));
}

TEST_F(NtlmInsideNegotiateTest, FailsWhenTheServerClosesBetweenTheLegs) {
  const LoopbackHttp server(
      ChallengesOnce(InSpnego(kFullType2), "Connection: close\r\n"));
  EXPECT_THAT(Fail(LogInInside(server.Url())).reason,
              HasSubstr("in the middle of the login"));
  EXPECT_THAT(server.requests(), SizeIs(1));
}

TEST_F(NtlmInsideNegotiateTest, StopsAtAnOldChallenge) {
  const LoopbackHttp server(ChallengesOnce(InSpnego(kType2Old)));
  EXPECT_THAT(Fail(LogInInside(server.Url())).reason, HasSubstr("NTLMv2"));
  EXPECT_THAT(server.requests(), SizeIs(1));
}

// Fails if a server that takes Kerberos alone is told of as one that has
// refused the password, which it was never given.
TEST_F(NtlmInsideNegotiateTest, IsNotToBeHadWhereOnlyKerberosIsTaken) {
  for (const char* challenge :
       {"Negotiate", "Basic", "Negotiate oQcwBaADCgEC"}) {
    const LoopbackHttp server(ChallengesOnce(challenge));
    const core::TransportFailure failure = Fail(LogInInside(server.Url()));
    EXPECT_EQ(failure.no_ticket, core::NoTicket::kUnavailable) << challenge;
    EXPECT_THAT(failure.reason, HasSubstr("does not take NTLM"));
    EXPECT_THAT(server.requests(), SizeIs(1));
  }
}

// Fails if an answer to the question without its body is taken for one.
TEST_F(NtlmInsideNegotiateTest, TakesNoAnswerFromTheFirstLegButAnError) {
  const LoopbackHttp server(Always(kEmptyOk));
  EXPECT_TRUE(Fail(LogInInside(server.Url())).no_ticket);
  const LoopbackHttp busy(
      Always("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_EQ(Answer(LogInInside(busy.Url())).status, 503);
}

}  // namespace
}  // namespace autodiscover::integration
