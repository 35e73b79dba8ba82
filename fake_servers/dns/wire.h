// SPDX-License-Identifier: Apache-2.0
//
// Big-endian numbers in a string of bytes.

#ifndef FAKE_SERVERS_DNS_WIRE_H_
#define FAKE_SERVERS_DNS_WIRE_H_

#include <cstdint>
#include <string>

namespace fake {

inline void AppendU8(std::string& out, unsigned value) {
  out.push_back(static_cast<char>(value & 0xFFU));
}

inline void AppendU16(std::string& out, unsigned value) {
  AppendU8(out, value >> 8U);
  AppendU8(out, value);
}

inline void AppendU32(std::string& out, std::uint32_t value) {
  AppendU16(out, value >> 16U);
  AppendU16(out, value);
}

}  // namespace fake

#endif  // FAKE_SERVERS_DNS_WIRE_H_
