// SPDX-License-Identifier: Apache-2.0
//
// The certificates that are trusted, read once for many connections. Private to
// the transport: OpenSSL types appear here.

#ifndef AUTODISCOVER_DRIVER_TRUST_STORE_H_
#define AUTODISCOVER_DRIVER_TRUST_STORE_H_

#include <chrono>
#include <memory>

#include <openssl/ssl.h>

#include "autodiscover/client.h"

namespace autodiscover::driver {

// libcurl would read the system's 150 certificates again for each connection,
// which takes longer than the handshake (57 ms on a busy machine with
// OpenSSL 3.0). Not thread-safe.
class TrustStore {
 public:
  // What is installed meanwhile is seen then.
  static constexpr std::chrono::hours kLives{1};

  // `network` must outlive it.
  explicit TrustStore(const Network& network) : network_(network) {}

  // Makes `context` trust what is trusted, and nothing else. False: it cannot
  // be read.
  [[nodiscard]] bool GiveTo(SSL_CTX* context);

 private:
  struct Deleter {
    void operator()(X509_STORE* store) const { X509_STORE_free(store); }
  };
  using Store = std::unique_ptr<X509_STORE, Deleter>;

  [[nodiscard]] Store Load() const;

  const Network& network_;
  Store store_;
  std::chrono::steady_clock::time_point loaded_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_TRUST_STORE_H_
