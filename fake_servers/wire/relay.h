// SPDX-License-Identifier: Apache-2.0
//
// Carries bytes between two sockets, as a proxy does in a tunnel.

#ifndef FAKE_SERVERS_WIRE_RELAY_H_
#define FAKE_SERVERS_WIRE_RELAY_H_

#include <cstdint>

#include "wire/stop_signal.h"

namespace fake {

struct Relayed {
  std::uint64_t from_client = 0;  // Bytes.
  std::uint64_t to_client = 0;
};

// Returns when both sides have ended, when one has broken off, or when the
// world stops. The end of one side is passed on to the other.
Relayed Relay(int client, int upstream, const StopSignal& stop);

}  // namespace fake

#endif  // FAKE_SERVERS_WIRE_RELAY_H_
