// SPDX-License-Identifier: Apache-2.0

#include "wire/acceptor.h"

#include <utility>

#include <poll.h>

#include "wire/socket.h"

namespace fake {
namespace {

constexpr int kNoTimeout = -1;

}  // namespace

Acceptor::Acceptor(std::vector<Listener> listeners, const StopSignal& stop)
    : listeners_(std::move(listeners)),
      stop_(stop),
      thread_([this] { Loop(); }) {}

Acceptor::~Acceptor() { thread_.join(); }

void Acceptor::Loop() {
  std::vector<pollfd> fds = {{.fd = stop_.fd(), .events = POLLIN}};
  for (const Listener& listener : listeners_) {
    fds.push_back({.fd = listener.socket.get(), .events = POLLIN});
  }
  for (;;) {
    ::poll(fds.data(), fds.size(), kNoTimeout);
    if (fds.front().revents != 0) {
      return;
    }
    for (std::size_t i = 0; i < listeners_.size(); ++i) {
      if (fds[i + 1].revents == 0) {
        continue;
      }
      while (UniqueFd socket = AcceptFrom(listeners_[i].socket)) {
        listeners_[i].on_accept(std::move(socket));
      }
    }
  }
}

}  // namespace fake
