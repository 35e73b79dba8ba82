// SPDX-License-Identifier: Apache-2.0
//
// One search of a directory by libldap, from the connection to the end.

#ifndef AUTODISCOVER_DRIVER_LDAP_SEARCH_H_
#define AUTODISCOVER_DRIVER_LDAP_SEARCH_H_

#include <chrono>
#include <string>
#include <vector>

#include "base/ldap_uri.h"
#include "core/step.h"
#include "driver/secret.h"

namespace autodiscover::driver {

struct DirectoryQuestion {
  core::SearchDirectory search;
  LdapUri server;                      // That of the search.
  std::vector<std::string> addresses;  // Of its host: no other is connected to.
  std::string username;                // Of a login.
  Secret password;
  std::string ca_file;  // Empty: the system's.
  std::chrono::milliseconds limit{0};
};

// Blocks: for `limit` or little more; and SIGPIPE, in its thread. Follows no
// referral, and keeps no more than the search allows. A password goes out over
// TLS alone, to a server that has proven its name.
[[nodiscard]] core::Report SearchByLdap(const DirectoryQuestion& question);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_LDAP_SEARCH_H_
