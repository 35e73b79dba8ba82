// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows libkrb5.

#include "auth/kerberos_ticket.h"

#include <memory>
#include <type_traits>

#include <krb5/krb5.h>

namespace fake {
namespace {

constexpr krb5_timestamp kMinute = 60;

// What the library hands out is given back with the context it came from.
template <auto Free>
struct Release {
  krb5_context context;
  template <typename T>
  void operator()(T* value) const {
    Free(context, value);
  }
};

using Principal =
    std::unique_ptr<krb5_principal_data, Release<krb5_free_principal>>;
using Cache =
    std::unique_ptr<std::remove_pointer_t<krb5_ccache>, Release<krb5_cc_close>>;

bool StoreIn(krb5_context context, const TicketOrder& order) {
  krb5_principal parsed = nullptr;
  if (krb5_parse_name(context, order.principal.c_str(), &parsed) != 0) {
    return false;
  }
  const Principal principal(parsed, {context});
  krb5_ccache resolved = nullptr;
  if (krb5_cc_resolve(context, order.cache.c_str(), &resolved) != 0) {
    return false;
  }
  const Cache cache(resolved, {context});
  krb5_creds credentials = {};
  if (krb5_get_init_creds_password(context, &credentials, parsed,
                                   order.password.c_str(), nullptr, nullptr, 0,
                                   nullptr, nullptr) != 0) {
    return false;
  }
  if (order.expired) {
    credentials.times.endtime = credentials.times.starttime - kMinute;
    credentials.times.starttime = credentials.times.endtime - kMinute;
    credentials.times.authtime = credentials.times.starttime;
  }
  const bool stored = krb5_cc_initialize(context, resolved, parsed) == 0 &&
                      krb5_cc_store_cred(context, resolved, &credentials) == 0;
  krb5_free_cred_contents(context, &credentials);
  return stored;
}

}  // namespace

std::string PrincipalOf(const std::string& account) {
  const auto slash = account.find('\\');
  const std::string name =
      slash == std::string::npos ? account : account.substr(slash + 1);
  return name.substr(0, name.find('@'));
}

bool StoreTicket(const TicketOrder& order) {
  krb5_context context = nullptr;
  if (krb5_init_context(&context) != 0) {
    return false;
  }
  const bool stored = StoreIn(context, order);
  krb5_free_context(context);
  return stored;
}

}  // namespace fake
