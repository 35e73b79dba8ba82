// SPDX-License-Identifier: Apache-2.0

#include "wire/relay.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <string>

#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>

namespace fake {
namespace {

bool IsTransient(int error) {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

class Direction {
 public:
  Direction(int from, int to) : from_(from), to_(to) {}

  [[nodiscard]] bool over() const { return passed_on_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  // What this direction waits for at the sockets it reads and writes.
  [[nodiscard]] short wants_from() const {
    return pending_.empty() && !ended_ ? short{POLLIN} : short{0};
  }
  [[nodiscard]] short wants_to() const {
    return pending_.empty() ? short{0} : short{POLLOUT};
  }

  // False: one of the two is gone.
  [[nodiscard]] bool Move() {
    if (pending_.empty() && !ended_ && !Receive()) {
      return false;
    }
    if (!pending_.empty() && !Send()) {
      return false;
    }
    if (ended_ && pending_.empty() && !passed_on_) {
      passed_on_ = true;
      ::shutdown(to_, SHUT_WR);
    }
    return true;
  }

 private:
  bool Receive() {
    std::array<char, 16UL * 1024> buffer;
    const ssize_t got =
        ::recv(from_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got > 0) {
      pending_.assign(buffer.data(), static_cast<std::size_t>(got));
    }
    ended_ = got == 0;
    return got >= 0 || IsTransient(errno);
  }

  bool Send() {
    const ssize_t sent = ::send(to_, pending_.data(), pending_.size(),
                                MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0) {
      bytes_ += static_cast<std::uint64_t>(sent);
      pending_.erase(0, static_cast<std::size_t>(sent));
    }
    return sent >= 0 || IsTransient(errno);
  }

  int from_;
  int to_;
  std::string pending_;
  bool ended_ = false;
  bool passed_on_ = false;
  std::uint64_t bytes_ = 0;
};

}  // namespace

Relayed Relay(int client, int upstream, const StopSignal& stop) {
  Direction up(client, upstream);
  Direction down(upstream, client);
  while (!up.over() || !down.over()) {
    const auto events = [](int one, int other) {
      return static_cast<short>(one | other);
    };
    std::array<pollfd, 3> fds = {
        {{.fd = stop.fd(), .events = POLLIN, .revents = 0},
         {.fd = client,
          .events = events(up.wants_from(), down.wants_to()),
          .revents = 0},
         {.fd = upstream,
          .events = events(down.wants_from(), up.wants_to()),
          .revents = 0}}};
    for (std::size_t i = 1; i < fds.size(); ++i) {
      // Else a side that has hung up would be told of without an end.
      fds.at(i).fd = fds.at(i).events == 0 ? -1 : fds.at(i).fd;
    }
    if (::poll(fds.data(), fds.size(), -1) < 0 && errno != EINTR) {
      break;
    }
    if (fds[0].revents != 0 || !up.Move() || !down.Move()) {
      break;
    }
  }
  return {.from_client = up.bytes(), .to_client = down.bytes()};
}

}  // namespace fake
