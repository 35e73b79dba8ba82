// SPDX-License-Identifier: Apache-2.0

#include "history/byte_runs.h"

#include <optional>
#include <string>
#include <utility>

namespace fake {
namespace {

// Four bytes are the shortest secret.
constexpr std::size_t kDigitsMin = 8;

int Digit(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const int letter = (c | 0x20) - 'a';
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}

char Byte(int high, int low) { return static_cast<char>(high * 16 + low); }

std::size_t EndOfRun(const std::string& text, std::size_t at) {
  while (at < text.size() && Digit(text[at]) >= 0) {
    ++at;
  }
  return at;
}

}  // namespace

std::optional<View> HexDecoded(const View& from, std::size_t phase) {
  const std::string& text = from.text;
  View out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t end = EndOfRun(text, at);
    if (end - at < kDigitsMin) {
      at = end;
      continue;
    }
    if (!out.text.empty()) {
      // Nothing may match across the gap between two runs.
      out.Append(
          '\0', {.begin = from.source[at].begin, .end = from.source[at].begin});
    }
    for (std::size_t i = at + phase; i + 1 < end; i += 2) {
      out.Append(
          Byte(Digit(text[i]), Digit(text[i + 1])),
          {.begin = from.source[i].begin, .end = from.source[i + 1].end});
    }
    at = end;
  }
  return out.text.empty() ? std::nullopt : std::optional<View>(std::move(out));
}

std::optional<View> QuotedPrintableDecoded(const View& from) {
  const std::string& text = from.text;
  View out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escape = text[at] == '=';
    if (escape && text.compare(at + 1, 2, "\r\n") == 0) {
      at += 2;
    } else if (escape && text.compare(at + 1, 1, "\n") == 0) {
      ++at;
    } else if (escape && at + 2 < text.size() && Digit(text[at + 1]) >= 0 &&
               Digit(text[at + 2]) >= 0) {
      out.Append(
          Byte(Digit(text[at + 1]), Digit(text[at + 2])),
          {.begin = from.source[at].begin, .end = from.source[at + 2].end});
      at += 2;
    } else {
      out.Append(text[at], from.source[at]);
    }
  }
  return out.text.size() == text.size() ? std::nullopt
                                        : std::optional<View>(std::move(out));
}

}  // namespace fake
