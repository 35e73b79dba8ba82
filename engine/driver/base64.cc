// SPDX-License-Identifier: Apache-2.0

#include "driver/base64.h"

#include <cstdint>

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

}  // namespace autodiscover::driver
