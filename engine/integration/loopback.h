// SPDX-License-Identifier: Apache-2.0
//
// Servers on loopback that say exactly what a test wants, and keep what they
// heard.

#ifndef AUTODISCOVER_INTEGRATION_LOOPBACK_H_
#define AUTODISCOVER_INTEGRATION_LOOPBACK_H_

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace autodiscover::integration {

// Owns a descriptor.
class Socket {
 public:
  explicit Socket(int descriptor = -1) : descriptor_(descriptor) {}
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

// A socket bound to 127.0.0.1; port 0 lets the system choose. `type` is
// SOCK_STREAM (then it listens) or SOCK_DGRAM. A descriptor of -1: not
// possible.
Socket BindLoopback(int type, std::uint16_t port = 0);
std::uint16_t PortOf(const Socket& socket);

// What an HTTP server does with the request it has read.
struct Reply {
  enum class End {
    kKeep,    // Wait for the next request on this connection.
    kClose,   // FIN after the text.
    kReset,   // RST after the text.
    kSilent,  // Keep the connection, and say nothing until the test is over.
  };
  std::string text;
  End end = End::kKeep;
};

// Serves one connection after the other until destroyed.
class LoopbackHttp {
 public:
  using Handler = std::function<Reply(const std::string& request)>;
  explicit LoopbackHttp(Handler handler);
  ~LoopbackHttp();
  LoopbackHttp(const LoopbackHttp&) = delete;
  LoopbackHttp& operator=(const LoopbackHttp&) = delete;
  LoopbackHttp(LoopbackHttp&&) = delete;
  LoopbackHttp& operator=(LoopbackHttp&&) = delete;

  [[nodiscard]] std::string Url(const std::string& path = "/") const;
  [[nodiscard]] std::vector<std::string> requests() const;
  [[nodiscard]] int connections() const;

 private:
  void Serve();
  void ServeConnection(const Socket& connection);

  Handler handler_;
  Socket listener_;
  Socket stop_;  // Readable when the test is over.
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  int connections_ = 0;
  std::jthread thread_;
};

// Says one text, to the first that it hears on its one connection, and listens
// on.
class LoopbackTcp {
 public:
  explicit LoopbackTcp(std::string text);
  ~LoopbackTcp();
  LoopbackTcp(const LoopbackTcp&) = delete;
  LoopbackTcp& operator=(const LoopbackTcp&) = delete;
  LoopbackTcp(LoopbackTcp&&) = delete;
  LoopbackTcp& operator=(LoopbackTcp&&) = delete;

  [[nodiscard]] std::uint16_t port() const { return PortOf(listener_); }
  // Waits for the end of the connection. REQUIRES: there was one.
  [[nodiscard]] std::string heard();

 private:
  void Serve();

  std::string text_;
  std::string heard_;
  Socket listener_;
  Socket stop_;
  std::jthread thread_;
};

// Answers DNS queries over UDP and, at the same port, TCP.
class LoopbackDns {
 public:
  // Gives the whole answer to a query; an empty one is never sent.
  using Handler =
      std::function<std::string(const std::string& query, bool over_tcp)>;
  explicit LoopbackDns(Handler handler);
  ~LoopbackDns();
  LoopbackDns(const LoopbackDns&) = delete;
  LoopbackDns& operator=(const LoopbackDns&) = delete;
  LoopbackDns(LoopbackDns&&) = delete;
  LoopbackDns& operator=(LoopbackDns&&) = delete;

  [[nodiscard]] std::string Address() const;  // "127.0.0.1:PORT".

 private:
  void Serve();
  void AnswerUdp();
  void AnswerTcp();

  Handler handler_;
  Socket udp_;
  Socket tcp_;
  Socket stop_;
  std::jthread thread_;
};

}  // namespace autodiscover::integration

#endif  // AUTODISCOVER_INTEGRATION_LOOPBACK_H_
