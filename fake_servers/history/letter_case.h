// SPDX-License-Identifier: Apache-2.0
//
// Text without regard to case: of ASCII letters alone, as DNS, HTTP and LDAP
// compare.

#ifndef FAKE_SERVERS_HISTORY_LETTER_CASE_H_
#define FAKE_SERVERS_HISTORY_LETTER_CASE_H_

#include <string>
#include <string_view>

namespace fake {

[[nodiscard]] std::string ToLower(std::string_view text);

[[nodiscard]] bool EqualsIgnoringCase(std::string_view a, std::string_view b);

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_LETTER_CASE_H_
