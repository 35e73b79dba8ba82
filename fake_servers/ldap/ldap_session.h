// SPDX-License-Identifier: Apache-2.0
//
// Serves one connection to a directory: reads requests, answers them with the
// world's faults and delays, and writes each down.

#ifndef FAKE_SERVERS_LDAP_LDAP_SESSION_H_
#define FAKE_SERVERS_LDAP_LDAP_SESSION_H_

#include <string>
#include <string_view>

#include "auth/directory.h"
#include "history/secret_finder.h"
#include "history/transcript.h"
#include "ldap/request.h"
#include "ldap/tree.h"
#include "wire/connection.h"
#include "world/world.h"

namespace fake {

// What the sessions of one directory share. All of it outlives them.
struct LdapContext {
  const LdapDirectory& directory;
  const Tree& tree;
  Directory& accounts;
  Transcript& transcript;
  const SecretFinder& secrets;
  const TlsSetup* tls = nullptr;  // For StartTLS; null: refused.
  double clock_rate = 1.0;
};

// Used by one thread.
class LdapSession {
 public:
  // Both must outlive it.
  LdapSession(Connection& connection, const LdapContext& context)
      : connection_(connection), context_(context) {}

  // Returns when the connection is over, and closed.
  void Serve();

 private:
  struct Answer;
  [[nodiscard]] Answer Respond(const LdapRequest& request);
  [[nodiscard]] Answer OnBind(int id, const BindRequest& bind);
  [[nodiscard]] Answer OnSearch(int id, const SearchRequest& search) const;
  [[nodiscard]] Answer OnExtended(int id, const ExtendedRequest& request) const;
  [[nodiscard]] bool MayRead(const SearchRequest& search) const;
  void WriteDown(LdapEvent event, std::string_view raw);
  // False: the connection is over.
  [[nodiscard]] bool Answered(std::string_view message);

  Connection& connection_;
  const LdapContext& context_;
  bool logged_in_ = false;
};

}  // namespace fake

#endif  // FAKE_SERVERS_LDAP_LDAP_SESSION_H_
