// SPDX-License-Identifier: Apache-2.0

#include "driver/curl_failure.h"

#include <cerrno>

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

const FailureCase kCases[] = {
    {"Refused",
     {.code = CURLE_COULDNT_CONNECT, .system_error = ECONNREFUSED},
     Stage::kConnect,
     "refused"},
    {"Unreachable",
     {.code = CURLE_COULDNT_CONNECT, .system_error = EHOSTUNREACH},
     Stage::kConnect,
     "cannot be reached"},
    {"ConnectTimeout",
     {.code = CURLE_OPERATION_TIMEDOUT, .over_tls = true},
     Stage::kConnect,
     "no answer"},
    {"Expired",
     Tls(CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_HAS_EXPIRED),
     Stage::kTls, "has expired"},
    {"NotYetValid",
     Tls(CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_NOT_YET_VALID),
     Stage::kTls, "not yet valid"},
    {"SelfSigned",
     Tls(CURLE_PEER_FAILED_VERIFICATION,
         X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT),
     Stage::kTls, "self-signed"},
    {"UnknownAuthority",
     Tls(CURLE_PEER_FAILED_VERIFICATION,
         X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY),
     Stage::kTls, "not trusted"},
    {"WrongNameByOpenSsl",
     Tls(CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_HOSTNAME_MISMATCH),
     Stage::kTls, "another name"},
    {"WrongNameByCurl", Tls(CURLE_PEER_FAILED_VERIFICATION, X509_V_OK),
     Stage::kTls, "another name"},
    {"OtherCertificateError",
     Tls(CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CRL_HAS_EXPIRED),
     Stage::kTls, "CRL"},
    {"HandshakeTimeout", Tls(CURLE_OPERATION_TIMEDOUT, 0), Stage::kTls,
     "handshake took too long"},
    {"HandshakeReset",
     {.code = CURLE_SSL_CONNECT_ERROR,
      .over_tls = true,
      .connected = true,
      .detail = "OpenSSL SSL_connect: Connection reset by peer"},
     Stage::kTls,
     "reset"},
    {"Silent", Http(CURLE_OPERATION_TIMEDOUT, false), Stage::kHttp,
     "did not answer"},
    {"Drip", Http(CURLE_OPERATION_TIMEDOUT, true), Stage::kHttp,
     "took too long"},
    {"Truncated", Http(CURLE_PARTIAL_FILE, true), Stage::kHttp, "cut off"},
    {"Empty", Http(CURLE_GOT_NOTHING, false), Stage::kHttp,
     "without an answer"},
    {"ResetInAnswer",
     Http(CURLE_RECV_ERROR, true, "Recv failure: Connection reset by peer"),
     Stage::kHttp, "in the middle"},
    {"NotHttp", Http(CURLE_UNSUPPORTED_PROTOCOL, false), Stage::kHttp,
     "not HTTP"},
    {"PlainHttpNeedsNoHandshake",
     {.code = CURLE_GOT_NOTHING, .connected = true},
     Stage::kHttp,
     "without an answer"},
    {"Unknown", Http(CURLE_HTTP2, false, "strange\x1b[31m"), Stage::kHttp,
     "strange"},
};

INSTANTIATE_TEST_SUITE_P(Failures, FromCurlTest, testing::ValuesIn(kCases),
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
