// SPDX-License-Identifier: Apache-2.0
//
// Exceptions for single certificates. Private to the transport: OpenSSL types
// appear here.

#ifndef AUTODISCOVER_DRIVER_CERTIFICATE_EXCEPTION_H_
#define AUTODISCOVER_DRIVER_CERTIFICATE_EXCEPTION_H_

#include <string_view>
#include <vector>

#include <openssl/ssl.h>

#include "autodiscover/client.h"

namespace autodiscover::driver {

// Whether there is an exception for `host`: the whole name, without case.
bool HasException(const std::vector<CertificateException>& exceptions,
                  std::string_view host);

// Lets `context` take a certificate that does not verify if it is one of the
// exceptions for the host that the context's parameters name (TLS-04).
// `exceptions` must outlive it.
void AllowExceptions(SSL_CTX* context,
                     const std::vector<CertificateException>& exceptions);

// Whether `fingerprint` ("AB:CD…" or "abcd…", SHA-256) is that of
// `certificate`.
bool IsFingerprintOf(std::string_view fingerprint, const X509* certificate);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CERTIFICATE_EXCEPTION_H_
