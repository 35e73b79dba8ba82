// SPDX-License-Identifier: Apache-2.0
//
// An HTTPS server on loopback whose certificate nobody has signed.

#ifndef AUTODISCOVER_INTEGRATION_LOOPBACK_TLS_H_
#define AUTODISCOVER_INTEGRATION_LOOPBACK_TLS_H_

#include <memory>
#include <string>
#include <thread>

#include "integration/loopback.h"

namespace autodiscover::integration {

// Answers each connection's one request with 200 until destroyed.
class LoopbackTls {
 public:
  // The certificate is for `name`, and for the time around now.
  explicit LoopbackTls(const std::string& name);
  ~LoopbackTls();
  LoopbackTls(const LoopbackTls&) = delete;
  LoopbackTls& operator=(const LoopbackTls&) = delete;
  LoopbackTls(LoopbackTls&&) = delete;
  LoopbackTls& operator=(LoopbackTls&&) = delete;

  [[nodiscard]] std::uint16_t port() const { return PortOf(listener_); }
  // SHA-256 of the certificate, in capitals with colons as openssl writes it.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

 private:
  struct Context;
  void Serve() const;

  Socket listener_;
  std::unique_ptr<Context> context_;
  std::string fingerprint_;
  std::jthread thread_;
};

}  // namespace autodiscover::integration

#endif  // AUTODISCOVER_INTEGRATION_LOOPBACK_TLS_H_
