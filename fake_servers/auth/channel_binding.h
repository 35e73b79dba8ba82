// SPDX-License-Identifier: Apache-2.0
//
// What binds a login to the TLS connection below it.

#ifndef FAKE_SERVERS_AUTH_CHANNEL_BINDING_H_
#define FAKE_SERVERS_AUTH_CHANNEL_BINDING_H_

#include <string>

struct ssl_ctx_st;

namespace fake {

// The hash of the server's certificate, as RFC 5929 has it for
// tls-server-end-point. Empty without a certificate.
[[nodiscard]] std::string CertificateHash(const ssl_ctx_st* context);

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_CHANNEL_BINDING_H_
