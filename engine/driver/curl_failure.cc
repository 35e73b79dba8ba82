// SPDX-License-Identifier: Apache-2.0

#include "driver/curl_failure.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include "base/strings.h"

namespace autodiscover::driver {
namespace {

constexpr std::size_t kDetailBytesMax = 200;

struct Words {
  long code;
  const char* text;
};

template <std::size_t N>
const char* Find(const std::array<Words, N>& table, long code) {
  const auto* found =
      std::find_if(table.begin(), table.end(),
                   [code](const Words& row) { return row.code == code; });
  return found == table.end() ? nullptr : found->text;
}

constexpr const char* kUnknownAuthority =
    "the certificate was issued by an authority that is not trusted here, or "
    "the server does not send the whole chain";

constexpr std::array<Words, 16> kCertificateWords = {{
    {.code = X509_V_ERR_CERT_HAS_EXPIRED,
     .text = "the certificate has expired"},
    {.code = X509_V_ERR_CERT_NOT_YET_VALID,
     .text = "the certificate is not yet valid"},
    {.code = X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
     .text = "the certificate is self-signed"},
    {.code = X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, .text = kUnknownAuthority},
    {.code = X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, .text = kUnknownAuthority},
    {.code = X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
     .text = kUnknownAuthority},
    {.code = X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
     .text = kUnknownAuthority},
    {.code = X509_V_ERR_HOSTNAME_MISMATCH,
     .text = "the certificate is for another name"},
    {.code = X509_V_ERR_IP_ADDRESS_MISMATCH,
     .text = "the certificate is for another address"},
    {.code = X509_V_ERR_CERT_REVOKED,
     .text = "the certificate has been revoked"},
    {.code = X509_V_ERR_EE_KEY_TOO_SMALL,
     .text = "the certificate's key is too weak"},
    {.code = X509_V_ERR_CA_KEY_TOO_SMALL,
     .text = "the authority's key is too weak"},
    {.code = X509_V_ERR_CA_MD_TOO_WEAK,
     .text = "the certificate's signature is too weak"},
    {.code = X509_V_ERR_INVALID_PURPOSE,
     .text = "the certificate is not one for servers"},
    {.code = X509_V_ERR_INVALID_CA,
     .text = "the certificate was issued by one that may not"},
    {.code = X509_V_ERR_CERT_CHAIN_TOO_LONG,
     .text = "the certificate chain is too long"},
}};

constexpr std::array<Words, 5> kConnectWords = {{
    {.code = ECONNREFUSED, .text = "connection refused"},
    {.code = ECONNRESET, .text = "connection reset by the server"},
    {.code = ENETUNREACH, .text = "the network cannot be reached"},
    {.code = EHOSTUNREACH, .text = "the host cannot be reached"},
    {.code = ETIMEDOUT, .text = "no answer to the connection attempt"},
}};

constexpr std::array<Words, 6> kHttpWords = {{
    {.code = CURLE_GOT_NOTHING,
     .text = "the server closed the connection without an answer"},
    {.code = CURLE_PARTIAL_FILE, .text = "the answer was cut off"},
    {.code = CURLE_WEIRD_SERVER_REPLY, .text = "the answer is not HTTP"},
    {.code = CURLE_UNSUPPORTED_PROTOCOL, .text = "the answer is not HTTP"},
    {.code = CURLE_BAD_CONTENT_ENCODING,
     .text = "the answer's encoding cannot be read"},
    {.code = CURLE_SEND_ERROR,
     .text = "the connection broke while the request was sent"},
}};

// libcurl keeps errno only for connecting; later it is in the text alone.
bool SaysReset(const CurlFacts& facts) {
  return facts.detail.find("reset by peer") != std::string::npos ||
         facts.system_error == ECONNRESET;
}

std::string Quote(std::string_view words, const CurlFacts& facts) {
  if (facts.detail.empty()) {
    return std::string(words);
  }
  return StrCat(words, " (", SafeText(facts.detail, kDetailBytesMax), ")");
}

bool RefusedByProxy(const CurlFacts& facts) {
  return facts.proxy_status >= 300;
}

Stage StageOf(const CurlFacts& facts) {
  if (RefusedByProxy(facts)) {
    return Stage::kConnect;
  }
  // libcurl races addresses with TLS on top: while all of them fail there it
  // tells no time of a connection.
  if (facts.over_tls && (facts.code == CURLE_SSL_CONNECT_ERROR ||
                         facts.code == CURLE_SSL_CACERT_BADFILE)) {
    return Stage::kTls;
  }
  if (!facts.connected) {
    return Stage::kConnect;
  }
  return facts.over_tls && !facts.handshake_done ? Stage::kTls : Stage::kHttp;
}

std::string CertificateReason(const CurlFacts& facts) {
  if (facts.verify_result == X509_V_OK) {
    return "the certificate is for another name";
  }
  if (const char* words = Find(kCertificateWords, facts.verify_result)) {
    return words;
  }
  return StrCat("the certificate cannot be trusted: ",
                X509_verify_cert_error_string(facts.verify_result));
}

std::string TimeoutReason(const CurlFacts& facts) {
  if (!facts.connected) {
    return "no answer to the connection attempt";
  }
  if (facts.over_tls && !facts.handshake_done) {
    return "the TLS handshake took too long";
  }
  return facts.answer_started ? "the answer took too long"
                              : "the server did not answer";
}

std::string ConnectReason(const CurlFacts& facts) {
  if (RefusedByProxy(facts)) {
    return StrCat("the proxy refused the connection (status ",
                  facts.proxy_status, ")");
  }
  if (facts.code == CURLE_COULDNT_RESOLVE_PROXY) {
    return "the name of the proxy could not be looked up";
  }
  const char* words = Find(kConnectWords, facts.system_error);
  return words != nullptr ? words : Quote("no connection", facts);
}

std::string TlsReason(const CurlFacts& facts) {
  if (SaysReset(facts)) {
    return "connection reset by the server during the TLS handshake";
  }
  if (facts.code == CURLE_SSL_CACERT_BADFILE) {
    return "the file with the trusted certificates cannot be read";
  }
  return Quote("the TLS handshake failed", facts);
}

std::string HttpReason(const CurlFacts& facts) {
  if (SaysReset(facts)) {
    return facts.answer_started
               ? "connection reset by the server in the middle of its answer"
               : "connection reset by the server";
  }
  // A chunk that never ends is the same to the reader as a short body.
  const long code = facts.code == CURLE_RECV_ERROR && facts.answer_started
                        ? static_cast<long>(CURLE_PARTIAL_FILE)
                        : facts.code;
  const char* words = Find(kHttpWords, code);
  return words != nullptr ? words : Quote("no complete answer", facts);
}

std::string ReasonAt(Stage stage, const CurlFacts& facts) {
  if (stage == Stage::kConnect) {
    return ConnectReason(facts);
  }
  return stage == Stage::kTls ? TlsReason(facts) : HttpReason(facts);
}

}  // namespace

core::TransportFailure FromCurl(const CurlFacts& facts) {
  core::TransportFailure failure{.stage = StageOf(facts),
                                 .peer_address = facts.peer_address};
  if (facts.answer_too_large) {
    failure.too_large = true;
    failure.reason = "the answer is larger than allowed";
  } else if (facts.code == CURLE_PEER_FAILED_VERIFICATION) {
    failure.stage = Stage::kTls;
    failure.bad_certificate = true;
    failure.reason = CertificateReason(facts);
  } else if (facts.code == CURLE_OPERATION_TIMEDOUT) {
    failure.timed_out = true;
    failure.reason = TimeoutReason(facts);
  } else {
    failure.reason = ReasonAt(failure.stage, facts);
  }
  return failure;
}

}  // namespace autodiscover::driver
