// SPDX-License-Identifier: Apache-2.0
//
// Reads the `ldap` of a host: a directory with the objects that name
// Autodiscover services.

#ifndef FAKE_SERVERS_WORLD_LDAP_READER_H_
#define FAKE_SERVERS_WORLD_LDAP_READER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "world/fields.h"
#include "world/world.h"

namespace fake {

// One POINT of the file.
struct PointDraft {
  std::string url;
  std::string pointer;
  std::string domain;
  std::vector<std::string> sites;
  std::vector<std::string> keywords;  // In the place of all generated ones.
};

struct LdapDraft {
  LdapDirectory directory;
  std::vector<std::uint16_t> ports;
  Service service;  // Its `tcp`.
  std::optional<Tls> tls = Tls{};
};

[[nodiscard]] const FieldTable<LdapDraft>& LdapFields();
[[nodiscard]] const FieldTable<PointDraft>& PointFields();

// The services of the directory of the host `name`, one for each port.
[[nodiscard]] std::vector<Service> ReadLdap(const Cursor& at,
                                            const std::string& name);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_LDAP_READER_H_
