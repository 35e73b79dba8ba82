// SPDX-License-Identifier: Apache-2.0

#include "main/relocation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <netdb.h>
#include <sys/socket.h>

#include "wire/unique_fd.h"
#include "world/names.h"
#include "world/world.h"

namespace fake {
namespace {

constexpr std::size_t kPerByte = 254;

using Moves = std::map<std::string, std::string>;  // From, to.

// The hosts and ports that one address has been given.
struct Tenants {
  std::string address;
  std::map<std::uint16_t, std::string> ports;  // And whose each is.
};

// The host that has one of the ports already; empty: none has.
std::string OwnerOfAPort(const Tenants& tenants, const Host& host) {
  for (const Service& service : host.services) {
    const auto found = tenants.ports.find(service.port);
    if (found != tenants.ports.end()) {
      return found->second;
    }
  }
  return "";
}

void MoveIn(const Host& host, Tenants& tenants) {
  for (const Service& service : host.services) {
    tenants.ports.emplace(service.port, host.name);
  }
}

void MoveRecords(const Moves& moves, DnsName& name) {
  std::vector<std::string> before = std::move(name.a);
  before.insert(before.end(), name.aaaa.begin(), name.aaaa.end());
  name.a.clear();
  name.aaaa.clear();
  std::set<std::string> known;
  for (const std::string& address : before) {
    const auto move = moves.find(address);
    const std::string& now = move == moves.end() ? address : move->second;
    if (!known.insert(now).second) {
      continue;
    }
    const auto parsed = ParseAddress(now);
    const bool four = parsed && parsed->family == Family::kIpv4;
    (four ? name.a : name.aaaa).push_back(now);
  }
  for (DnsName& later : name.then) {
    MoveRecords(moves, later);
  }
}

// Asks the kernel, which knows all of loopback too.
bool IsOfThisMachine(const std::string& address) {
  const addrinfo how = {.ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_DGRAM};
  addrinfo* found = nullptr;
  if (getaddrinfo(address.c_str(), nullptr, &how, &found) != 0) {
    return false;
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(found,
                                                             freeaddrinfo);
  const UniqueFd fd(socket(found->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  return fd.valid() && bind(fd.get(), found->ai_addr, found->ai_addrlen) == 0;
}

}  // namespace

std::vector<std::string> LoopbackAddressesFor(const World& world) {
  std::vector<std::string> addresses;
  for (std::size_t i = 0; i < std::max<std::size_t>(world.hosts.size(), 1);
       ++i) {
    addresses.push_back("127.0." + std::to_string(i / kPerByte) + "." +
                        std::to_string(i % kPerByte + 1));
  }
  return addresses;
}

std::optional<std::string> Relocate(const std::vector<std::string>& addresses,
                                    World& world) {
  std::vector<Tenants> places;
  places.reserve(addresses.size());
  for (const std::string& address : addresses) {
    places.push_back({.address = address});
  }
  Moves moves;
  for (std::size_t i = 0; i < world.hosts.size(); ++i) {
    Host& host = world.hosts[i];
    const auto free =
        i < places.size()
            ? places.begin() + static_cast<std::ptrdiff_t>(i)
            : std::ranges::find_if(places, [&host](const Tenants& place) {
                return OwnerOfAPort(place, host).empty();
              });
    if (free == places.end()) {
      return host.name + " and " + OwnerOfAPort(places.front(), host) +
             " listen at the same port: give another --address; " +
             std::to_string(world.hosts.size()) + " are always enough";
    }
    MoveIn(host, *free);
    for (const std::string& address : host.addresses) {
      moves.emplace(address, free->address);
    }
    host.addresses = {free->address};
  }
  for (auto& [name, records] : world.zone) {
    MoveRecords(moves, records);
  }
  return std::nullopt;
}

std::optional<std::string> ProblemWithAddress(const std::string& address) {
  const std::optional<Address> parsed = ParseAddress(address);
  if (!parsed || !IsUnicast(*parsed)) {
    return "--address " + address + ": must be one address of this machine";
  }
  if (IsOfThisMachine(parsed->text)) {
    return std::nullopt;
  }
  return "--address " + address +
         ": this machine does not have it; as root: ip address add " + address +
         " dev INTERFACE";
}

}  // namespace fake
