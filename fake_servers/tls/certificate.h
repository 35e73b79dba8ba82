// SPDX-License-Identifier: Apache-2.0
//
// Makes one certificate with a key of its own. For the files of this folder
// only.

#ifndef FAKE_SERVERS_TLS_CERTIFICATE_H_
#define FAKE_SERVERS_TLS_CERTIFICATE_H_

#include <string>
#include <vector>

#include "tls/openssl_ptr.h"

namespace fake {

struct Identity {
  KeyPtr key;
  CertificatePtr certificate;
  explicit operator bool() const { return key && certificate; }
};

// From and until, in seconds from now.
struct Validity {
  long from = 0;
  long until = 0;
};

enum class KeyKind { kP256, kRsa1024 };
enum class Digest { kSha256, kSha1 };

struct CertificateRequest {
  std::string common_name;
  std::vector<std::string> names;  // DNS names and literal addresses.
  Validity validity;
  KeyKind key = KeyKind::kP256;
  Digest digest = Digest::kSha256;
};

// Both give an empty Identity when OpenSSL refuses, which takes a name that is
// none or a machine without memory or randomness.

// A root, signed by itself.
[[nodiscard]] Identity MintRoot(const CertificateRequest& request);

enum class CaBit { kSet, kNotSet };

// An authority below `issuer`, or one that says it is none.
[[nodiscard]] Identity MintIntermediate(const CertificateRequest& request,
                                        const Identity& issuer, CaBit ca_bit);

// A server's certificate, signed by `issuer`; null: by itself.
[[nodiscard]] Identity MintLeaf(const CertificateRequest& request,
                                const Identity* issuer);

}  // namespace fake

#endif  // FAKE_SERVERS_TLS_CERTIFICATE_H_
