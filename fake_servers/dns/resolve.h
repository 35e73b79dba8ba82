// SPDX-License-Identifier: Apache-2.0
//
// What the zone says to a question. Pure: no socket, no clock.

#ifndef FAKE_SERVERS_DNS_RESOLVE_H_
#define FAKE_SERVERS_DNS_RESOLVE_H_

#include <chrono>
#include <cstdint>
#include <string>

#include "dns/message.h"
#include "world/world.h"

namespace fake {

struct Resolution {
  bool silent = false;  // No answer at all; the rest says nothing then.
  DnsResponse response;
  Milliseconds delay{0};
  bool truncate = false;  // Over UDP only TC, no records.
};

// Answers as a resolver does: follows CNAMEs inside the zone and puts the chain
// in front, says NXDOMAIN of a name that is neither there nor above one that
// is, and gives a SOA with every answer that there is nothing. `name` in lower
// case, without final dot. Faults and delays of every name on the way count.
[[nodiscard]] Resolution Resolve(const Zone& zone, const std::string& name,
                                 std::uint16_t type);

}  // namespace fake

#endif  // FAKE_SERVERS_DNS_RESOLVE_H_
