// SPDX-License-Identifier: Apache-2.0
//
// Reads the `auth` of a service or a route, and the `kerberos` of a world.

#ifndef FAKE_SERVERS_WORLD_AUTH_READER_H_
#define FAKE_SERVERS_WORLD_AUTH_READER_H_

#include <map>
#include <optional>
#include <string>

#include "world/fields.h"
#include "world/world.h"

namespace fake {

[[nodiscard]] const FieldTable<Auth>& AuthFields();
[[nodiscard]] const FieldTable<DigestOptions>& DigestFields();
[[nodiscard]] const FieldTable<NtlmOptions>& NtlmFields();
[[nodiscard]] const FieldTable<BearerOptions>& BearerFields();

[[nodiscard]] const FieldTable<Kerberos>& KerberosFields();

[[nodiscard]] std::optional<std::string> ReadPassword(const Cursor& at);

// A map from user names to passwords.
void ReadAccounts(const Cursor& at, std::map<std::string, std::string>& out);

[[nodiscard]] Auth ReadAuth(const Cursor& at);
[[nodiscard]] Kerberos ReadKerberos(const Cursor& at);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_AUTH_READER_H_
