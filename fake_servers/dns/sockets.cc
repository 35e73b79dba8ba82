// SPDX-License-Identifier: Apache-2.0

#include "dns/sockets.h"

#include <array>
#include <cerrno>
#include <system_error>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dns/wire.h"

namespace fake {
namespace {

// How many ports that are free for TCP to try until one is free for UDP too.
constexpr int kTriesMax = 100;

struct Endpoint {
  sockaddr_storage storage{};
  socklen_t length = 0;
};

sockaddr* AsSocketAddress(Endpoint& endpoint) {
  // The sockets API casts; there is no other way in.
  return reinterpret_cast<sockaddr*>(&endpoint.storage);
}

std::optional<Endpoint> ParseEndpoint(const std::string& address,
                                      std::uint16_t port) {
  Endpoint endpoint;
  auto* four = reinterpret_cast<sockaddr_in*>(&endpoint.storage);
  if (inet_pton(AF_INET, address.c_str(), &four->sin_addr) == 1) {
    four->sin_family = AF_INET;
    four->sin_port = htons(port);
    endpoint.length = sizeof(sockaddr_in);
    return endpoint;
  }
  auto* six = reinterpret_cast<sockaddr_in6*>(&endpoint.storage);
  if (inet_pton(AF_INET6, address.c_str(), &six->sin6_addr) == 1) {
    six->sin6_family = AF_INET6;
    six->sin6_port = htons(port);
    endpoint.length = sizeof(sockaddr_in6);
    return endpoint;
  }
  return std::nullopt;
}

std::uint16_t BoundPort(int fd) {
  Endpoint endpoint;
  endpoint.length = sizeof(endpoint.storage);
  if (getsockname(fd, AsSocketAddress(endpoint), &endpoint.length) != 0) {
    return 0;
  }
  // The port is at the same place in both families.
  return ntohs(reinterpret_cast<sockaddr_in*>(&endpoint.storage)->sin_port);
}

// An invalid descriptor, and errno, when it does not work.
FileDescriptor Bind(int type, const std::string& address, std::uint16_t port) {
  std::optional<Endpoint> endpoint = ParseEndpoint(address, port);
  if (!endpoint) {
    errno = EAFNOSUPPORT;
    return FileDescriptor();
  }
  FileDescriptor fd(socket(endpoint->storage.ss_family,
                           type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int on = 1;
  if (type == SOCK_STREAM) {
    // A connection of an earlier run may still linger.
    setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  }
  if (!fd.valid() ||
      bind(fd.get(), AsSocketAddress(*endpoint), endpoint->length) != 0 ||
      (type == SOCK_STREAM && listen(fd.get(), SOMAXCONN) != 0)) {
    return FileDescriptor();
  }
  return fd;
}

std::string CannotListen(const std::string& address, std::uint16_t port,
                         const char* transport, int error) {
  return "cannot listen for DNS on " + address + " port " +
         std::to_string(port) + " (" + transport +
         "): " + std::generic_category().message(error);
}

}  // namespace

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) {
    close(fd_);
  }
}

std::variant<DnsSockets, std::string> BindDnsSockets(const std::string& address,
                                                     std::uint16_t port) {
  // Kept until the end, so that the kernel does not offer the same port again.
  std::vector<FileDescriptor> refused;
  for (int tries = 0; tries < kTriesMax; ++tries) {
    DnsSockets sockets;
    sockets.tcp = Bind(SOCK_STREAM, address, port);
    if (!sockets.tcp.valid()) {
      return CannotListen(address, port, "TCP", errno);
    }
    sockets.port = BoundPort(sockets.tcp.get());
    sockets.udp = Bind(SOCK_DGRAM, address, sockets.port);
    if (sockets.udp.valid()) {
      return sockets;
    }
    if (port != 0 || errno != EADDRINUSE) {
      return CannotListen(address, sockets.port, "UDP", errno);
    }
    refused.push_back(std::move(sockets.tcp));
  }
  return "cannot find a port on " + address + " that is free for UDP and TCP";
}

bool DnsConnection::Receive() {
  std::array<char, 4096> buffer{};
  const ssize_t got = recv(fd_.get(), buffer.data(), buffer.size(), 0);
  if (got > 0) {
    in_.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
  }
  return got < 0 && (errno == EAGAIN || errno == EINTR);
}

std::optional<std::string> DnsConnection::NextMessage() {
  if (in_.size() < 2) {
    return std::nullopt;
  }
  const auto high = static_cast<unsigned char>(in_[0]);
  const auto low = static_cast<unsigned char>(in_[1]);
  const std::size_t length = (std::size_t{high} << 8U) | low;
  if (in_.size() < 2 + length) {
    return std::nullopt;
  }
  std::string message = in_.substr(2, length);
  in_.erase(0, 2 + length);
  return message;
}

void DnsConnection::Queue(const std::string& message) {
  AppendU16(out_, static_cast<unsigned>(message.size()));
  out_ += message;
}

bool DnsConnection::Flush() {
  while (!out_.empty()) {
    const ssize_t sent =
        send(fd_.get(), out_.data(), out_.size(), MSG_NOSIGNAL);
    if (sent < 0) {
      return errno == EAGAIN || errno == EINTR;
    }
    out_.erase(0, static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace fake
