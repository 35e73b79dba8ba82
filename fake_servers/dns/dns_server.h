// SPDX-License-Identifier: Apache-2.0
//
// Serves a Zone over UDP and TCP.

#ifndef FAKE_SERVERS_DNS_DNS_SERVER_H_
#define FAKE_SERVERS_DNS_DNS_SERVER_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "history/secret_finder.h"
#include "history/transcript.h"
#include "world/world.h"

namespace fake {

struct DnsOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 53;  // 0: of the kernel's choice, the same for UDP, TCP.
  double clock_rate = 1.0;  // Delays are divided by it.
  // Added to each answer, twice over TCP, divided by clock_rate.
  std::chrono::milliseconds rtt{0};
  // At most so much more for each answer, and how many of those over UDP are
  // lost, 0 to 1. Both follow from the seed.
  std::chrono::milliseconds jitter{0};
  double loss = 0;
  std::uint64_t seed = 0;
  bool dead = false;  // Takes queries and never answers.
  DnsTcp tcp = DnsTcp::kAccept;
};

// Answers until destroyed. Owns its threads. `zone`, `transcript` and `secrets`
// must outlive it.
class DnsServer {
 public:
  // On failure one sentence that says what could not be bound, and why.
  [[nodiscard]] static std::variant<std::unique_ptr<DnsServer>, std::string>
  Start(const Zone& zone, Transcript& transcript, const SecretFinder& secrets,
        const DnsOptions& options);
  DnsServer() = default;
  virtual ~DnsServer() = default;
  DnsServer(const DnsServer&) = delete;
  DnsServer& operator=(const DnsServer&) = delete;
  DnsServer(DnsServer&&) = delete;
  DnsServer& operator=(DnsServer&&) = delete;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  virtual void Stop() = 0;
};

}  // namespace fake

#endif  // FAKE_SERVERS_DNS_DNS_SERVER_H_
