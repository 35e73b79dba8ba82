// SPDX-License-Identifier: Apache-2.0

#include "wire/unread.h"

#include <algorithm>

namespace fake {
namespace {

constexpr std::size_t kKeptBytesMax = 64UL * 1024;
constexpr std::size_t kShownBytesMax = 512;

}  // namespace

void KeepUnread(std::string_view bytes, std::string& kept) {
  const std::size_t room = kKeptBytesMax - std::min(kKeptBytesMax, kept.size());
  kept.append(bytes.substr(0, room));
}

std::string ShowUnread(std::string_view kept, const SecretFinder& secrets) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string shown;
  const std::string clean = secrets.Redact(kept);
  for (const char c : std::string_view(clean).substr(0, kShownBytesMax)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == '\n' || (byte >= 0x20 && byte < 0x7f)) {
      shown += c;
    } else if (byte != '\r') {
      shown += {'\\', 'x', kHex[byte >> 4U], kHex[byte & 0xfU]};
    }
  }
  return shown;
}

}  // namespace fake
