// SPDX-License-Identifier: Apache-2.0
//
// Gives the loopback interface of a private network the addresses of a world.

#ifndef FAKE_SERVERS_SANDBOX_LOOPBACK_H_
#define FAKE_SERVERS_SANDBOX_LOOPBACK_H_

#include <optional>
#include <string>
#include <vector>

namespace fake {

// Adds each literal IPv4 or IPv6 address; one that is there already is fine.
// They can be bound when this returns (no duplicate address detection).
// REQUIRES CAP_NET_ADMIN in the network namespace. Nothing on success, else one
// sentence.
[[nodiscard]] std::optional<std::string> AddToLoopback(
    const std::vector<std::string>& addresses);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_LOOPBACK_H_
