// SPDX-License-Identifier: Apache-2.0

#include "world/host_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include "world/ldap_reader.h"
#include "world/scalars.h"
#include "world/service_reader.h"

namespace fake {
namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;
constexpr int kFirstHost = 10;
constexpr int kLastHost = 254;

// Hands out addresses of the ranges kept for documentation (RFC 5737, 3849), so
// that nothing a world does can reach a real machine.
class AddressPool {
 public:
  explicit AddressPool(std::set<std::string> taken)
      : taken_(std::move(taken)) {}

  // Empty when there are no more.
  std::string Next(Family family) {
    std::string address;
    do {
      address = family == Family::kIpv4 ? Ipv4(used_v4_++) : Ipv6(used_v6_++);
    } while (taken_.contains(address));
    return address;
  }

 private:
  static std::string Ipv4(int index) {
    static constexpr std::array<const char*, 3> kNetworks = {
        "192.0.2.", "198.51.100.", "203.0.113."};
    constexpr int kPerNetwork = kLastHost - kFirstHost + 1;
    const auto network = static_cast<std::size_t>(index / kPerNetwork);
    return network < kNetworks.size()
               ? kNetworks.at(network) +
                     std::to_string(kFirstHost + (index % kPerNetwork))
               : "";
  }

  static std::string Ipv6(int index) {
    std::ostringstream out;
    out << "2001:db8::" << std::hex << 0x10 + index;
    return out.str();
  }

  std::set<std::string> taken_;
  int used_v4_ = 0;
  int used_v6_ = 0;
};

void ReadAddress(const Cursor& at, HostDraft& out) {
  const std::string& text = at.text();
  const auto literal =
      at.is_scalar() ? ParseAddress(text) : std::optional<Address>();
  if (literal && IsUnicast(*literal)) {
    out.host.addresses.push_back(literal->text);
  } else if (text == "ipv4") {
    out.families.push_back(Family::kIpv4);
  } else if (text == "ipv6") {
    out.families.push_back(Family::kIpv6);
  } else {
    at.Complain("must be ipv4, ipv6 or the literal address of one machine");
  }
}

void TakeService(const Cursor& at, Service service, HostDraft& out) {
  const bool taken = std::ranges::any_of(
      out.host.services,
      [&service](const Service& other) { return other.port == service.port; });
  if (taken) {
    at.ComplainOfKey("port " + std::to_string(service.port) +
                     " already has a service on this host");
    return;
  }
  out.host.services.push_back(std::move(service));
}

void AddService(const Cursor& at, std::uint16_t port,
                const std::optional<Tls>& by_default, HostDraft& out) {
  TakeService(at, ReadService(at, port, by_default, out.demands), out);
}

// A directory that only accounts may ask demands a login as well.
void AddDirectory(const Cursor& at, HostDraft& out) {
  for (Service& service : ReadLdap(at, out.host.name)) {
    if (service.ldap->access == LdapAccess::kAccount) {
      out.demands.push_back(at);
    }
    TakeService(at, std::move(service), out);
  }
}

void ReadPorts(const Cursor& at, HostDraft& out) {
  at.ForEachEntry(
      "a map of ports", [&out](const std::string& text, const Cursor& value) {
        std::uint16_t port = 0;
        const char* end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, port);
        if (parsed.ec != std::errc() || parsed.ptr != end || port == 0 ||
            text.front() == '0') {
          value.ComplainOfKey("not a port: a number from 1 to 65535");
          return;
        }
        AddService(value, port, Tls{}, out);
      });
}

std::optional<HostDraft> ReadHost(const std::string& name, const Cursor& at) {
  if (ParseAddress(name)) {
    at.ComplainOfKey(
        "a host has a name here; give its literal address under "
        "`addresses`");
    return std::nullopt;
  }
  if (const auto problem = NameProblem(name, NameKind::kHost)) {
    at.ComplainOfKey("not a host name: " + *problem);
    return std::nullopt;
  }
  HostDraft draft;
  draft.host.name = CanonicalName(name);
  const SeenFields seen =
      ReadFields(at, "a map ({} for a host on which nothing listens)",
                 HostFields(), draft);
  if (!seen.contains("addresses")) {
    draft.families = {Family::kIpv4};
  }
  std::ranges::sort(
      draft.host.services,
      [](const Service& a, const Service& b) { return a.port < b.port; });
  return draft;
}

// Complains of literal addresses that two hosts want. Returns all of them.
std::set<std::string> LiteralAddresses(
    const std::vector<std::pair<HostDraft, Cursor>>& hosts) {
  std::map<std::string, std::string> owners;
  std::set<std::string> taken;
  for (const auto& [draft, place] : hosts) {
    for (const std::string& address : draft.host.addresses) {
      const auto [owner, is_new] = owners.emplace(address, draft.host.name);
      if (!is_new) {
        place.ComplainOfKey("the address " + address + " is already that of " +
                            owner->second);
      }
      taken.insert(address);
    }
  }
  return taken;
}

}  // namespace

const FieldTable<HostDraft>& HostFields() {
  static const FieldTable<HostDraft> table = {
      {"addresses",
       [](const Cursor& at, HostDraft& out) {
         at.ForEachItem("a list of addresses",
                        [&out](const Cursor& item) { ReadAddress(item, out); });
       }},
      {"http",
       [](const Cursor& at, HostDraft& out) {
         AddService(at, kHttpPort, std::nullopt, out);
       }},
      {"https", [](const Cursor& at,
                   HostDraft& out) { AddService(at, kHttpsPort, Tls{}, out); }},
      {"ldap", AddDirectory},
      {"ports", ReadPorts},
      {"rtt", [](const Cursor& at,
                 HostDraft& out) { out.host.rtt = ReadDuration(at); }},
      {"bandwidth",
       [](const Cursor& at, HostDraft& out) {
         out.host.bytes_per_second = ReadBandwidth(at);
       }},
  };
  return table;
}

std::vector<HostDraft> ReadHosts(const Cursor& at) {
  std::vector<std::pair<HostDraft, Cursor>> hosts;
  std::set<std::string> names;
  at.ForEachEntry("a map of hosts", [&](const std::string& name,
                                        const Cursor& value) {
    std::optional<HostDraft> host = ReadHost(name, value);
    if (host && !names.insert(host->host.name).second) {
      value.ComplainOfKey("the same host is given twice, in another spelling");
    } else if (host) {
      hosts.emplace_back(*std::move(host), value);
    }
  });
  AddressPool pool(LiteralAddresses(hosts));
  std::vector<HostDraft> complete;
  for (auto& [draft, place] : hosts) {
    for (const Family family : draft.families) {
      draft.host.addresses.push_back(pool.Next(family));
      if (draft.host.addresses.back().empty()) {
        place.ComplainOfKey("too many hosts: no address is left for it");
      }
    }
    complete.push_back(std::move(draft));
  }
  return complete;
}

}  // namespace fake
