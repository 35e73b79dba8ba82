// SPDX-License-Identifier: Apache-2.0
//
// Host names, DNS names and literal addresses: what may be written, and its
// one canonical form.

#ifndef FAKE_SERVERS_WORLD_NAMES_H_
#define FAKE_SERVERS_WORLD_NAMES_H_

#include <optional>
#include <string>
#include <string_view>

namespace fake {

enum class NameKind {
  kDns,          // Letters, digits, hyphens and underscores.
  kZone,         // A DNS name, with `*` allowed as its first label.
  kHost,         // No underscores.
  kCertificate,  // A host's, with `*` allowed as its first label.
};

// What is wrong with `name`; nothing if it is one. A final dot is allowed.
[[nodiscard]] std::optional<std::string> NameProblem(std::string_view name,
                                                     NameKind kind);

// Lower case, without final dot.
[[nodiscard]] std::string CanonicalName(std::string_view name);

enum class Family { kIpv4, kIpv6 };

struct Address {
  Family family = Family::kIpv4;
  std::string text;  // Canonical.
};

// A literal address; nothing if it is none.
[[nodiscard]] std::optional<Address> ParseAddress(const std::string& text);

// One that a server can listen on: neither unspecified, nor multicast, nor
// broadcast.
[[nodiscard]] bool IsUnicast(const Address& address);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_NAMES_H_
