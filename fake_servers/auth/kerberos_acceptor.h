// SPDX-License-Identifier: Apache-2.0
//
// The server's side of Kerberos, inside SPNEGO or alone: GSSAPI of MIT Kerberos
// with a keytab.

#ifndef FAKE_SERVERS_AUTH_KERBEROS_ACCEPTOR_H_
#define FAKE_SERVERS_AUTH_KERBEROS_ACCEPTOR_H_

#include <memory>
#include <string>
#include <string_view>

namespace fake {

// The exchange of one connection.
class KerberosExchange {
 public:
  KerberosExchange();
  ~KerberosExchange();
  KerberosExchange(const KerberosExchange&) = delete;
  KerberosExchange& operator=(const KerberosExchange&) = delete;
  KerberosExchange(KerberosExchange&&) noexcept;
  KerberosExchange& operator=(KerberosExchange&&) noexcept;

  struct Step {
    bool accepted = false;
    bool more = false;
    std::string token;      // For the client; may be empty.
    std::string principal;  // Of an accepted one: ann@CORP.TEST
  };
  // `keytab` is a path. Safe in any thread, one at a time.
  [[nodiscard]] Step Accept(const std::string& keytab, std::string_view token);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_KERBEROS_ACCEPTOR_H_
