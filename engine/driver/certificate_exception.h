// SPDX-License-Identifier: Apache-2.0
//
// Exceptions for single certificates. Private to the transport: OpenSSL types
// appear here.

#ifndef AUTODISCOVER_DRIVER_CERTIFICATE_EXCEPTION_H_
#define AUTODISCOVER_DRIVER_CERTIFICATE_EXCEPTION_H_

#include <string>
#include <string_view>
#include <vector>

#include <openssl/ssl.h>

#include "autodiscover/client.h"

namespace autodiscover::driver {

// Whether there is an exception for `host`: the whole name, without case.
bool HasException(const std::vector<CertificateException>& exceptions,
                  std::string_view host);

// Whether the certificate that `store` was to verify is one of the exceptions
// for the host that its parameters name (TLS-04).
bool IsExcepted(X509_STORE_CTX* store,
                const std::vector<CertificateException>& exceptions);

// SHA-256 of the certificate: 64 hexadecimal digits; empty where there is none.
std::string FingerprintOf(const X509* certificate);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CERTIFICATE_EXCEPTION_H_
