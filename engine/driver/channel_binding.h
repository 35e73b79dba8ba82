// SPDX-License-Identifier: Apache-2.0
//
// What ties a login to the TLS connection it goes over. Private to the
// transport: OpenSSL types appear here.

#ifndef AUTODISCOVER_DRIVER_CHANNEL_BINDING_H_
#define AUTODISCOVER_DRIVER_CHANNEL_BINDING_H_

#include <string>

#include <openssl/ssl.h>

namespace autodiscover::driver {

// `tls-server-end-point:` and the hash of the server's certificate; empty when
// it has none that could be hashed. Spec: RFC 5929, section 4.
[[nodiscard]] std::string EndPointBinding(const SSL* connection);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CHANNEL_BINDING_H_
