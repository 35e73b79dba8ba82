// SPDX-License-Identifier: Apache-2.0

#include "wire/black_hole.h"

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include <sys/socket.h>

#include "wire/socket.h"

namespace fake {
namespace {

// The kernel takes a new IPv6 address before it has a route to it, and makes
// that when it finds the time.
constexpr std::chrono::seconds kRouteTimeMax{5};
constexpr std::chrono::milliseconds kRouteRetry{1};

// True once the listener's queue holds a connection of ours.
bool Fill(BlackHole& hole) {
  sockaddr_storage where = {};
  socklen_t size = sizeof(where);
  // Plain sockaddr is what the system calls take.
  auto* plain = reinterpret_cast<sockaddr*>(&where);
  if (::getsockname(hole.listener.get(), plain, &size) != 0) {
    return false;
  }
  const auto end = std::chrono::steady_clock::now() + kRouteTimeMax;
  for (;;) {
    // Blocking: on this machine the handshake is over when it returns.
    hole.filler =
        UniqueFd(::socket(where.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!hole.filler.valid()) {
      return false;
    }
    if (::connect(hole.filler.get(), plain, size) == 0) {
      return true;
    }
    if (errno != ENETUNREACH || std::chrono::steady_clock::now() >= end) {
      return false;
    }
    std::this_thread::sleep_for(kRouteRetry);
  }
}

}  // namespace

std::variant<BlackHole, std::string> DigBlackHole(const std::string& address,
                                                  std::uint16_t port) {
  auto socket = ListenOn(address, port);
  if (auto* problem = std::get_if<std::string>(&socket)) {
    return std::move(*problem);
  }
  BlackHole hole{.listener = std::get<UniqueFd>(std::move(socket))};
  // The queue of a listener has room for one more than it is told.
  if (::listen(hole.listener.get(), 0) != 0 || !Fill(hole)) {
    return "cannot make a black hole of " + address + " port " +
           std::to_string(port) + ": " + std::generic_category().message(errno);
  }
  return hole;
}

}  // namespace fake
