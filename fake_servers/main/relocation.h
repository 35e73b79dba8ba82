// SPDX-License-Identifier: Apache-2.0
//
// Puts the hosts of a world at addresses of this machine, so that a client
// elsewhere, which asks the world's DNS, is led there.

#ifndef FAKE_SERVERS_MAIN_RELOCATION_H_
#define FAKE_SERVERS_MAIN_RELOCATION_H_

#include <optional>
#include <string>
#include <vector>

#include "world/world.h"

namespace fake {

// One of loopback's many addresses for each host of `world`; at least one.
[[nodiscard]] std::vector<std::string> LoopbackAddressesFor(const World& world);

// Gives each host the next of `addresses`; when they run out, one whose other
// hosts have none of its ports. The records of the zone follow. On failure one
// sentence, and `world` is of no more use.
[[nodiscard]] std::optional<std::string> Relocate(
    const std::vector<std::string>& addresses, World& world);

// Why no service can listen at `address`, in one sentence; nothing if one can.
[[nodiscard]] std::optional<std::string> ProblemWithAddress(
    const std::string& address);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_RELOCATION_H_
