// SPDX-License-Identifier: Apache-2.0
//
// The few conversions between encodings of text that finding a secret needs.

#ifndef FAKE_SERVERS_HISTORY_UTF_H_
#define FAKE_SERVERS_HISTORY_UTF_H_

#include <optional>
#include <string>
#include <string_view>

namespace fake {

// The code points of UTF-8 text; nothing when it is not valid.
[[nodiscard]] std::optional<std::u32string> FromUtf8(std::string_view text);

// `code_point` as UTF-8; empty when there is no such code point.
[[nodiscard]] std::string ToUtf8(char32_t code_point);

enum class ByteOrder { kLittle, kBig };

[[nodiscard]] std::string ToUtf16(const std::u32string& text, ByteOrder order);

// Nothing when a code point is above U+00FF.
[[nodiscard]] std::optional<std::string> ToLatin1(const std::u32string& text);

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_UTF_H_
