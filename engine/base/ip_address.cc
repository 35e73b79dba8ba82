// SPDX-License-Identifier: Apache-2.0

#include "base/ip_address.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include <arpa/inet.h>

namespace autodiscover {
namespace {

struct Network4 {
  std::uint32_t address;
  unsigned bits;
  AddressKind kind;
};

constexpr std::array<Network4, 10> kNetworks4 = {{
    {.address = 0x00000000, .bits = 8, .kind = AddressKind::kLocal},
    {.address = 0x0A000000, .bits = 8, .kind = AddressKind::kPrivate},
    {.address = 0x64400000, .bits = 10, .kind = AddressKind::kLocal},
    {.address = 0x7F000000, .bits = 8, .kind = AddressKind::kLocal},
    {.address = 0xA9FE0000, .bits = 16, .kind = AddressKind::kLocal},
    {.address = 0xAC100000, .bits = 12, .kind = AddressKind::kPrivate},
    {.address = 0xC0A80000, .bits = 16, .kind = AddressKind::kPrivate},
    {.address = 0xE0000000, .bits = 4, .kind = AddressKind::kLocal},
    {.address = 0xF0000000, .bits = 4, .kind = AddressKind::kLocal},
    // The metadata service that one cloud keeps outside of 169.254/16.
    {.address = 0xA83F8110, .bits = 32, .kind = AddressKind::kLocal},
}};

AddressKind KindOf4(std::uint32_t address) {
  const auto* const found =
      std::ranges::find_if(kNetworks4, [address](const Network4& network) {
        return ((address ^ network.address) >> (32U - network.bits)) == 0;
      });
  return found == kNetworks4.end() ? AddressKind::kPublic : found->kind;
}

using Bytes6 = std::array<std::uint8_t, 16>;

std::uint32_t Last4(const Bytes6& bytes, std::size_t offset) {
  std::uint32_t address = 0;
  for (std::size_t i = offset; i < offset + 4; ++i) {
    address = (address << 8U) | bytes.at(i);
  }
  return address;
}

bool BeginsWith(const Bytes6& bytes, std::initializer_list<std::uint8_t> head) {
  return std::equal(head.begin(), head.end(), bytes.begin());
}

AddressKind KindOf6(const Bytes6& bytes) {
  // Mapped (::ffff:0:0/96), translated (64:ff9b::/96) and compatible (::/96,
  // with :: and ::1) addresses; 6to4 (2002::/16).
  if (BeginsWith(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}) ||
      BeginsWith(bytes, {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0}) ||
      BeginsWith(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})) {
    return KindOf4(Last4(bytes, 12));
  }
  if (BeginsWith(bytes, {0x20, 0x02})) {
    return KindOf4(Last4(bytes, 2));
  }
  if ((bytes[0] & 0xFEU) == 0xFC) {
    // AWS keeps its metadata service at fd00:ec2::254.
    return BeginsWith(bytes, {0xFD, 0x00, 0x0E, 0xC2}) ? AddressKind::kLocal
                                                       : AddressKind::kPrivate;
  }
  const bool link_local = bytes[0] == 0xFE && (bytes[1] & 0x80U) != 0;
  return link_local || bytes[0] == 0xFF ? AddressKind::kLocal
                                        : AddressKind::kPublic;
}

}  // namespace

std::optional<AddressKind> KindOfAddress(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) {
    text = text.substr(1, text.size() - 2);
  }
  // A zone ("%eth0") names a link of this machine.
  const std::size_t zone = text.find('%');
  const std::string address(text.substr(0, zone));
  std::uint32_t ipv4 = 0;
  if (inet_pton(AF_INET, address.c_str(), &ipv4) == 1) {
    return KindOf4(ntohl(ipv4));
  }
  Bytes6 ipv6{};
  if (inet_pton(AF_INET6, address.c_str(), ipv6.data()) != 1) {
    return std::nullopt;
  }
  return zone != std::string_view::npos ? AddressKind::kLocal : KindOf6(ipv6);
}

}  // namespace autodiscover
