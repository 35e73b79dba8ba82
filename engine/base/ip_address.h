// SPDX-License-Identifier: Apache-2.0
//
// What kind of network an address belongs to.

#ifndef AUTODISCOVER_BASE_IP_ADDRESS_H_
#define AUTODISCOVER_BASE_IP_ADDRESS_H_

#include <optional>
#include <string_view>

namespace autodiscover {

enum class AddressKind {
  kPublic,
  kPrivate,  // Of an organisation: 10/8, 172.16/12, 192.168/16, fc00::/7.
  // Of this machine or its link: loopback, link-local (with the metadata
  // services of clouds), unspecified, shared by a provider, multicast.
  kLocal,
};

// Reads "192.0.2.1", "2001:db8::1" or "[2001:db8::1]". An IPv4 address inside
// an IPv6 one counts as itself. Nothing: it is no address. Spec: RFC 6890.
std::optional<AddressKind> KindOfAddress(std::string_view text);

}  // namespace autodiscover

#endif  // AUTODISCOVER_BASE_IP_ADDRESS_H_
