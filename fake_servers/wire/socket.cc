// SPDX-License-Identifier: Apache-2.0

#include "wire/socket.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace fake {
namespace {

constexpr int kBacklog = 1024;

struct Address {
  sockaddr_storage storage = {};
  socklen_t size = 0;
};

// Plain sockaddr is what the system calls take.
const sockaddr* AsSockaddr(const sockaddr_storage& storage) {
  return reinterpret_cast<const sockaddr*>(&storage);
}

std::optional<Address> Parse(const std::string& text, std::uint16_t port) {
  Address address;
  sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(port)};
  sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
  if (::inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    std::memcpy(&address.storage, &v4, sizeof(v4));
    address.size = sizeof(v4);
  } else if (::inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
    std::memcpy(&address.storage, &v6, sizeof(v6));
    address.size = sizeof(v6);
  } else {
    return std::nullopt;
  }
  return address;
}

bool Switch(const UniqueFd& socket, int level, int option) {
  const int on = 1;
  return ::setsockopt(socket.get(), level, option, &on, sizeof(on)) == 0;
}

// The world's addresses are put on the interface by someone else, perhaps
// later; an IPv6 socket leaves IPv4 to another one.
bool Prepare(const UniqueFd& socket, int family) {
  const bool v6 = family == AF_INET6;
  return Switch(socket, SOL_SOCKET, SO_REUSEADDR) &&
         (v6 ? Switch(socket, IPPROTO_IPV6, IPV6_V6ONLY) &&
                   Switch(socket, IPPROTO_IPV6, IPV6_FREEBIND)
             : Switch(socket, IPPROTO_IP, IP_FREEBIND));
}

std::string Failure(const std::string& address, std::uint16_t port) {
  const std::string reason =
      std::error_code(errno, std::system_category()).message();
  return "cannot listen on " + address + " port " + std::to_string(port) +
         ": " + reason;
}

}  // namespace

std::variant<UniqueFd, std::string> ListenOn(const std::string& address,
                                             std::uint16_t port) {
  const auto where = Parse(address, port);
  if (!where) {
    return "cannot listen on " + address + ": not an IPv4 or IPv6 address";
  }
  const int family = where->storage.ss_family;
  UniqueFd socket(
      ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.valid() || !Prepare(socket, family) ||
      ::bind(socket.get(), AsSockaddr(where->storage), where->size) != 0 ||
      ::listen(socket.get(), kBacklog) != 0) {
    return Failure(address, port);
  }
  return socket;
}

std::uint16_t LocalPort(const UniqueFd& socket) {
  sockaddr_storage storage = {};
  socklen_t size = sizeof(storage);
  if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&storage),
                    &size) != 0) {
    return 0;
  }
  // IPv4 and IPv6 keep the port at the same place.
  sockaddr_in v4 = {};
  std::memcpy(&v4, &storage, sizeof(v4));
  return ntohs(v4.sin_port);
}

UniqueFd AcceptFrom(const UniqueFd& listener) {
  UniqueFd socket(::accept4(listener.get(), nullptr, nullptr,
                            SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (socket.valid()) {
    Switch(socket, IPPROTO_TCP, TCP_NODELAY);
  }
  return socket;
}

UniqueFd ConnectTo(const std::string& address, std::uint16_t port,
                   int stop_fd) {
  const auto where = Parse(address, port);
  UniqueFd socket(where
                      ? ::socket(where->storage.ss_family,
                                 SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)
                      : -1);
  if (!socket.valid()) {
    return {};
  }
  if (::connect(socket.get(), AsSockaddr(where->storage), where->size) != 0) {
    std::array<pollfd, 2> fds = {
        {{.fd = stop_fd, .events = POLLIN, .revents = 0},
         {.fd = socket.get(), .events = POLLOUT, .revents = 0}}};
    int error = errno;
    socklen_t size = sizeof(error);
    if (error != EINPROGRESS || ::poll(fds.data(), fds.size(), -1) < 0 ||
        fds[0].revents != 0 ||
        ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size) != 0 ||
        error != 0) {
      return {};
    }
  }
  Switch(socket, IPPROTO_TCP, TCP_NODELAY);
  return socket;
}

}  // namespace fake
