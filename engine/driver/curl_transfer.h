// SPDX-License-Identifier: Apache-2.0
//
// One HTTP exchange as a libcurl transfer. Private to the transport: curl types
// appear here.

#ifndef AUTODISCOVER_DRIVER_CURL_TRANSFER_H_
#define AUTODISCOVER_DRIVER_CURL_TRANSFER_H_

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <curl/curl.h>

#include "autodiscover/client.h"

#include "base/url.h"
#include "driver/answer_buffer.h"
#include "driver/curl_failure.h"
#include "driver/curl_handle.h"
#include "driver/handshake_guard.h"
#include "driver/http_transport.h"
#include "driver/negotiate_ntlm.h"
#include "driver/tls_facts.h"
#include "driver/trust_store.h"

namespace autodiscover::driver {

// Everything that libcurl would do by itself and that is not asked for here is
// turned off: redirects, cookies, proxies, .netrc, other protocols, guesses
// about credentials. libcurl keeps pointers into the object: it stays in place.
class CurlTransfer {
 public:
  // All must outlive it; `share` may be null.
  CurlTransfer(Exchange exchange, const Network& network, TrustStore& trust,
               CURLSH* share);
  ~CurlTransfer() = default;
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;
  CurlTransfer(CurlTransfer&&) = delete;
  CurlTransfer& operator=(CurlTransfer&&) = delete;

  // Ready to be added to a multi handle. Null when it could not be set up.
  [[nodiscard]] CURL* handle() const { return ok_ ? handle_.get() : nullptr; }

  // Its exchange is over: whether another leg of the login is to follow, for
  // which the handle is then ready again.
  [[nodiscard]] bool NextLeg(CURLcode code);

  // What came of it; the last call.
  [[nodiscard]] core::Report Finish(CURLcode code);

 private:
  template <typename Value>
  void Set(CURLoption option, Value value) {
    ok_ = ok_ && curl_easy_setopt(handle_.get(), option, value) == CURLE_OK;
  }
  void SetTarget(const Url& url, const Network& network);
  void SetRequest();
  void SetHeaders();
  void SetNtlm();
  void SetFirstLeg();
  [[nodiscard]] bool SetLastLeg();
  void SetProxy(const Network& network);
  void SetTls(const Url& url);
  void SetReceivers();
  [[nodiscard]] bool StoppedAtABound(CURLcode code) const;
  [[nodiscard]] CurlFacts Facts(CURLcode code) const;
  [[nodiscard]] core::Report FinishWith(CURLcode code);
  void NoteConnection();
  template <typename Value>
  [[nodiscard]] Value Ask(CURLINFO what) const {
    Value value{};
    curl_easy_getinfo(handle_.get(), what, &value);
    return value;
  }

  static std::size_t OnHeader(const char* data, std::size_t size,
                              std::size_t count, void* self);
  static std::size_t OnBody(const char* data, std::size_t size,
                            std::size_t count, void* self);
  static int OnRequest(void* self, char* peer, char* local, int peer_port,
                       int local_port);
  static CURLcode OnTlsContext(CURL* handle, void* context, void* self);

  Exchange exchange_;
  std::string tls_name_;  // That the certificate must be for.
  const std::vector<CertificateException>& exceptions_;
  TrustStore& trust_;
  bool checks_peer_ = false;  // Nobody but DNS said where the host is.
  std::string refusal_;       // Why we stopped before the request.
  AnswerBuffer answer_;
  std::optional<HandshakeGuard> guard_;  // Of a login in several legs.
  SeenChain seen_;                       // By the handshake, if there is one.
  autodiscover::Facts facts_;
  std::unique_ptr<NegotiateNtlm> legs_;  // NTLM inside Negotiate.
  ShareHandle own_connections_;          // Where the legs go.
  std::string binding_;                  // Of the login to the connection.
  std::optional<core::TransportFailure> no_login_;
  std::optional<TextList> headers_;
  TextList addresses_;
  TextList connect_to_;
  std::array<char, CURL_ERROR_SIZE> detail_{};
  EasyHandle handle_;  // After what it points to.
  bool ok_ = true;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CURL_TRANSFER_H_
