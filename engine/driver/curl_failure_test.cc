// SPDX-License-Identifier: Apache-2.0

#include "driver/curl_failure.h"

#include <cerrno>
#include <vector>

#include <curl/curl.h>
#include <gtest/gtest.h>
#include <openssl/x509_vfy.h>

namespace autodiscover::driver {
namespace {

struct FailureCase {
  const char* name;
  CurlFacts facts;
  Stage stage;
  const char* reason;  // A part of it.
};

void PrintTo(const FailureCase& test, std::ostream* out) { *out << test.name; }

class FromCurlTest : public testing::TestWithParam<FailureCase> {};

TEST_P(FromCurlTest, SaysStageAndReason) {
  const core::TransportFailure failure = FromCurl(GetParam().facts);
  EXPECT_EQ(failure.stage, GetParam().stage);
  EXPECT_NE(failure.reason.find(GetParam().reason), std::string::npos)
      << failure.reason;
}

CurlFacts Tls(int code, long verify_result) {
  return {.code = code,
          .verify_result = verify_result,
          .over_tls = true,
          .connected = true};
}

CurlFacts Http(int code, bool answer_started, const char* detail = "") {
  return {.code = code,
          .over_tls = true,
          .connected = true,
          .handshake_done = true,
          .answer_started = answer_started,
          .detail = detail};
}

std::vector<FailureCase> FailureCases() {
  return {
      {.name = "Refused",
       .facts = {.code = CURLE_COULDNT_CONNECT, .system_error = ECONNREFUSED},
       .stage = Stage::kConnect,
       .reason = "refused"},
      {.name = "Unreachable",
       .facts = {.code = CURLE_COULDNT_CONNECT, .system_error = EHOSTUNREACH},
       .stage = Stage::kConnect,
       .reason = "cannot be reached"},
      {.name = "ConnectTimeout",
       .facts = {.code = CURLE_OPERATION_TIMEDOUT, .over_tls = true},
       .stage = Stage::kConnect,
       .reason = "no answer"},
      {.name = "Expired",
       .facts =
           Tls(CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_HAS_EXPIRED),
       .stage = Stage::kTls,
       .reason = "has expired"},
      {.name = "NotYetValid",
       .facts =
           Tls(CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_NOT_YET_VALID),
       .stage = Stage::kTls,
       .reason = "not yet valid"},
      {.name = "SelfSigned",
       .facts = Tls(CURLE_PEER_FAILED_VERIFICATION,
                    X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT),
       .stage = Stage::kTls,
       .reason = "self-signed"},
      {.name = "UnknownAuthority",
       .facts = Tls(CURLE_PEER_FAILED_VERIFICATION,
                    X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY),
       .stage = Stage::kTls,
       .reason = "not trusted"},
      {.name = "WrongNameByOpenSsl",
       .facts =
           Tls(CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_HOSTNAME_MISMATCH),
       .stage = Stage::kTls,
       .reason = "another name"},
      {.name = "WrongNameByCurl",
       .facts = Tls(CURLE_PEER_FAILED_VERIFICATION, X509_V_OK),
       .stage = Stage::kTls,
       .reason = "another name"},
      {.name = "OtherCertificateError",
       .facts = Tls(CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CRL_HAS_EXPIRED),
       .stage = Stage::kTls,
       .reason = "CRL"},
      {.name = "HandshakeRefusedAtEveryAddress",
       .facts = {.code = CURLE_SSL_CONNECT_ERROR,
                 .over_tls = true,
                 .detail = "alert protocol version"},
       .stage = Stage::kTls,
       .reason = "handshake failed"},
      {.name = "HandshakeTimeout",
       .facts = Tls(CURLE_OPERATION_TIMEDOUT, 0),
       .stage = Stage::kTls,
       .reason = "handshake took too long"},
      {.name = "HandshakeReset",
       .facts = {.code = CURLE_SSL_CONNECT_ERROR,
                 .over_tls = true,
                 .connected = true,
                 .detail = "OpenSSL SSL_connect: Connection reset by peer"},
       .stage = Stage::kTls,
       .reason = "reset"},
      {.name = "Silent",
       .facts = Http(CURLE_OPERATION_TIMEDOUT, false),
       .stage = Stage::kHttp,
       .reason = "did not answer"},
      {.name = "Drip",
       .facts = Http(CURLE_OPERATION_TIMEDOUT, true),
       .stage = Stage::kHttp,
       .reason = "took too long"},
      {.name = "Truncated",
       .facts = Http(CURLE_PARTIAL_FILE, true),
       .stage = Stage::kHttp,
       .reason = "cut off"},
      {.name = "Empty",
       .facts = Http(CURLE_GOT_NOTHING, false),
       .stage = Stage::kHttp,
       .reason = "without an answer"},
      {.name = "ResetInAnswer",
       .facts = Http(CURLE_RECV_ERROR, true,
                     "Recv failure: Connection reset by peer"),
       .stage = Stage::kHttp,
       .reason = "in the middle"},
      {.name = "NotHttp",
       .facts = Http(CURLE_UNSUPPORTED_PROTOCOL, false),
       .stage = Stage::kHttp,
       .reason = "not HTTP"},
      {.name = "PlainHttpNeedsNoHandshake",
       .facts = {.code = CURLE_GOT_NOTHING, .connected = true},
       .stage = Stage::kHttp,
       .reason = "without an answer"},
      {.name = "Unknown",
       .facts = Http(CURLE_HTTP2, false, "strange\x1b[31m"),
       .stage = Stage::kHttp,
       .reason = "strange"},
  };
}

INSTANTIATE_TEST_SUITE_P(Failures, FromCurlTest,
                         testing::ValuesIn(FailureCases()),
                         [](const auto& test) {
                           return std::string(test.param.name);
                         });

TEST(FromCurlDetailTest, MarksTimeouts) {
  EXPECT_TRUE(FromCurl(Tls(CURLE_OPERATION_TIMEDOUT, 0)).timed_out);
  EXPECT_FALSE(FromCurl(Http(CURLE_PARTIAL_FILE, true)).timed_out);
}

TEST(FromCurlDetailTest, MarksAnswersThatAreTooLarge) {
  CurlFacts facts = Http(CURLE_WRITE_ERROR, true);
  facts.answer_too_large = true;
  EXPECT_TRUE(FromCurl(facts).too_large);
}

// Fails if a server's bytes reach a terminal (SEC-07).
TEST(FromCurlDetailTest, ShowsNoControlCharacters) {
  const auto failure = FromCurl(Http(CURLE_HTTP2, false, "strange\x1b[31m"));
  EXPECT_EQ(failure.reason.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace autodiscover::driver
