// SPDX-License-Identifier: Apache-2.0
//
// The address of a directory: an LDAP URI in one normal form.

#ifndef AUTODISCOVER_BASE_LDAP_URI_H_
#define AUTODISCOVER_BASE_LDAP_URI_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "autodiscover/result.h"

namespace autodiscover {

struct LdapUri {
  bool tls = false;        // ldaps
  std::string host;        // See NormaliseUrlHost. Empty: to be found in DNS.
  std::uint16_t port = 0;  // Never 0: the scheme's own when none was given.
  std::string base;        // The distinguished name; empty: none is given.

  // Without the base.
  [[nodiscard]] std::string Server() const;
  // Equal for URIs that name the same place.
  [[nodiscard]] std::string LoopKey() const;

  bool operator==(const LdapUri&) const = default;
};

// Reads `ldap://HOST[:PORT][/BASE[?…]]`; what follows the base is not read.
// Fails with kServerError. Spec: RFC 4516 2.
[[nodiscard]] Result<LdapUri> ParseLdapUri(std::string_view text);

}  // namespace autodiscover

#endif  // AUTODISCOVER_BASE_LDAP_URI_H_
