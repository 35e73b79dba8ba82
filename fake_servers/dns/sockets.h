// SPDX-License-Identifier: Apache-2.0
//
// The sockets of a DNS server: UDP and TCP on one port, and the framing of
// messages on a TCP connection.

#ifndef FAKE_SERVERS_DNS_SOCKETS_H_
#define FAKE_SERVERS_DNS_SOCKETS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace fake {

// Owns a file descriptor.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd = -1) : fd_(fd) {}
  ~FileDescriptor();
  FileDescriptor(FileDescriptor&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool valid() const { return fd_ >= 0; }

 private:
  int fd_;
};

struct DnsSockets {
  FileDescriptor udp;
  FileDescriptor tcp;  // Listening.
  std::uint16_t port = 0;
};

// Both non-blocking, at `address` (a literal) and `port`; 0: a port that is
// free for both. On failure one sentence that says what could not be bound.
[[nodiscard]] std::variant<DnsSockets, std::string> BindDnsSockets(
    const std::string& address, std::uint16_t port);

// One accepted connection: messages with their length in front of them.
class DnsConnection {
 public:
  explicit DnsConnection(FileDescriptor fd) : fd_(std::move(fd)) {}

  [[nodiscard]] int fd() const { return fd_.get(); }

  // Reads what is there. False: nothing more will come.
  [[nodiscard]] bool Receive();
  // The next whole message that was received.
  [[nodiscard]] std::optional<std::string> NextMessage();

  void Queue(const std::string& message);
  // Writes what it can. False: the peer is gone.
  [[nodiscard]] bool Flush();
  [[nodiscard]] bool wants_to_write() const { return !out_.empty(); }

 private:
  FileDescriptor fd_;
  std::string in_;
  std::string out_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_DNS_SOCKETS_H_
