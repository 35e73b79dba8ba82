// SPDX-License-Identifier: Apache-2.0
//
// What the zone says to a question. Pure: no socket, no clock.

#ifndef FAKE_SERVERS_DNS_RESOLVE_H_
#define FAKE_SERVERS_DNS_RESOLVE_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "dns/message.h"
#include "world/world.h"

namespace fake {

struct Resolution {
  bool silent = false;  // No answer at all; the rest says nothing then.
  DnsResponse response;
  Milliseconds delay{0};
  bool truncate = false;  // Over UDP only TC, no records.
  DnsMessage message = DnsMessage::kRight;
  // What the names on the way did that no right server does: `answer: servfail`
  // of `corp.test` is `corp.test answer servfail`.
  std::vector<std::string> faults;
  // The names on the way whose answers change.
  std::vector<std::string> counted;
};

struct DnsAsked {
  std::string name;  // Lower case, without final dot.
  std::uint16_t type = 0;
  bool edns = false;
  // How often a name whose answers change has answered this type already.
  std::function<std::size_t(const std::string&)> answered = [](const auto&) {
    return std::size_t{0};
  };
};

// Answers as a resolver does: follows CNAMEs inside the zone and puts the chain
// in front, says NXDOMAIN of a name that is neither there nor above one that
// is, and gives a SOA with every answer that there is nothing. Faults and
// delays of every name on the way count.
// Spec: RFC 4592 for `*`.
[[nodiscard]] Resolution Resolve(const Zone& zone, const DnsAsked& asked);

}  // namespace fake

#endif  // FAKE_SERVERS_DNS_RESOLVE_H_
