// SPDX-License-Identifier: Apache-2.0

#include "history/fired_faults.h"

#include <variant>

namespace fake {
namespace {

struct Lister {
  std::vector<std::string> list;

  void Add(const Place& place, const std::string& what,
           const std::string& fault) {
    if (!fault.empty()) {
      list.push_back(FaultAt(place.host, place.port, what + ' ' + fault));
    }
  }

  void operator()(const DnsEvent& event) {
    for (const std::string& fault : event.faults) {
      list.push_back(DnsFaultOf(fault));
    }
  }
  void operator()(const ConnectEvent& event) {
    Add(event.place, "tcp", event.fault);
  }
  void operator()(const TlsEvent& event) {
    for (const std::string& fault : event.faults) {
      Add(event.place, "tls", fault);
    }
  }
  void operator()(const ReplyEvent& event) {
    Add(event.place, "fault", event.fault);
  }
  void operator()(const LdapEvent& event) {
    if (!event.fault.empty()) {
      list.push_back(LdapFaultAt(event.place.host, event.fault));
    }
  }
  void operator()(const CloseEvent& event) {
    Add(event.place, "tcp", event.fault);
  }
  // What clients do is no fault of the world.
  void operator()(const RequestEvent& /*event*/) {}
  void operator()(const SecretEvent& /*event*/) {}
};

}  // namespace

std::string FaultAt(const std::string& host, std::uint16_t port,
                    const std::string& what) {
  return host + ':' + std::to_string(port) + ' ' + what;
}

std::string LdapFaultAt(const std::string& host, const std::string& fault) {
  return host + " ldap fault " + fault;
}

std::string DnsFaultOf(const std::string& what) { return "dns " + what; }

std::vector<std::string> FiredFaults(const Event& event) {
  Lister lister;
  std::visit([&lister](const auto& known) { lister(known); }, event);
  return lister.list;
}

}  // namespace fake
