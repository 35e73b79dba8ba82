// SPDX-License-Identifier: Apache-2.0
//
// Opens sockets, to listen and to connect, and accepts from them.

#ifndef FAKE_SERVERS_WIRE_SOCKET_H_
#define FAKE_SERVERS_WIRE_SOCKET_H_

#include <cstdint>
#include <string>
#include <variant>

#include "wire/unique_fd.h"

namespace fake {

// Listens on `address` (a literal IPv4 or IPv6 address) at `port` (0: of the
// kernel's choice), also when no interface has the address yet. On failure one
// sentence that says why.
[[nodiscard]] std::variant<UniqueFd, std::string> ListenOn(
    const std::string& address, std::uint16_t port);

// The port that a socket is bound to.
[[nodiscard]] std::uint16_t LocalPort(const UniqueFd& socket);

// The next connection, without Nagle's delay; invalid when there is none.
[[nodiscard]] UniqueFd AcceptFrom(const UniqueFd& listener);

// A connection to a literal address; invalid when there is none, or when
// `stop_fd` becomes readable first.
[[nodiscard]] UniqueFd ConnectTo(const std::string& address, std::uint16_t port,
                                 int stop_fd);

}  // namespace fake

#endif  // FAKE_SERVERS_WIRE_SOCKET_H_
