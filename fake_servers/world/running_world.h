// SPDX-License-Identifier: Apache-2.0
//
// A World being served: its DNS and its listeners, started and stopped as one.

#ifndef FAKE_SERVERS_WORLD_RUNNING_WORLD_H_
#define FAKE_SERVERS_WORLD_RUNNING_WORLD_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "history/transcript.h"
#include "tls/certificate_authority.h"
#include "world/world.h"

namespace fake {

// Where a service of the world can be reached.
struct Bound {
  std::string host;  // Empty for the DNS server.
  std::uint16_t world_port = 0;
  std::string address;
  std::uint16_t port = 0;
  bool tls = false;
  bool http = false;  // Else DNS or LDAP.
};

// Where the name server with this place in the list of a Resolver listens, in
// a namespace of its own.
[[nodiscard]] inline std::string NameServerAddress(std::size_t index) {
  return "127.0.0." + std::to_string(index + 1);
}

struct ServeOptions {
  // True: every service at the address and port that the world names (inside a
  // namespace). False: at `free_address`, on ports of the kernel's choice.
  bool real_ports = true;
  std::string free_address = "127.0.0.1";
  // Of the one name server that there is outside of a namespace; else each of
  // the resolver's list has its NameServerAddress.
  std::optional<std::string> dns_address;
  std::uint16_t dns_port = 53;  // 0: of the kernel's choice.
  // Where the keys of the world's Kerberos are; empty: there is none.
  std::string keytab;
  int key_log_fd = -1;  // Where the secrets of TLS go; -1: nowhere.
  // Seconds on the client's clock in one of ours; delays shrink by it.
  double clock_rate = 1.0;
};

// Serves until destroyed. Everything listens when Start returns: a client may
// be run at once.
class RunningWorld {
 public:
  // On failure one sentence that says what could not be bound, and why. The
  // authority and the transcript must outlive what is returned: a certificate
  // is made when its host is first asked.
  [[nodiscard]] static std::variant<std::unique_ptr<RunningWorld>, std::string>
  Start(const World& world, const CertificateAuthority& authority,
        Transcript& transcript, const ServeOptions& options);

  RunningWorld() = default;
  RunningWorld(const RunningWorld&) = delete;
  RunningWorld& operator=(const RunningWorld&) = delete;
  RunningWorld(RunningWorld&&) = delete;
  RunningWorld& operator=(RunningWorld&&) = delete;
  virtual ~RunningWorld() = default;
  [[nodiscard]] virtual std::vector<Bound> bound() const = 0;
  // Stops accepting, ends every connection, joins every thread.
  virtual void Stop() = 0;
};

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_RUNNING_WORLD_H_
