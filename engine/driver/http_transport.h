// SPDX-License-Identifier: Apache-2.0
//
// The seam to HTTP.

#ifndef AUTODISCOVER_DRIVER_HTTP_TRANSPORT_H_
#define AUTODISCOVER_DRIVER_HTTP_TRANSPORT_H_

#include <chrono>
#include <string>
#include <vector>

#include "base/url.h"
#include "core/step.h"
#include "driver/action_runner.h"
#include "driver/dns_resolver.h"
#include "driver/interface.h"
#include "driver/login.h"

namespace autodiscover::driver {

// One HTTP exchange with everything that is needed to carry it out.
struct Exchange {
  core::SendHttp request;
  std::vector<std::string> addresses;  // Of the URL's host; empty: it is one.
  Proof proof;                         // Empty: no credential goes out.
  // What is left of the request's limits after DNS.
  std::chrono::milliseconds connect_limit{0};
  std::chrono::milliseconds limit{0};
};

// Sends requests side by side and keeps connections for those that follow.
class HttpTransport : public Interface {
 public:
  // Whether it can reach `url` without being told addresses of its host.
  [[nodiscard]] virtual bool KnowsWay(const Url& url) const = 0;
  virtual void Start(core::StepId id, Exchange exchange) = 0;
  virtual void Cancel(core::StepId id) = 0;
  // Moves every exchange as far as it goes without waiting; adds to `ended`
  // those that are over.
  virtual void Collect(std::vector<Ended>& ended) = 0;
  // Waits until there is work for Collect, one of `watched` is ready, or
  // `limit` has passed.
  virtual void Wait(const std::vector<Watched>& watched,
                    std::chrono::milliseconds limit) = 0;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_HTTP_TRANSPORT_H_
