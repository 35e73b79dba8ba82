// SPDX-License-Identifier: Apache-2.0
//
// HTTP by libcurl's multi interface.

#ifndef AUTODISCOVER_DRIVER_CURL_TRANSPORT_H_
#define AUTODISCOVER_DRIVER_CURL_TRANSPORT_H_

#include <cstddef>
#include <memory>

#include "autodiscover/client.h"

#include "driver/http_transport.h"

namespace autodiscover::driver {

// HTTP/1.1, TLS 1.2 or later with chain and name verified. A connection stays
// open for the next request to the same host, so that the one with the password
// goes over the one that was challenged.
class CurlTransport final : public HttpTransport {
 public:
  // More than one run can need, fewer than a server minds.
  static constexpr std::size_t kConnectionsOfARun = 16;

  // `network` must outlive the transport, which keeps at most
  // `connections_kept` open, those in use counted.
  explicit CurlTransport(const Network& network,
                         std::size_t connections_kept = kConnectionsOfARun);
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;
  CurlTransport(CurlTransport&&) = delete;
  CurlTransport& operator=(CurlTransport&&) = delete;

  [[nodiscard]] bool KnowsWay(const Url& url) const override;
  void Start(core::StepId id, Exchange exchange) override;
  void Cancel(core::StepId id) override;
  void Collect(std::vector<Ended>& ended) override;
  void Wait(const std::vector<Watched>& watched,
            std::chrono::milliseconds limit) override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CURL_TRANSPORT_H_
