// SPDX-License-Identifier: Apache-2.0
//
// What TLS tells of a server: its certificates and how they were judged.
// Private to the transport: OpenSSL types appear here.

#ifndef AUTODISCOVER_DRIVER_TLS_FACTS_H_
#define AUTODISCOVER_DRIVER_TLS_FACTS_H_

#include <memory>
#include <string_view>
#include <vector>

#include <openssl/ssl.h>

#include "autodiscover/client.h"
#include "autodiscover/facts.h"

namespace autodiscover::driver {

// What the check of a chain saw, whether it was pleased or not. Kept by the TLS
// context, which outlives the exchange that made it, and by that exchange.
using SeenChain = std::shared_ptr<TlsFacts>;

// Lets `context` note in `seen` what its handshake is shown, and take a
// certificate that does not verify if it is one of `exceptions` for the host
// that the context's parameters name (TLS-04). `exceptions` must outlive it.
// False: memory ran out.
[[nodiscard]] bool WatchChain(
    SSL_CTX* context, const std::vector<CertificateException>& exceptions,
    SeenChain seen);

// Of a connection that stands: `connection` may have been made for an earlier
// exchange, or from a session whose certificates were checked then.
[[nodiscard]] TlsFacts FactsOf(const SSL* connection);

// What X509_V_ERR_* means, as TlsFacts::verdict.
[[nodiscard]] std::string_view VerdictOf(long verify_result);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_TLS_FACTS_H_
