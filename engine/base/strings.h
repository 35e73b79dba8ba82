// SPDX-License-Identifier: Apache-2.0
//
// Small text helpers. ASCII rules only: a wire format never depends on a
// locale.

#ifndef AUTODISCOVER_BASE_STRINGS_H_
#define AUTODISCOVER_BASE_STRINGS_H_

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace autodiscover {

constexpr bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAsciiAlpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool IsAsciiAlnum(char c) {
  return IsAsciiDigit(c) || IsAsciiAlpha(c);
}
constexpr bool IsAsciiHexDigit(char c) {
  return IsAsciiDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr bool IsAsciiSpace(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
// C0 controls and DEL; bytes above 0x7F are no controls.
constexpr bool IsAsciiControl(char c) {
  return static_cast<unsigned char>(c) < 0x20U || c == '\x7F';
}
constexpr char ToAsciiLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string ToAsciiLower(std::string_view text);
bool EqualsIgnoreCase(std::string_view left, std::string_view right);
bool EndsWithIgnoreCase(std::string_view text, std::string_view suffix);
bool ContainsIgnoreCase(std::string_view text, std::string_view part);
bool IsAscii(std::string_view text);

// Nothing but what ASCII can show, and blanks: such text is safe as it is.
bool IsPlain(std::string_view text);

// `text` without the blanks and line ends around it.
std::string_view Trim(std::string_view text);

// Server text made safe to show (SEC-07): control characters, invisible
// direction marks and bytes that are not UTF-8 give way to U+FFFD, line ends to
// a space. No more than `bytes_max` bytes of it, never half a character.
std::string SafeText(std::string_view text, std::size_t bytes_max);

namespace internal {
inline void Append(std::string_view text, std::string& joined) {
  joined.append(text);
}
inline void Append(std::integral auto number, std::string& joined) {
  joined.append(std::to_string(number));
}
}  // namespace internal

// Joins texts and numbers: StrCat("port ", 443).
template <typename... Parts>
std::string StrCat(const Parts&... parts) {
  std::string joined;
  (internal::Append(parts, joined), ...);
  return joined;
}

}  // namespace autodiscover

#endif  // AUTODISCOVER_BASE_STRINGS_H_
