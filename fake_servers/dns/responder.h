// SPDX-License-Identifier: Apache-2.0
//
// From the bytes of a query to the bytes of its answer, with a line in the
// transcript. Knows no socket.

#ifndef FAKE_SERVERS_DNS_RESPONDER_H_
#define FAKE_SERVERS_DNS_RESPONDER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dns/dns_server.h"

namespace fake {

enum class DnsTransport { kUdp, kTcp };

struct DnsReply {
  std::string bytes;
  std::chrono::microseconds delay{0};  // In real time, before it is sent.
  std::vector<std::string> more;       // Sent right behind.
};

// Used by one thread: it counts what was answered.
class Responder {
 public:
  // All four must outlive it.
  Responder(const Zone& zone, Transcript& transcript,
            const SecretFinder& secrets, const DnsOptions& options)
      : zone_(zone),
        transcript_(transcript),
        secrets_(secrets),
        options_(options),
        random_(options.seed) {}

  // Nothing: there is no answer. The query is in the transcript when this
  // returns, so whatever the client does next comes after it.
  [[nodiscard]] std::optional<DnsReply> Respond(std::string_view query,
                                                DnsTransport transport);

 private:
  [[nodiscard]] DnsReply Reply(std::string bytes, DnsTransport transport,
                               Milliseconds delay);

  const Zone& zone_;
  Transcript& transcript_;
  const SecretFinder& secrets_;
  const DnsOptions& options_;
  std::mt19937_64 random_;
  // Of the names whose answers change: name and type of the question.
  std::map<std::pair<std::string, std::uint16_t>, std::size_t> answered_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_DNS_RESPONDER_H_
