// SPDX-License-Identifier: Apache-2.0
//
// Makes the context that a service shakes hands with. For the files of this
// folder only.

#ifndef FAKE_SERVERS_TLS_SERVER_CONTEXT_H_
#define FAKE_SERVERS_TLS_SERVER_CONTEXT_H_

#include <optional>
#include <string>

#include "tls/certificate.h"
#include "tls/certificate_authority.h"
#include "world/world.h"

namespace fake {

// What a server shows of itself.
struct Papers {
  Identity leaf;
  std::optional<Identity> intermediate;  // Sent with it.
  std::string staple;                    // DER; empty: none.
};

// Null if OpenSSL refuses.
[[nodiscard]] SslContext MakeServerContext(const Papers& papers,
                                           const Tls& tls);

}  // namespace fake

#endif  // FAKE_SERVERS_TLS_SERVER_CONTEXT_H_
