// SPDX-License-Identifier: Apache-2.0
//
// A Kerberos realm inside the sandbox: MIT's own KDC with a fresh database, for
// worlds that ask for one.

#ifndef FAKE_SERVERS_SANDBOX_KERBEROS_REALM_H_
#define FAKE_SERVERS_SANDBOX_KERBEROS_REALM_H_

#include <string>
#include <variant>
#include <vector>

#include <sys/types.h>

#include "world/world.h"

namespace fake {

// KEY=VALUE: where the command finds its realm and its ticket.
[[nodiscard]] std::vector<std::string> KerberosEnvironment();

// The KDC ends with it.
class KerberosRealm {
 public:
  // REQUIRES: `world.kerberos`. The KDC answers when this returns. On failure
  // one sentence that says what to do.
  [[nodiscard]] static std::variant<KerberosRealm, std::string> Start(
      const World& world);
  ~KerberosRealm();
  KerberosRealm(const KerberosRealm&) = delete;
  KerberosRealm& operator=(const KerberosRealm&) = delete;
  KerberosRealm(KerberosRealm&& other) noexcept;
  KerberosRealm& operator=(KerberosRealm&& other) noexcept;

  // The keys of the servers.
  [[nodiscard]] static std::string Keytab();

 private:
  explicit KerberosRealm(pid_t kdc) : kdc_(kdc) {}
  pid_t kdc_ = -1;
};

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_KERBEROS_REALM_H_
