// SPDX-License-Identifier: Apache-2.0

#include "history/view.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "history/utf.h"

namespace fake {
namespace {

// What a decoder found at one place: so many bytes, standing for `text`.
struct Escape {
  std::size_t length = 0;
  std::string text;
};

std::optional<std::uint32_t> Number(std::string_view digits, int base) {
  std::uint32_t value = 0;
  const std::string_view::const_iterator end = digits.end();
  const auto parsed = std::from_chars(digits.begin(), end, value, base);
  if (digits.empty() || parsed.ec != std::errc() || parsed.ptr != end) {
    return std::nullopt;
  }
  return value;
}

std::optional<Escape> PercentEscape(std::string_view rest) {
  if (rest.front() == '+') {
    return Escape{.length = 1, .text = " "};
  }
  if (rest.front() != '%' || rest.size() < 3) {
    return std::nullopt;
  }
  const auto value = Number(rest.substr(1, 2), 16);
  if (!value) {
    return std::nullopt;
  }
  return Escape{.length = 3, .text = std::string(1, static_cast<char>(*value))};
}

std::string XmlEntity(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> kNamed = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [known, character] : kNamed) {
    if (name == known) {
      return {character};
    }
  }
  if (name.empty() || name.front() != '#') {
    return "";
  }
  name.remove_prefix(1);
  const bool hex =
      !name.empty() && (name.front() == 'x' || name.front() == 'X');
  name.remove_prefix(hex ? 1 : 0);
  const auto value = Number(name, hex ? 16 : 10);
  return value ? ToUtf8(*value) : "";
}

std::optional<Escape> XmlEscape(std::string_view rest) {
  // Leading zeros are lawful, so a longer one than this could be built; nobody
  // builds it by accident.
  constexpr std::size_t kLongestEscape = 16;
  if (rest.front() != '&') {
    return std::nullopt;
  }
  const std::size_t end = rest.substr(0, kLongestEscape).find(';');
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  std::string text = XmlEntity(rest.substr(1, end - 1));
  if (text.empty()) {
    return std::nullopt;
  }
  return Escape{.length = end + 1, .text = std::move(text)};
}

// \uXXXX at the start of `rest`.
std::optional<std::uint32_t> JsonUnit(std::string_view rest) {
  if (rest.size() < 6 || rest.substr(0, 2) != "\\u") {
    return std::nullopt;
  }
  return Number(rest.substr(2, 4), 16);
}

std::optional<Escape> JsonCodePoint(std::string_view rest) {
  const auto unit = JsonUnit(rest);
  if (!unit) {
    return std::nullopt;
  }
  if (*unit >= 0xD800 && *unit <= 0xDBFF) {
    const auto low = JsonUnit(rest.substr(6));
    if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
      return Escape{.length = 12,
                    .text = ToUtf8(0x10000U + ((*unit - 0xD800U) << 10U) +
                                   (*low - 0xDC00U))};
    }
  }
  return Escape{.length = 6, .text = ToUtf8(*unit)};
}

std::optional<Escape> JsonEscape(std::string_view rest) {
  if (rest.front() != '\\' || rest.size() < 2) {
    return std::nullopt;
  }
  static constexpr std::string_view kLetters = "\"\\/bfnrt'";
  static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t'";
  const std::size_t known = kLetters.find(rest[1]);
  if (known != std::string_view::npos) {
    return Escape{.length = 2, .text = std::string(1, kMeanings[known])};
  }
  return JsonCodePoint(rest);
}

template <typename Reader>
std::optional<View> Decoded(const View& from, Reader read) {
  View out;
  bool any = false;
  const std::string_view text = from.text;
  for (std::size_t i = 0; i < text.size();) {
    const std::optional<Escape> escape = read(text.substr(i));
    if (!escape) {
      out.Append(text[i], from.source[i]);
      ++i;
      continue;
    }
    any = true;
    const ByteRange all = {.begin = from.source[i].begin,
                           .end = from.source[i + escape->length - 1].end};
    for (const char byte : escape->text) {
      out.Append(byte, all);
    }
    i += escape->length;
  }
  return any ? std::optional<View>(std::move(out)) : std::nullopt;
}

// The value of a base64 character, either alphabet; -1 for any other.
int SixBits(char c) {
  if (c >= 'A' && c <= 'Z') {
    return c - 'A';
  }
  if (c >= 'a' && c <= 'z') {
    return c - 'a' + 26;
  }
  if (c >= '0' && c <= '9') {
    return c - '0' + 52;
  }
  if (c == '+' || c == '-') {
    return 62;
  }
  return c == '/' || c == '_' ? 63 : -1;
}

// Puts six bits in, takes eight bits out.
class BitReader {
 public:
  // A new run: its first `skip` characters belong to a group before it.
  void Restart(std::size_t skip) {
    skip_ = skip;
    bits_ = 0;
    count_ = 0;
  }

  void Add(int six, ByteRange from, View& out) {
    if (skip_ > 0) {
      --skip_;
      return;
    }
    bits_ = (bits_ << 6U) | static_cast<std::uint32_t>(six);
    count_ += 6;
    if (count_ >= 8) {
      count_ -= 8;
      out.Append(static_cast<char>((bits_ >> count_) & 0xFFU),
                 {.begin = previous_.begin, .end = from.end});
    }
    previous_ = from;
  }

 private:
  std::size_t skip_ = 0;
  std::uint32_t bits_ = 0;
  unsigned count_ = 0;
  ByteRange previous_;
};

}  // namespace

View Raw(std::string_view bytes) {
  View view;
  view.text = bytes;
  view.source.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    view.source.push_back({.begin = i, .end = i + 1});
  }
  return view;
}

std::optional<View> PercentDecoded(const View& from) {
  return Decoded(from, PercentEscape);
}

std::optional<View> XmlDecoded(const View& from) {
  return Decoded(from, XmlEscape);
}

std::optional<View> JsonDecoded(const View& from) {
  return Decoded(from, JsonEscape);
}

std::optional<View> Base64Decoded(const View& from, std::size_t phase) {
  View out;
  BitReader reader;
  reader.Restart(phase);
  for (std::size_t i = 0; i < from.text.size(); ++i) {
    const char c = from.text[i];
    if (c == '\r' || c == '\n') {
      continue;
    }
    const int six = SixBits(c);
    if (six >= 0) {
      reader.Add(six, from.source[i], out);
      continue;
    }
    reader.Restart(phase);
    if (!out.text.empty() && out.text.back() != '\0') {
      // Nothing may match across the gap between two runs. A password holds no
      // NUL, and this one stands for no byte of the original.
      out.Append('\0',
                 {.begin = from.source[i].begin, .end = from.source[i].begin});
    }
  }
  return out.text.empty() ? std::nullopt : std::optional<View>(std::move(out));
}

}  // namespace fake
