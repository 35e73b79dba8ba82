// SPDX-License-Identifier: Apache-2.0
//
// Bytes as the text that HTTP authentication writes them in.

#ifndef FAKE_SERVERS_AUTH_ENCODING_H_
#define FAKE_SERVERS_AUTH_ENCODING_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace fake {

[[nodiscard]] std::string ToBase64(std::string_view bytes);

// Padded, in the standard alphabet; nothing for anything else.
[[nodiscard]] std::optional<std::string> FromBase64(std::string_view text);

// In lower case.
[[nodiscard]] std::string ToHex(std::string_view bytes);

// Whether two texts are equal, in a time that does not tell where they differ.
[[nodiscard]] bool SameSecret(std::string_view a, std::string_view b);

// `name=value, name="value"` (RFC 9110 11.2), names in lower case. Nothing for
// what is no such list, or has a name twice.
[[nodiscard]] std::optional<std::map<std::string, std::string>>
ParseAuthParameters(std::string_view text);

// A quoted string.
[[nodiscard]] std::string Quoted(std::string_view text);

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_ENCODING_H_
