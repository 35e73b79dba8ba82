// SPDX-License-Identifier: Apache-2.0
//
// How a directory compares distinguished names: without case, and without the
// spaces around their parts.

#ifndef FAKE_SERVERS_LDAP_NAMES_H_
#define FAKE_SERVERS_LDAP_NAMES_H_

#include <string>
#include <string_view>

namespace fake {

// One form for all spellings of a distinguished name that differ in case and
// in spaces.
[[nodiscard]] std::string FoldedName(std::string_view name);

// Whether `name` is `base` or below it. Both are folded.
[[nodiscard]] bool IsWithin(std::string_view name, std::string_view base);

// Whether it is exactly one level below it. Both are folded.
[[nodiscard]] bool IsChildOf(std::string_view name, std::string_view base);

}  // namespace fake

#endif  // FAKE_SERVERS_LDAP_NAMES_H_
