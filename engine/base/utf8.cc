// SPDX-License-Identifier: Apache-2.0

#include "base/utf8.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace autodiscover {
namespace {

// How many bytes a character has that begins with `lead`; 0: none begins so.
std::size_t LengthOf(unsigned char lead) {
  if (lead < 0x80U) {
    return 1;
  }
  if (lead < 0xC2U || lead > 0xF4U) {
    return 0;
  }
  if (lead < 0xE0U) {
    return 2;
  }
  return lead < 0xF0U ? 3 : 4;
}

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// The code point of `bytes`, or 0xFFFFFFFF.
char32_t Decode(std::string_view bytes) {
  constexpr char32_t kNone = 0xFFFFFFFFU;
  const auto lead = static_cast<unsigned char>(bytes.front());
  if (bytes.size() == 1) {
    return lead;
  }
  char32_t code_point = lead & (0xFFU >> (bytes.size() + 1));
  for (const char c : bytes.substr(1)) {
    if (!IsContinuation(c)) {
      return kNone;
    }
    code_point = (code_point << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  }
  const bool overlong = (bytes.size() == 3 && code_point < 0x800U) ||
                        (bytes.size() == 4 && code_point < 0x10000U);
  const bool surrogate = code_point >= 0xD800U && code_point <= 0xDFFFU;
  return overlong || surrogate || code_point > 0x10FFFFU ? kNone : code_point;
}

}  // namespace

Utf8Character TakeUtf8Character(std::string_view& text) {
  assert(!text.empty());
  const std::size_t length = LengthOf(static_cast<unsigned char>(text.front()));
  Utf8Character character{.bytes = text.substr(0, 1)};
  if (length != 0 && length <= text.size()) {
    const char32_t code_point = Decode(text.substr(0, length));
    if (code_point <= 0x10FFFFU) {
      character = {.bytes = text.substr(0, length),
                   .code_point = code_point,
                   .valid = true};
    }
  }
  text.remove_prefix(character.bytes.size());
  return character;
}

bool IsUtf8(std::string_view text) {
  // Most of what is read is ASCII, which goes by in eights.
  std::uint64_t eight = 0;
  while (text.size() >= sizeof(eight)) {
    std::memcpy(&eight, text.data(), sizeof(eight));
    if ((eight & 0x8080808080808080U) != 0) {
      break;
    }
    text.remove_prefix(sizeof(eight));
  }
  while (!text.empty()) {
    if (static_cast<unsigned char>(text.front()) < 0x80U) {
      text.remove_prefix(1);
    } else if (!TakeUtf8Character(text).valid) {
      return false;
    }
  }
  return true;
}

}  // namespace autodiscover
