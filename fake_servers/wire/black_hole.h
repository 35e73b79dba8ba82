// SPDX-License-Identifier: Apache-2.0
//
// An address and port where no SYN is answered.

#ifndef FAKE_SERVERS_WIRE_BLACK_HOLE_H_
#define FAKE_SERVERS_WIRE_BLACK_HOLE_H_

#include <cstdint>
#include <string>
#include <variant>

#include "wire/unique_fd.h"

namespace fake {

// There as long as this lives. A listener takes one connection, ours, and is
// full then: the kernel drops every further SYN without a word, and tells
// nobody of it.
struct BlackHole {
  UniqueFd listener;
  UniqueFd filler;
};

// Like ListenOn; the address must be one of this machine's already.
[[nodiscard]] std::variant<BlackHole, std::string> DigBlackHole(
    const std::string& address, std::uint16_t port);

}  // namespace fake

#endif  // FAKE_SERVERS_WIRE_BLACK_HOLE_H_
