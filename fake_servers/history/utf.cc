// SPDX-License-Identifier: Apache-2.0

#include "history/utf.h"

#include <cstddef>
#include <cstdint>

namespace fake {
namespace {

constexpr char32_t kLast = 0x10FFFF;

bool IsSurrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

// What the first byte of a sequence says about it.
struct Lead {
  std::size_t length = 0;  // 0: no sequence begins so.
  char32_t bits = 0;
  char32_t least = 0;  // Anything below is an overlong form.
};

Lead ReadLead(unsigned char byte) {
  if (byte < 0x80) {
    return {.length = 1, .bits = byte};
  }
  if ((byte & 0xE0U) == 0xC0) {
    return {.length = 2, .bits = byte & 0x1FU, .least = 0x80};
  }
  if ((byte & 0xF0U) == 0xE0) {
    return {.length = 3, .bits = byte & 0x0FU, .least = 0x800};
  }
  if ((byte & 0xF8U) == 0xF0) {
    return {.length = 4, .bits = byte & 0x07U, .least = 0x10000};
  }
  return {};
}

void AppendUnit(std::string& out, std::uint32_t unit, ByteOrder order) {
  const char high = static_cast<char>((unit >> 8U) & 0xFFU);
  const char low = static_cast<char>(unit & 0xFFU);
  out.push_back(order == ByteOrder::kLittle ? low : high);
  out.push_back(order == ByteOrder::kLittle ? high : low);
}

}  // namespace

std::optional<std::u32string> FromUtf8(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const Lead lead = ReadLead(static_cast<unsigned char>(text[i]));
    if (lead.length == 0 || text.size() - i < lead.length) {
      return std::nullopt;
    }
    char32_t c = lead.bits;
    for (std::size_t k = 1; k < lead.length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0U) != 0x80) {
        return std::nullopt;
      }
      c = (c << 6U) | (next & 0x3FU);
    }
    if (c < lead.least || c > kLast || IsSurrogate(c)) {
      return std::nullopt;
    }
    out.push_back(c);
    i += lead.length;
  }
  return out;
}

std::string ToUtf8(char32_t c) {
  if (c > kLast || IsSurrogate(c)) {
    return "";
  }
  const auto tail = [c](unsigned shift) {
    return static_cast<char>(0x80U | ((c >> shift) & 0x3FU));
  };
  if (c < 0x80) {
    return {static_cast<char>(c)};
  }
  if (c < 0x800) {
    return {static_cast<char>(0xC0U | (c >> 6U)), tail(0)};
  }
  if (c < 0x10000) {
    return {static_cast<char>(0xE0U | (c >> 12U)), tail(6), tail(0)};
  }
  return {static_cast<char>(0xF0U | (c >> 18U)), tail(12), tail(6), tail(0)};
}

std::string ToUtf16(const std::u32string& text, ByteOrder order) {
  std::string out;
  for (const char32_t c : text) {
    if (c < 0x10000) {
      AppendUnit(out, c, order);
      continue;
    }
    AppendUnit(out, 0xD800U + ((c - 0x10000U) >> 10U), order);
    AppendUnit(out, 0xDC00U + ((c - 0x10000U) & 0x3FFU), order);
  }
  return out;
}

std::optional<std::string> ToLatin1(const std::u32string& text) {
  std::string out;
  for (const char32_t c : text) {
    if (c > 0xFF) {
      return std::nullopt;
    }
    out.push_back(static_cast<char>(c));
  }
  return out;
}

}  // namespace fake
