// SPDX-License-Identifier: Apache-2.0
//
// Judges the credentials of a request, and challenges as Exchange does.

#ifndef FAKE_SERVERS_HTTP_AUTH_CHECK_H_
#define FAKE_SERVERS_HTTP_AUTH_CHECK_H_

#include <map>
#include <string>

#include "http/message.h"
#include "world/world.h"

namespace fake {

using Accounts = std::map<std::string, std::string>;

struct AuthVerdict {
  std::string scheme = "none";      // Lower case.
  std::string credential = "none";  // none, accepted, rejected
  std::string user;
  bool admitted = true;
};

// `auth` is what guards the path asked for. Credentials that nobody demanded
// are named, but not judged.
[[nodiscard]] AuthVerdict CheckAuth(const Request& request, const Auth& auth,
                                    const Accounts& accounts);

// The 401. `host` names the realm when `auth` names none.
[[nodiscard]] Reply Challenge(const Auth& auth, const std::string& host);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_AUTH_CHECK_H_
