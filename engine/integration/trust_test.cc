// SPDX-License-Identifier: Apache-2.0
//
// Whom the transport trusts: certificates, exceptions to them, addresses, and a
// proxy.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "integration/loopback.h"
#include "integration/loopback_tls.h"
#include "integration/transport_test.h"

namespace autodiscover::integration {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class TrustTest : public TransportTest {
 protected:
  static driver::Exchange GetAt(const LoopbackTls& server,
                                const std::string& host) {
    driver::Exchange exchange =
        Get(StrCat("https://", host, ":", server.port(), "/"));
    exchange.addresses = {"127.0.0.1"};
    return exchange;
  }
  void Except(const std::string& host, const std::string& sha256) {
    network_.certificate_exceptions = {{.host = host, .sha256 = sha256}};
  }
};

TEST_F(TrustTest, RefusesASelfSignedCertificate) {
  const LoopbackTls server("corp.test");
  const auto failure = Fail(GetAt(server, "corp.test"));
  EXPECT_EQ(failure.stage, Stage::kTls);
  EXPECT_THAT(failure.reason, HasSubstr("self-signed"));
}

// Fails if what is wrong with the caller's file makes anything trusted.
TEST_F(TrustTest, TrustsNobodyWithoutTheFile) {
  const LoopbackTls server("corp.test");
  network_.ca_file = "/nonexistent.pem";
  const auto failure = Fail(GetAt(server, "corp.test"));
  EXPECT_EQ(failure.stage, Stage::kTls);
  EXPECT_THAT(failure.reason, HasSubstr("cannot be read"));
}

// Fails if people are not told which certificate it was that was refused.
TEST_F(TrustTest, TellsOfTheCertificate) {
  const LoopbackTls server("corp.test");
  const auto refused = Fail(GetAt(server, "corp.test")).facts.tls;
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->verdict, "self-signed");
  EXPECT_EQ(refused->version, "");
  ASSERT_THAT(refused->chain, SizeIs(1));
  EXPECT_THAT(refused->chain[0].subject, HasSubstr("CN=corp.test"));
  std::string digits = ToAsciiLower(server.fingerprint());
  std::erase(digits, ':');
  EXPECT_EQ(refused->chain[0].sha256, digits);
  EXPECT_LT(refused->chain[0].not_before, refused->chain[0].not_after);
  // An exception lets it pass, and does not make it good.
  Except("corp.test", server.fingerprint());
  const Facts passed = Answer(GetAt(server, "corp.test")).facts;
  ASSERT_TRUE(passed.tls);
  EXPECT_EQ(passed.tls->verdict, "self-signed");
  EXPECT_THAT(passed.tls->version, HasSubstr("TLSv1."));
  EXPECT_FALSE(passed.reused);
  EXPECT_NE(passed.local_port, 0);
  ASSERT_TRUE(passed.http);
  EXPECT_EQ(passed.http->method, "GET");
}

// TLS-04: this certificate at this host, whatever is wrong with it, ...
TEST_F(TrustTest, TakesAnExceptionForHostAndCertificate) {
  const LoopbackTls server("corp.test");
  Except("Corp.Test", server.fingerprint());
  EXPECT_EQ(Answer(GetAt(server, "corp.test")).status, 200);
  const LoopbackTls other_name("other.test");
  Except("corp.test", ToAsciiLower(other_name.fingerprint()));
  EXPECT_EQ(Answer(GetAt(other_name, "corp.test")).status, 200);
}

// ... and nothing else: no other host, and no other certificate.
TEST_F(TrustTest, WidensNoException) {
  const LoopbackTls server("corp.test");
  Except("corp.test", server.fingerprint());
  EXPECT_EQ(Fail(GetAt(server, "mail.corp.test")).stage, Stage::kTls);
  const LoopbackTls another("corp.test");
  EXPECT_EQ(Fail(GetAt(another, "corp.test")).stage, Stage::kTls);
  Except("corp.test", "");
  EXPECT_EQ(Fail(GetAt(server, "corp.test")).stage, Stage::kTls);
}

// Fails if a connection inside is used although the request forbids it: the
// last barrier, below that of the addresses (SEC-04).
TEST_F(TrustTest, LooksAtTheAddressItIsConnectedTo) {
  const LoopbackHttp server(Always(kEmptyOk));
  driver::Exchange exchange = Get(server.Url());
  exchange.request.widest_address = AddressKind::kPrivate;
  EXPECT_EQ(Fail(std::move(exchange)).refusal, ErrorCode::kRefusedByPolicy);
  EXPECT_THAT(server.requests(), IsEmpty());
}

TEST_F(TrustTest, GoesThroughTheProxyThatItIsGiven) {
  const LoopbackHttp proxy([](const std::string& request) {
    return Reply{.text = request.starts_with("CONNECT ")
                             ? "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"
                             : kEmptyOk,
                 .end = Reply::End::kClose};
  });
  network_.proxy = proxy.Url("");
  EXPECT_EQ(Answer(Get("http://corp.test/a")).status, 200);
  const auto failure = Fail(Get("https://corp.test/a"));
  EXPECT_EQ(failure.stage, Stage::kConnect);
  EXPECT_THAT(failure.reason, HasSubstr("the proxy refused"));
  const auto requests = proxy.requests();
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_THAT(requests[0], testing::StartsWith("GET http://corp.test/a "));
  EXPECT_THAT(requests[1], testing::StartsWith("CONNECT corp.test:443 "));
}

}  // namespace
}  // namespace autodiscover::integration
