// SPDX-License-Identifier: Apache-2.0

#include "driver/base64.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <openssl/evp.h>

namespace autodiscover::driver {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

void AppendBase64(std::string_view text, std::string& out) {
  std::uint32_t bits = 0;
  int bit_count = 0;
  for (const char c : text) {
    bits = (bits << 8U) | static_cast<unsigned char>(c);
    bit_count += 8;
    while (bit_count >= 6) {
      bit_count -= 6;
      out += kAlphabet[(bits >> static_cast<unsigned>(bit_count)) & 63U];
    }
  }
  if (bit_count > 0) {
    out += kAlphabet[(bits << static_cast<unsigned>(6 - bit_count)) & 63U];
  }
  while (out.size() % 4 != 0) {
    out += '=';
  }
}

std::string FromBase64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  const int size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(text.data()),
                      static_cast<int>(text.size()));
  bytes.resize(static_cast<std::size_t>(std::max(size, 0)));
  // OpenSSL counts what only fills up as zeros.
  const std::size_t padding =
      text.size() - std::min(text.find_last_not_of('=') + 1, text.size());
  bytes.resize(bytes.size() - std::min(padding, bytes.size()));
  return bytes;
}

}  // namespace autodiscover::driver
