// SPDX-License-Identifier: Apache-2.0
//
// The ticket that a logged-on user has: fetched from the world's KDC and put
// into a cache.

#ifndef FAKE_SERVERS_AUTH_KERBEROS_TICKET_H_
#define FAKE_SERVERS_AUTH_KERBEROS_TICKET_H_

#include <string>

namespace fake {

// The principal of an account: what stands before the `@`, or after the `\`.
[[nodiscard]] std::string PrincipalOf(const std::string& account);

struct TicketOrder {
  std::string principal;
  std::string password;
  std::string cache;     // FILE:/path
  bool expired = false;  // The cache says that it ended a minute ago.
};

// False: there is no KDC, account or room for it.
[[nodiscard]] bool StoreTicket(const TicketOrder& order);

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_KERBEROS_TICKET_H_
