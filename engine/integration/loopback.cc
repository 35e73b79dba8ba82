// SPDX-License-Identifier: Apache-2.0

#include "integration/loopback.h"

#include <array>
#include <utility>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace autodiscover::integration {
namespace {

sockaddr_in Loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void Signal(const Socket& stop) {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = write(stop.get(), &one, sizeof one);
}

Socket NewStop() { return Socket(eventfd(0, EFD_CLOEXEC)); }

// Waits. False when the test is over.
bool IsReadable(const Socket& socket, const Socket& stop) {
  std::array<pollfd, 2> watched = {
      {{stop.get(), POLLIN, 0}, {socket.get(), POLLIN, 0}}};
  poll(watched.data(), watched.size(), -1);
  return watched[0].revents == 0;
}

// Appends what is there to read; false at the end of the stream.
bool ReadSome(int descriptor, std::string& text) {
  std::array<char, 4096> buffer{};
  const ssize_t count = recv(descriptor, buffer.data(), buffer.size(), 0);
  if (count <= 0) {
    return false;
  }
  text.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

void Send(int descriptor, const std::string& text) {
  std::size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t count =
        send(descriptor, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) {
      return;  // The client has gone: it has had enough.
    }
    sent += static_cast<std::size_t>(count);
  }
}

}  // namespace

Socket::~Socket() {
  if (descriptor_ >= 0) {
    close(descriptor_);
  }
}

Socket::Socket(Socket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Socket BindLoopback(int type, std::uint16_t port) {
  Socket socket(::socket(AF_INET, type | SOCK_CLOEXEC, 0));
  const sockaddr_in address = Loopback(port);
  if (bind(socket.get(), reinterpret_cast<const sockaddr*>(&address),
           sizeof address) != 0 ||
      (type == SOCK_STREAM && listen(socket.get(), 16) != 0)) {
    return Socket();
  }
  return socket;
}

std::uint16_t PortOf(const Socket& socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

LoopbackHttp::LoopbackHttp(Handler handler)
    : handler_(std::move(handler)),
      listener_(BindLoopback(SOCK_STREAM)),
      stop_(NewStop()),
      thread_([this] { Serve(); }) {}

LoopbackHttp::~LoopbackHttp() { Signal(stop_); }

std::string LoopbackHttp::Url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(PortOf(listener_)) + path;
}

std::vector<std::string> LoopbackHttp::requests() const {
  const std::scoped_lock lock(mutex_);
  return requests_;
}

int LoopbackHttp::connections() const {
  const std::scoped_lock lock(mutex_);
  return connections_;
}

void LoopbackHttp::Serve() {
  while (IsReadable(listener_, stop_)) {
    const Socket connection(
        accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    {
      const std::scoped_lock lock(mutex_);
      ++connections_;
    }
    ServeConnection(connection);
  }
}

void LoopbackHttp::ServeConnection(const Socket& connection) {
  std::string request;
  while (IsReadable(connection, stop_) && ReadSome(connection.get(), request)) {
    if (request.find("\r\n\r\n") == std::string::npos) {
      continue;
    }
    {
      const std::scoped_lock lock(mutex_);
      requests_.push_back(request);
    }
    const Reply reply = handler_(request);
    request.clear();
    Send(connection.get(), reply.text);
    if (reply.end == Reply::End::kReset) {
      const linger at_once{.l_onoff = 1, .l_linger = 0};
      setsockopt(connection.get(), SOL_SOCKET, SO_LINGER, &at_once,
                 sizeof at_once);
    }
    if (reply.end == Reply::End::kClose || reply.end == Reply::End::kReset) {
      return;
    }
  }
}

LoopbackTcp::LoopbackTcp(std::string text)
    : text_(std::move(text)),
      listener_(BindLoopback(SOCK_STREAM)),
      stop_(NewStop()),
      thread_([this] { Serve(); }) {}

LoopbackTcp::~LoopbackTcp() { Signal(stop_); }

std::string LoopbackTcp::heard() {
  if (thread_.joinable()) {
    thread_.join();
  }
  return heard_;
}

void LoopbackTcp::Serve() {
  if (!IsReadable(listener_, stop_)) {
    return;
  }
  const Socket connection(
      accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  while (IsReadable(connection, stop_) && ReadSome(connection.get(), heard_)) {
    Send(connection.get(), std::exchange(text_, {}));
  }
}

LoopbackDns::LoopbackDns(Handler handler)
    : handler_(std::move(handler)), stop_(NewStop()) {
  // The system chooses a UDP port; the same one may be taken for TCP.
  while (tcp_.get() < 0) {
    udp_ = BindLoopback(SOCK_DGRAM);
    tcp_ = BindLoopback(SOCK_STREAM, PortOf(udp_));
  }
  thread_ = std::jthread([this] { Serve(); });
}

LoopbackDns::~LoopbackDns() { Signal(stop_); }

std::string LoopbackDns::Address() const {
  return "127.0.0.1:" + std::to_string(PortOf(udp_));
}

void LoopbackDns::Serve() {
  for (;;) {
    std::array<pollfd, 3> watched = {{{stop_.get(), POLLIN, 0},
                                      {udp_.get(), POLLIN, 0},
                                      {tcp_.get(), POLLIN, 0}}};
    poll(watched.data(), watched.size(), -1);
    if (watched[0].revents != 0) {
      return;
    }
    if (watched[1].revents != 0) {
      AnswerUdp();
    }
    if (watched[2].revents != 0) {
      AnswerTcp();
    }
  }
}

void LoopbackDns::AnswerUdp() {
  std::array<char, 512> buffer{};
  sockaddr_in peer{};
  socklen_t size = sizeof peer;
  const ssize_t count = recvfrom(udp_.get(), buffer.data(), buffer.size(), 0,
                                 reinterpret_cast<sockaddr*>(&peer), &size);
  if (count <= 0) {
    return;
  }
  const std::string answer = handler_(
      std::string(buffer.data(), static_cast<std::size_t>(count)), false);
  if (!answer.empty()) {
    sendto(udp_.get(), answer.data(), answer.size(), 0,
           reinterpret_cast<const sockaddr*>(&peer), size);
  }
}

void LoopbackDns::AnswerTcp() {
  const Socket connection(accept4(tcp_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  std::string message;
  // Two bytes of length come first (RFC 1035, 4.2.2).
  while (message.size() < 2 ||
         message.size() < 2U + static_cast<unsigned char>(message[0]) * 256U +
                              static_cast<unsigned char>(message[1])) {
    if (!ReadSome(connection.get(), message)) {
      return;
    }
  }
  const std::string answer = handler_(message.substr(2), true);
  const std::string length = {static_cast<char>(answer.size() / 256),
                              static_cast<char>(answer.size() % 256)};
  Send(connection.get(), length + answer);
}

}  // namespace autodiscover::integration
