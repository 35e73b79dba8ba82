// SPDX-License-Identifier: Apache-2.0
//
// libcurl as it is set up here, against a server that says what no good one
// would.

#include "driver/curl_transport.h"

#include <cstdlib>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/loopback.h"
#include "integration/transport_test.h"

namespace autodiscover::integration {
namespace {

using driver::CurlTransport;
using driver::Ended;
using driver::Exchange;
using std::chrono::milliseconds;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

constexpr core::StepId kId{1};

class CurlTransportTest : public TransportTest {};

TEST_F(CurlTransportTest, GivesTheWholeAnswer) {
  const LoopbackHttp server(
      Always("HTTP/1.1 404 No\r\nX-A: 1\r\nContent-Length: 2\r\n\r\nhi"));
  const core::HttpAnswer answer = Answer(Get(server.Url()));
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, "hi");
  EXPECT_THAT(answer.headers, Contains(Pair("X-A", "1")));
  EXPECT_EQ(answer.peer_address, "127.0.0.1");
}

// Fails if the request with the password needs a new handshake.
TEST_F(CurlTransportTest, UsesAConnectionAgain) {
  const LoopbackHttp server(Always(kEmptyOk));
  Answer(Get(server.Url("/a")));
  Answer(Get(server.Url("/b")));
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(CurlTransportTest, SendsWhatWasAskedForAndNothingElse) {
  const LoopbackHttp server(Always(
      "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"));
  Exchange exchange = Get(server.Url("/a?q"));
  exchange.request.method = "POST";
  exchange.request.body = std::string(3000, 'x');
  exchange.request.headers = {{"Content-Type", "text/xml"}, {"X-Empty", ""}};
  exchange.proof.header = driver::Secret(std::string("Basic eDp5"));
  Answer(std::move(exchange));
  Answer(Get(server.Url("/b")));
  const auto requests = server.requests();
  ASSERT_GE(requests.size(), 2U);
  EXPECT_THAT(requests.front(), testing::StartsWith("POST /a?q HTTP/1.1\r\n"));
  EXPECT_THAT(requests.front(), HasSubstr("Content-Type: text/xml\r\n"));
  EXPECT_THAT(requests.front(), HasSubstr("X-Empty:\r\n"));
  EXPECT_THAT(requests.front(), HasSubstr("Authorization: Basic eDp5\r\n"));
  EXPECT_THAT(requests.front(), HasSubstr("User-Agent: autodiscover/"));
  for (const char* unwanted : {"Expect:", "Accept-Encoding:", "Cookie:"}) {
    EXPECT_THAT(requests.front(), Not(HasSubstr(unwanted)));
  }
  // The next request knows neither the password nor the cookie.
  EXPECT_THAT(requests.back(), HasSubstr("GET /b"));
  EXPECT_THAT(requests.back(), Not(HasSubstr("Authorization:")));
  EXPECT_THAT(requests.back(), Not(HasSubstr("Cookie:")));
}

// Fails if a redirect is followed behind the core's back.
TEST_F(CurlTransportTest, ReportsARedirect) {
  const LoopbackHttp other(Always(kEmptyOk));
  const LoopbackHttp server(
      Always("HTTP/1.1 302 Go\r\nLocation: " + other.Url() +
             "\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_EQ(Answer(Get(server.Url())).status, 302);
  EXPECT_EQ(other.connections(), 0);
}

// Fails if the environment decides where a request goes.
TEST_F(CurlTransportTest, IgnoresAProxyInTheEnvironment) {
  const LoopbackHttp proxy(Always(kEmptyOk));
  const LoopbackHttp server(Always(kEmptyOk));
  setenv("http_proxy", proxy.Url("").c_str(), 1);  // NOLINT
  Answer(Get(server.Url()));
  unsetenv("http_proxy");  // NOLINT
  EXPECT_EQ(proxy.connections(), 0);
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(CurlTransportTest, RefusesALineEndInAHeader) {
  const LoopbackHttp server(Always(kEmptyOk));
  Exchange exchange = Get(server.Url());
  exchange.request.headers = {{"X-A", "1\r\nX-B: 2"}};
  Fail(std::move(exchange));
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(CurlTransportTest, CutsABodyThatIsTooLarge) {
  const LoopbackHttp endless(Always(
      "HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'x'), Reply::End::kSilent));
  EXPECT_TRUE(Fail(Get(endless.Url())).too_large);
  // Announced: refused before it is read.
  const LoopbackHttp announced(Always(
      "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", Reply::End::kSilent));
  EXPECT_TRUE(Fail(Get(announced.Url())).too_large);
}

TEST_F(CurlTransportTest, CutsHeadersThatAreTooLarge) {
  std::string many = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 100; ++i) {
    many += "X-A: 1\r\n";
  }
  const LoopbackHttp lines(Always(many, Reply::End::kSilent));
  EXPECT_TRUE(Fail(Get(lines.Url())).too_large);
  // libcurl gathers a whole line before it hands it over, and has a bound of
  // its own for that.
  const LoopbackHttp line(
      Always("HTTP/1.1 200 OK\r\nX-A: " + std::string(200'000, 'x'),
             Reply::End::kSilent));
  EXPECT_TRUE(Fail(Get(line.Url())).too_large);
}

struct Fault {
  const char* name;
  Reply reply;
  const char* reason;
};

class FaultTest : public CurlTransportTest,
                  public testing::WithParamInterface<Fault> {};

TEST_P(FaultTest, IsNamed) {
  const LoopbackHttp server(
      Always(GetParam().reply.text, GetParam().reply.end));
  Exchange exchange = Get(server.Url());
  exchange.limit = milliseconds(300);
  const core::TransportFailure failure = Fail(std::move(exchange));
  EXPECT_EQ(failure.stage, Stage::kHttp);
  EXPECT_THAT(failure.reason, HasSubstr(GetParam().reason));
  EXPECT_EQ(failure.timed_out, GetParam().reply.end == Reply::End::kSilent);
}

INSTANTIATE_TEST_SUITE_P(
    Faults, FaultTest,
    testing::Values(
        Fault{"Truncated",
              {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx",
               Reply::End::kClose},
              "cut off"},
        Fault{"ChunkMissing",
              {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
               Reply::End::kClose},
              "cut off"},
        Fault{"HeaderCutOff",
              {"HTTP/1.1 200 OK\r\nContent-Le", Reply::End::kClose},
              "cut off"},
        Fault{"Empty", {"", Reply::End::kClose}, "without an answer"},
        Fault{"Reset", {"", Reply::End::kReset}, "reset"},
        Fault{"Garbage", {"hello\r\n\r\n", Reply::End::kClose}, "not HTTP"},
        Fault{"BadGzip",
              {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
               "Content-Length: 4\r\n\r\nabcd",
               Reply::End::kKeep},
              "encoding"},
        Fault{"Silent", {"", Reply::End::kSilent}, "did not answer"},
        Fault{"Stalled",
              {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx",
               Reply::End::kSilent},
              "took too long"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST_F(CurlTransportTest, NamesARefusedConnection) {
  std::string url;
  {
    const LoopbackHttp gone(Always(kEmptyOk));
    url = gone.Url();
  }
  const core::TransportFailure failure = Fail(Get(url));
  EXPECT_EQ(failure.stage, Stage::kConnect);
  EXPECT_EQ(failure.reason, "connection refused");
}

TEST_F(CurlTransportTest, ConnectsToTheAddressItIsGiven) {
  const LoopbackHttp server(Always(kEmptyOk));
  Exchange exchange = Get(server.Url());
  exchange.request.url.replace(7, 9, "corp.test");
  exchange.addresses = {"127.0.0.1"};
  EXPECT_EQ(Answer(std::move(exchange)).status, 200);
  EXPECT_THAT(server.requests().front(), HasSubstr("Host: corp.test:"));
}

// Fails if a cancelled request still reports.
TEST_F(CurlTransportTest, ForgetsWhatIsCancelled) {
  const LoopbackHttp server(Always("", Reply::End::kSilent));
  transport_.Start(kId, Get(server.Url()));
  std::vector<Ended> ended;
  while (server.requests().empty()) {
    transport_.Collect(ended);
    transport_.Wait({}, milliseconds(10));
  }
  transport_.Cancel(kId);
  transport_.Collect(ended);
  EXPECT_TRUE(ended.empty());
}

}  // namespace
}  // namespace autodiscover::integration
