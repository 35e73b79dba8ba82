// SPDX-License-Identifier: Apache-2.0

#include "base/strings.h"

#include <algorithm>
#include <cstdint>

#include "base/utf8.h"

namespace autodiscover {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// C1 controls, and the marks that turn or hide text: a terminal obeys them as
// it obeys ESC.
bool IsUnsafe(char32_t c) {
  return c < 0x20U || (c >= 0x7FU && c <= 0x9FU) ||
         (c >= 0x200BU && c <= 0x200FU) || (c >= 0x2028U && c <= 0x202EU) ||
         (c >= 0x2066U && c <= 0x2069U) || c == 0xFEFFU;
}

bool IsPlainCharacter(char c) { return c >= ' ' && c <= '~'; }

}  // namespace

std::string ToAsciiLower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return ToAsciiLower(c); });
  return lower;
}

bool EqualsIgnoreCase(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) {
    return ToAsciiLower(a) == ToAsciiLower(b);
  });
}

bool EndsWithIgnoreCase(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() &&
         EqualsIgnoreCase(text.substr(text.size() - suffix.size()), suffix);
}

bool ContainsIgnoreCase(std::string_view text, std::string_view part) {
  const auto same = [](char a, char b) {
    return ToAsciiLower(a) == ToAsciiLower(b);
  };
  // Not std::ranges::search: Clang 14 cannot compile libstdc++'s subrange.
  return part.empty() || std::search(text.begin(), text.end(), part.begin(),
                                     part.end(), same) != text.end();
}

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsAsciiSpace(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && IsAsciiSpace(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

bool IsPlain(std::string_view text) {
  return std::ranges::all_of(text, IsPlainCharacter);
}

std::string SafeText(std::string_view text, std::size_t bytes_max) {
  // Most texts are plain, or nearly.
  const auto* const plain_end =
      std::ranges::find_if_not(text, IsPlainCharacter);
  std::string safe(text.begin(), plain_end);
  if (safe.size() > bytes_max) {
    safe.resize(bytes_max);
    return safe;
  }
  text.remove_prefix(safe.size());
  while (!text.empty()) {
    const Utf8Character character = TakeUtf8Character(text);
    std::string_view shown = character.bytes;
    if (character.bytes.size() == 1 && IsAsciiSpace(character.bytes.front())) {
      shown = " ";
    } else if (!character.valid || IsUnsafe(character.code_point)) {
      shown = kReplacement;
    }
    if (safe.size() + shown.size() > bytes_max) {
      break;
    }
    safe.append(shown);
  }
  return safe;
}

}  // namespace autodiscover
