// SPDX-License-Identifier: Apache-2.0
//
// The one token of a Kerberos login over HTTP. Private to the driver: libkrb5
// and GSSAPI are seen in its .cc file alone.

#ifndef AUTODISCOVER_DRIVER_KERBEROS_TOKEN_H_
#define AUTODISCOVER_DRIVER_KERBEROS_TOKEN_H_

#include <optional>
#include <string>

#include "autodiscover/result.h"

#include "driver/secret.h"

namespace autodiscover::driver {

// Whose ticket is wanted, and for which host: by the tickets in a cache, or by
// a name and a password.
struct TicketRequest {
  std::string host;  // Its service is HTTP/host: no other name is asked for.
  // Set: the cache with the user's tickets; empty: the system's default one.
  std::optional<std::string> cache;
  // user@domain, where no cache is set: the realm is the domain in capitals.
  std::string username;
  Secret password;
};

// The value of an `Authorization` header. Asks the KDC, so it may block for
// long; any thread may call it. Errors: kAuthenticationFailed when the KDC says
// that the password is wrong or the account locked, otherwise kNotFound.
// Spec: RFC 4559, RFC 4178.
[[nodiscard]] Result<Secret> KerberosToken(const TicketRequest& request);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_KERBEROS_TOKEN_H_
