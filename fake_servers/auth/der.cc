// SPDX-License-Identifier: Apache-2.0

#include "auth/der.h"

#include <cstddef>

namespace fake {
namespace {

// No token of ours is longer than two bytes of length can say.
constexpr std::size_t kLengthBytesMax = 3;
constexpr unsigned char kLongForm = 0x80;

unsigned char ByteAt(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

}  // namespace

std::optional<DerElement> TakeDer(std::string_view& bytes) {
  if (bytes.size() < 2) {
    return std::nullopt;
  }
  std::size_t length = ByteAt(bytes, 1);
  std::size_t header = 2;
  if (length >= kLongForm) {
    const std::size_t count = length - kLongForm;
    header += count;
    if (count == 0 || count > kLengthBytesMax || bytes.size() < header) {
      return std::nullopt;
    }
    length = 0;
    for (std::size_t i = 2; i < header; ++i) {
      length = (length << 8U) | ByteAt(bytes, i);
    }
  }
  if (length > bytes.size() - header) {
    return std::nullopt;
  }
  const DerElement element = {.tag = ByteAt(bytes, 0),
                              .content = bytes.substr(header, length),
                              .whole = bytes.substr(0, header + length)};
  bytes.remove_prefix(header + length);
  return element;
}

std::optional<std::string_view> DerContent(std::string_view bytes,
                                           unsigned char tag) {
  const auto element = TakeDer(bytes);
  if (!element || element->tag != tag || !bytes.empty()) {
    return std::nullopt;
  }
  return element->content;
}

std::string MakeDer(unsigned char tag, std::string_view content) {
  std::string out(1, static_cast<char>(tag));
  if (content.size() < kLongForm) {
    out += static_cast<char>(content.size());
  } else {
    std::string length;
    for (std::size_t rest = content.size(); rest > 0; rest >>= 8U) {
      length.insert(length.begin(), static_cast<char>(rest & 0xFFU));
    }
    out += static_cast<char>(kLongForm + length.size());
    out += length;
  }
  out += content;
  return out;
}

}  // namespace fake
