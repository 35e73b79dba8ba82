// SPDX-License-Identifier: Apache-2.0

#include "driver/tcp_connect.h"

#include <cerrno>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace autodiscover::driver {
namespace {

struct SocketAddress {
  sockaddr_storage storage = {};
  socklen_t size = 0;  // 0: it was no address.
};

SocketAddress AddressOf(std::string text, std::uint16_t port) {
  SocketAddress address;
  if (text.starts_with('[') && text.ends_with(']')) {
    text = text.substr(1, text.size() - 2);
  }
  auto* six = reinterpret_cast<sockaddr_in6*>(&address.storage);
  auto* four = reinterpret_cast<sockaddr_in*>(&address.storage);
  if (inet_pton(AF_INET6, text.c_str(), &six->sin6_addr) == 1) {
    six->sin6_family = AF_INET6;
    six->sin6_port = htons(port);
    address.size = sizeof *six;
  } else if (inet_pton(AF_INET, text.c_str(), &four->sin_addr) == 1) {
    four->sin_family = AF_INET;
    four->sin_port = htons(port);
    address.size = sizeof *four;
  }
  return address;
}

bool Connects(int descriptor, const SocketAddress& address,
              std::chrono::milliseconds limit) {
  if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address.storage),
              address.size) != 0 &&
      errno != EINPROGRESS) {
    return false;
  }
  pollfd watched = {.fd = descriptor, .events = POLLOUT, .revents = 0};
  int problem = 0;
  socklen_t size = sizeof problem;
  return poll(&watched, 1, static_cast<int>(limit.count())) == 1 &&
         getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &problem, &size) == 0 &&
         problem == 0;
}

}  // namespace

int ConnectTcp(std::string address, std::uint16_t port,
               std::chrono::milliseconds limit) {
  const SocketAddress target = AddressOf(std::move(address), port);
  if (target.size == 0) {
    return -1;
  }
  const int descriptor = socket(target.storage.ss_family,
                                SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) {
    return -1;
  }
  if (!Connects(descriptor, target, limit)) {
    close(descriptor);
    return -1;
  }
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
  return descriptor;
}

void LimitWaits(int descriptor, std::chrono::milliseconds limit) {
  constexpr int kThousand = 1000;
  const timeval wait{.tv_sec = limit.count() / kThousand,
                     .tv_usec = limit.count() % kThousand * kThousand};
  setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
}

}  // namespace autodiscover::driver
