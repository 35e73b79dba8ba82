// SPDX-License-Identifier: Apache-2.0
//
// Reads UTF-8 one character at a time, and says what is not UTF-8.

#ifndef AUTODISCOVER_BASE_UTF8_H_
#define AUTODISCOVER_BASE_UTF8_H_

#include <string_view>

namespace autodiscover {

struct Utf8Character {
  std::string_view bytes;  // At least one.
  char32_t code_point = 0;
  bool valid = false;  // False: `bytes` is one byte that begins no character.
};

// Cuts the first character off `text`. REQUIRES: `text` is not empty.
// Spec: RFC 3629 4 (no overlong forms, no surrogates, nothing above U+10FFFF).
Utf8Character TakeUtf8Character(std::string_view& text);

// Whether the whole of `text` is UTF-8.
bool IsUtf8(std::string_view text);

}  // namespace autodiscover

#endif  // AUTODISCOVER_BASE_UTF8_H_
