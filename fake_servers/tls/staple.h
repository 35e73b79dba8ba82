// SPDX-License-Identifier: Apache-2.0
//
// Makes the OCSP answer that a server staples to its handshake. For the files
// of this folder only.

#ifndef FAKE_SERVERS_TLS_STAPLE_H_
#define FAKE_SERVERS_TLS_STAPLE_H_

#include <string>

#include "tls/certificate.h"

namespace fake {

enum class Standing { kGood, kRevoked };

// DER, signed by `issuer`, fresh for a week; empty if OpenSSL refuses.
[[nodiscard]] std::string MakeStaple(const Identity& leaf,
                                     const Identity& issuer, Standing standing);

}  // namespace fake

#endif  // FAKE_SERVERS_TLS_STAPLE_H_
