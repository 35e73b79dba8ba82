// SPDX-License-Identifier: Apache-2.0
//
// Mints the certificates of a world, relative to the present moment.

#ifndef FAKE_SERVERS_TLS_CERTIFICATE_AUTHORITY_H_
#define FAKE_SERVERS_TLS_CERTIFICATE_AUTHORITY_H_

#include <memory>
#include <string>
#include <vector>

#include "world/world.h"

struct ssl_ctx_st;

namespace fake {

using SslContext = std::shared_ptr<ssl_ctx_st>;

// A root that the world's clients trust, and one that nobody does. Safe for
// threads once constructed.
class CertificateAuthority {
 public:
  CertificateAuthority();
  ~CertificateAuthority();
  CertificateAuthority(const CertificateAuthority&) = delete;
  CertificateAuthority& operator=(const CertificateAuthority&) = delete;
  CertificateAuthority(CertificateAuthority&&) = delete;
  CertificateAuthority& operator=(CertificateAuthority&&) = delete;

  // The trusted root, PEM. Empty if OpenSSL could not make one, which takes a
  // machine without memory or randomness.
  [[nodiscard]] std::string RootPem() const;

  // A server context that is what `tls` says for `host`. Literal addresses of
  // the host go into the subject alternative names too. Null if OpenSSL
  // refuses.
  [[nodiscard]] SslContext ServerContext(
      const Tls& tls, const std::string& host,
      const std::vector<std::string>& addresses) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_TLS_CERTIFICATE_AUTHORITY_H_
