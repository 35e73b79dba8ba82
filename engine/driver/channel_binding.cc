// SPDX-License-Identifier: Apache-2.0

#include "driver/channel_binding.h"

#include <array>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace autodiscover::driver {

std::string EndPointBinding(const SSL* connection) {
  const X509* certificate = SSL_get0_peer_certificate(connection);
  int hash = NID_undef;
  if (certificate == nullptr ||
      X509_get_signature_info(const_cast<X509*>(certificate),  // NOLINT
                              &hash, nullptr, nullptr, nullptr) != 1) {
    return {};
  }
  // The hash of its signature, but nothing weaker than SHA-256.
  const EVP_MD* algorithm = hash == NID_md5 || hash == NID_sha1
                                ? EVP_sha256()
                                : EVP_get_digestbynid(hash);
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  if (algorithm == nullptr ||
      X509_digest(certificate, algorithm, bytes.data(), &size) != 1) {
    return {};
  }
  std::string binding = "tls-server-end-point:";
  binding.append(reinterpret_cast<const char*>(bytes.data()), size);
  return binding;
}

}  // namespace autodiscover::driver
