// SPDX-License-Identifier: Apache-2.0
//
// One handshake in a version of TLS that this library never speaks otherwise.

#include <array>
#include <cerrno>
#include <chrono>
#include <memory>

#include <netdb.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "autodiscover/probe.h"

namespace autodiscover {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLimit{3'000};

struct AddressesDeleter {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
struct ContextDeleter {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct ConnectionDeleter {
  void operator()(SSL* connection) const { SSL_free(connection); }
};

// Owns the descriptor.
class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket() {
    if (descriptor_ >= 0) {
      close(descriptor_);
    }
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  Socket(Socket&&) = delete;
  Socket& operator=(Socket&&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

bool Await(int descriptor, short event, SteadyClock::time_point end) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(end - SteadyClock::now());
  pollfd watched{.fd = descriptor, .events = event, .revents = 0};
  return left.count() > 0 &&
         poll(&watched, 1, static_cast<int>(left.count())) == 1;
}

bool Connect(const Socket& socket, const addrinfo& place,
             SteadyClock::time_point end) {
  if (connect(socket.get(), place.ai_addr, place.ai_addrlen) == 0) {
    return true;
  }
  int error = 0;
  socklen_t size = sizeof error;
  return errno == EINPROGRESS && Await(socket.get(), POLLOUT, end) &&
         getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 &&
         error == 0;
}

// Whether the handshake comes to its end. Who the server is does not matter:
// nothing is told to it.
bool Handshake(SSL* connection, int descriptor, SteadyClock::time_point end) {
  for (;;) {
    const int done = SSL_connect(connection);
    if (done == 1) {
      return true;
    }
    const int wants = SSL_get_error(connection, done);
    const bool reads = wants == SSL_ERROR_WANT_READ;
    if ((!reads && wants != SSL_ERROR_WANT_WRITE) ||
        !Await(descriptor, reads ? POLLIN : POLLOUT, end)) {
      return false;
    }
  }
}

// A handshake in this version and in no other.
bool Takes(int version, const std::string& host, const addrinfo& place) {
  const SteadyClock::time_point end = SteadyClock::now() + kLimit;
  const Socket socket(
      ::socket(place.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const std::unique_ptr<SSL_CTX, ContextDeleter> context(
      SSL_CTX_new(TLS_client_method()));
  // Debian's OpenSSL would not speak it by itself.
  if (context == nullptr || !Connect(socket, place, end) ||
      SSL_CTX_set_cipher_list(context.get(), "ALL:@SECLEVEL=0") != 1 ||
      SSL_CTX_set_min_proto_version(context.get(), version) != 1 ||
      SSL_CTX_set_max_proto_version(context.get(), version) != 1) {
    return false;
  }
  const std::unique_ptr<SSL, ConnectionDeleter> connection(
      SSL_new(context.get()));
  std::string name = host;
  return connection != nullptr &&
         // What SSL_set_tlsext_host_name does, by a cast of the old style.
         SSL_ctrl(connection.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME,
                  TLSEXT_NAMETYPE_host_name, name.data()) == 1 &&
         SSL_set_fd(connection.get(), socket.get()) == 1 &&
         Handshake(connection.get(), socket.get(), end);
}

}  // namespace

bool TakesOldTls(const std::string& host, const std::string& address,
                 std::uint16_t port) {
  const addrinfo hints{.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
                       .ai_socktype = SOCK_STREAM};
  addrinfo* list = nullptr;
  if (getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints,
                  &list) != 0) {
    return false;
  }
  const std::unique_ptr<addrinfo, AddressesDeleter> places(list);
  // One after the other: a server may know the older and not the newer.
  return Takes(TLS1_VERSION, host, *places) ||
         Takes(TLS1_1_VERSION, host, *places);
}

}  // namespace autodiscover
