// SPDX-License-Identifier: Apache-2.0

#include "http/dialer.h"

#include <algorithm>
#include <optional>
#include <string>

#include "dns/record.h"
#include "dns/resolve.h"
#include "wire/socket.h"

namespace fake {
namespace {

// A name's addresses, and a literal as its own.
std::vector<std::string> AddressesOf(const World& world,
                                     const std::string& name) {
  std::vector<std::string> addresses = {name};
  for (const std::uint16_t type : {dns_type::kA, dns_type::kAaaa}) {
    const Resolution resolution =
        Resolve(world.zone, {.name = name, .type = type});
    for (const DnsRecord& record : resolution.response.answers) {
      if (record.type == type) {
        addresses.push_back(record.text);
      }
    }
  }
  return addresses;
}

// Those that the name means: the host of that name, whatever DNS tells the
// clients, before others at its addresses.
std::vector<std::string> HostsMeant(const World& world,
                                    const std::string& name) {
  const std::vector<std::string> wanted = AddressesOf(world, name);
  std::vector<std::string> meant = {name};
  for (const Host& host : world.hosts) {
    const bool at_one =
        std::ranges::any_of(host.addresses, [&](const std::string& address) {
          return std::ranges::find(wanted, address) != wanted.end();
        });
    if (at_one) {
      meant.push_back(host.name);
    }
  }
  return meant;
}

std::optional<Bound> FindListener(const World& world,
                                  const std::vector<Bound>& bound,
                                  const Upstream& upstream) {
  for (const std::string& host : HostsMeant(world, upstream.host)) {
    const auto at = std::ranges::find_if(bound, [&](const Bound& listener) {
      return listener.host == host && listener.world_port == upstream.port;
    });
    if (at != bound.end()) {
      return *at;
    }
  }
  return std::nullopt;
}

}  // namespace

UniqueFd Dial(const World& world, const std::vector<Bound>& bound,
              const Upstream& upstream, const StopSignal& stop) {
  const auto listener = FindListener(world, bound, upstream);
  return listener ? ConnectTo(listener->address, listener->port, stop.fd())
                  : UniqueFd();
}

}  // namespace fake
