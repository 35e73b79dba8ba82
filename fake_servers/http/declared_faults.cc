// SPDX-License-Identifier: Apache-2.0

#include "http/declared_faults.h"

#include <set>

#include "history/fired_faults.h"
#include "wire/reply_fault.h"
#include "world/dns_reader.h"
#include "world/tcp_reader.h"
#include "world/tls_reader.h"

namespace fake {
namespace {

using Faults = std::set<std::string>;

void AddDns(const std::string& name, const DnsName& entry, Faults& out) {
  const auto add = [&](const std::string& what) {
    out.insert(DnsFaultOf(name + ' ' + what));
  };
  if (entry.fault != DnsFault::kNone) {
    add("answer " + DnsWord(entry.fault));
  }
  if (entry.edns != DnsEdns::kSpoken) {
    add("edns " + DnsWord(entry.edns));
  }
  if (entry.message != DnsMessage::kRight) {
    add("message " + DnsWord(entry.message));
  }
  if (entry.truncate) {
    add("truncate");
  }
  for (const DnsName& step : entry.then) {
    add("then");
    AddDns(name, step, out);
  }
}

void AddResolver(const Resolver& resolver, Faults& out) {
  for (const NameServer server : resolver.servers) {
    if (server == NameServer::kDead) {
      out.insert(DnsFaultOf("resolver servers dead"));
    }
  }
  if (resolver.tcp == DnsTcp::kSilent) {
    out.insert(DnsFaultOf("resolver tcp silent"));
  }
}

std::vector<std::string> TcpFaults(const Service& service) {
  std::vector<std::string> faults;
  if (service.tcp != TcpBehaviour::kAccept &&
      service.tcp != TcpBehaviour::kRefused &&
      service.tcp != TcpBehaviour::kBlackHole) {
    faults.push_back(TcpWord(service.tcp));
  }
  if (service.drip > Milliseconds(0)) {
    faults.emplace_back("drip");
  }
  if (service.reset_after_received) {
    faults.emplace_back("reset_after");
  }
  return faults;
}

void AddAnswers(const std::string& host, const Service& service,
                const std::vector<Answer>& answers, Faults& out) {
  for (const Answer& answer : answers) {
    const std::string name = FaultName(answer.fault);
    if (!name.empty()) {
      out.insert(FaultAt(host, service.port, "fault " + name));
    }
  }
}

void AddService(const std::string& host, const Service& service, Faults& out) {
  // A client of a directory chooses one of its ports: faults below the search
  // cannot all happen.
  if (service.ldap) {
    const std::string name = FaultName(service.ldap->fault);
    if (!name.empty()) {
      out.insert(LdapFaultAt(host, name));
    }
    return;
  }
  for (const std::string& fault : TcpFaults(service)) {
    out.insert(FaultAt(host, service.port, "tcp " + fault));
  }
  if (service.tls) {
    for (const std::string& fault : TlsFaults(*service.tls)) {
      out.insert(FaultAt(host, service.port, "tls " + fault));
    }
    if (service.tls->handshake) {
      out.insert(FaultAt(host, service.port,
                         "tls " + TlsFault(*service.tls->handshake)));
    }
  }
  AddAnswers(host, service, service.script, out);
  for (const Route& route : service.routes) {
    AddAnswers(host, service, route.script, out);
  }
}

}  // namespace

std::vector<std::string> DeclaredFaults(const World& world) {
  Faults faults;
  for (const auto& [name, entry] : world.zone) {
    AddDns(name, entry, faults);
  }
  AddResolver(world.resolver, faults);
  for (const Host& host : world.hosts) {
    for (const Service& service : host.services) {
      AddService(host.name, service, faults);
    }
  }
  return {faults.begin(), faults.end()};
}

}  // namespace fake
