// SPDX-License-Identifier: Apache-2.0

#include "auth/channel_binding.h"

#include <array>

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace fake {

std::string CertificateHash(const ssl_ctx_st* context) {
  const X509* certificate =
      context != nullptr ? SSL_CTX_get0_certificate(context) : nullptr;
  int hash = NID_undef;
  if (certificate == nullptr ||
      X509_get_signature_info(const_cast<X509*>(certificate), &hash, nullptr,
                              nullptr, nullptr) != 1) {
    return {};
  }
  // The hash of the signature, but never a broken one.
  const bool weak = hash == NID_md5 || hash == NID_sha1 || hash == NID_undef;
  const EVP_MD* algorithm = weak ? EVP_sha256() : EVP_get_digestbynid(hash);
  std::array<char, EVP_MAX_MD_SIZE> bytes = {};
  unsigned int size = 0;
  if (X509_digest(certificate, algorithm,
                  reinterpret_cast<unsigned char*>(bytes.data()), &size) != 1) {
    return {};
  }
  return {bytes.data(), size};
}

}  // namespace fake
