// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "world/auth_reader.h"
#include "world/scalars.h"

namespace fake {
namespace {

// It goes into Kerberos' own files, so it has no other characters.
void ReadRealmName(const Cursor& at, Kerberos& kerberos) {
  std::optional<std::string> realm = ReadFullText(at);
  if (realm && !std::ranges::all_of(*realm, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-';
      })) {
    at.Complain("must be a realm in capitals, such as CORP.TEST");
    return;
  }
  Store(std::move(realm), kerberos.realm);
}

void ReadTicket(const Cursor& at, Kerberos& kerberos) {
  static const Words<KerberosTicket> known = {
      {"none", KerberosTicket::kNone},
      {"valid", KerberosTicket::kValid},
      {"expired", KerberosTicket::kExpired},
  };
  Store(ReadWord(at, known), kerberos.ticket);
}

void ReadKerberosFault(const Cursor& at, Kerberos& kerberos) {
  static const Words<KerberosFault> known = {
      {"wrong-spn", KerberosFault::kWrongSpn},
      {"wrong-key", KerberosFault::kWrongKey},
      {"clock-skew", KerberosFault::kClockSkew},
  };
  Store(ReadWord(at, known), kerberos.fault);
}

}  // namespace

const FieldTable<Kerberos>& KerberosFields() {
  static const FieldTable<Kerberos> table = {
      {"realm", ReadRealmName},
      {"ticket", ReadTicket},
      {"fault", ReadKerberosFault},
  };
  return table;
}

Kerberos ReadKerberos(const Cursor& at) {
  Kerberos kerberos;
  const SeenFields seen =
      ReadFields(at, "a map with `realm`", KerberosFields(), kerberos);
  if (at.is_map() && !seen.contains("realm")) {
    at.Complain("`realm` is missing: the name of the realm, in capitals");
  }
  return kerberos;
}

}  // namespace fake
