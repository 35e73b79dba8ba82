// SPDX-License-Identifier: Apache-2.0
//
// Numbers as NTLM writes them: the lowest byte first.

#ifndef FAKE_SERVERS_AUTH_LITTLE_ENDIAN_H_
#define FAKE_SERVERS_AUTH_LITTLE_ENDIAN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fake {

// The caller has seen that the bytes are there.
[[nodiscard]] inline std::uint32_t ReadLittle32(std::string_view bytes,
                                                std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) {
    value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

[[nodiscard]] inline std::uint16_t ReadLittle16(std::string_view bytes,
                                                std::size_t at) {
  const auto low = static_cast<unsigned char>(bytes[at]);
  const auto high = static_cast<unsigned char>(bytes[at + 1]);
  return static_cast<std::uint16_t>(low | (high << 8U));
}

inline void AppendLittle(std::string& out, std::uint64_t value,
                         std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    out += static_cast<char>((value >> (8 * i)) & 0xFFU);
  }
}

inline void AppendLittle16(std::string& out, std::uint16_t value) {
  AppendLittle(out, value, sizeof value);
}

inline void AppendLittle32(std::string& out, std::uint32_t value) {
  AppendLittle(out, value, sizeof value);
}

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_LITTLE_ENDIAN_H_
