// SPDX-License-Identifier: Apache-2.0
//
// A TCP connection to one address, for libraries that would look up names and
// choose addresses themselves.

#ifndef AUTODISCOVER_DRIVER_TCP_CONNECT_H_
#define AUTODISCOVER_DRIVER_TCP_CONNECT_H_

#include <chrono>
#include <cstdint>
#include <string>

namespace autodiscover::driver {

// Blocks, for `limit` at most. `address` is numeric; an IPv6 one may be in
// brackets. Gives the descriptor of a blocking socket, which the caller has to
// close; -1: no connection.
[[nodiscard]] int ConnectTcp(std::string address, std::uint16_t port,
                             std::chrono::milliseconds limit);

// From now on no single read from the socket, and no write, takes longer.
void LimitWaits(int descriptor, std::chrono::milliseconds limit);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_TCP_CONNECT_H_
