// SPDX-License-Identifier: Apache-2.0

#include "world/ldap_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "world/fault_reader.h"
#include "world/scalars.h"
#include "world/tcp_reader.h"
#include "world/tls_reader.h"

namespace fake {
namespace {

// The keywords that tell a service's URL from a pointer to another directory.
constexpr const char* kUrlGuid = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";
constexpr const char* kPointerGuid = "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68";

constexpr std::uint16_t kLdapPort = 389;
constexpr std::array<std::uint16_t, 2> kTlsPorts = {636, 3269};

bool IsTlsPort(std::uint16_t port) {
  return std::ranges::find(kTlsPorts, port) != kTlsPorts.end();
}

void ReadPoint(const Cursor& at, LdapDraft& out) {
  PointDraft point;
  const SeenFields seen =
      ReadFields(at, "a map with `url` or `pointer`", PointFields(), point);
  if (!at.is_map()) {
    return;
  }
  if (seen.contains("url") == seen.contains("pointer")) {
    at.Complain("must have either `url` or `pointer`");
    return;
  }
  const bool pointer = seen.contains("pointer");
  ConnectionPoint made = {.binding = pointer ? point.pointer : point.url};
  made.words = point.keywords;
  if (made.words.empty()) {
    made.words.emplace_back(pointer ? kPointerGuid : kUrlGuid);
    for (const std::string& site : point.sites) {
      made.words.push_back("Site=" + site);
    }
    if (!point.domain.empty()) {
      made.words.push_back("Domain=" + point.domain);
    }
  } else if (seen.contains("sites") || seen.contains("domain")) {
    seen.at("keywords")
        .ComplainOfKey(
            "stand for all keywords: leave out `sites` and `domain`");
  }
  out.directory.points.push_back(std::move(made));
}

void ReadAccess(const Cursor& at, LdapDraft& out) {
  static const Words<LdapAccess> known = {
      {"anyone", LdapAccess::kAnyone},
      {"account", LdapAccess::kAccount},
      {"nobody", LdapAccess::kNobody},
  };
  Store(ReadWord(at, known), out.directory.access);
}

void ReadResult(const Cursor& at, LdapDraft& out) {
  // By the names and numbers of RFC 4511, 4.1.9.
  static const Words<int> known = {
      {"operations-error", 1},
      {"time-limit-exceeded", 3},
      {"size-limit-exceeded", 4},
      {"no-such-object", 32},
      {"insufficient-access-rights", 50},
      {"busy", 51},
      {"unavailable", 52},
      {"unwilling-to-perform", 53},
  };
  Store(ReadWord(at, known), out.directory.result);
}

void ReadLdapPorts(const Cursor& at, LdapDraft& out) {
  at.ForEachItem("a list of ports", [&out](const Cursor& item) {
    constexpr long kPortMax = 65535;
    if (const auto port = ReadNumber(item, 1, kPortMax)) {
      out.ports.push_back(static_cast<std::uint16_t>(*port));
    }
  });
}

// `CN=Configuration,DC=corp,DC=test` for dc.corp.test.
std::string NamingContextOf(const std::string& host) {
  std::string context = "CN=Configuration";
  for (std::size_t dot = host.find('.'); dot != std::string::npos;) {
    const std::size_t next = host.find('.', dot + 1);
    context += ",DC=" + host.substr(dot + 1, next - dot - 1);
    dot = next;
  }
  return context;
}

}  // namespace

const FieldTable<PointDraft>& PointFields() {
  static const FieldTable<PointDraft> table = {
      {"url",
       [](const Cursor& at, PointDraft& out) { Store(ReadText(at), out.url); }},
      {"pointer", [](const Cursor& at,
                     PointDraft& out) { Store(ReadText(at), out.pointer); }},
      {"domain", [](const Cursor& at,
                    PointDraft& out) { Store(ReadFullText(at), out.domain); }},
      {"sites",
       [](const Cursor& at, PointDraft& out) { out.sites = ReadTexts(at); }},
      {"keywords",
       [](const Cursor& at, PointDraft& out) { out.keywords = ReadTexts(at); }},
  };
  return table;
}

const FieldTable<LdapDraft>& LdapFields() {
  static const FieldTable<LdapDraft> table = {
      {"ports", ReadLdapPorts},
      {"tls", [](const Cursor& at, LdapDraft& out) { out.tls = ReadTls(at); }},
      {"tcp",
       [](const Cursor& at, LdapDraft& out) { ReadTcp(at, out.service); }},
      {"naming_context",
       [](const Cursor& at, LdapDraft& out) {
         Store(ReadText(at), out.directory.naming_context);
       }},
      {"points",
       [](const Cursor& at, LdapDraft& out) {
         at.ForEachItem("a list of points",
                        [&out](const Cursor& item) { ReadPoint(item, out); });
       }},
      {"access", ReadAccess},
      {"result", ReadResult},
      {"referral",
       [](const Cursor& at, LdapDraft& out) {
         out.directory.referral = ReadTexts(at);
       }},
      {"references",
       [](const Cursor& at, LdapDraft& out) {
         out.directory.references = ReadTexts(at);
       }},
      {"delay",
       [](const Cursor& at, LdapDraft& out) {
         Store(ReadDuration(at), out.directory.delay);
       }},
      {"fault", [](const Cursor& at,
                   LdapDraft& out) { out.directory.fault = ReadFault(at); }},
  };
  return table;
}

std::vector<Service> ReadLdap(const Cursor& at, const std::string& name) {
  LdapDraft draft;
  draft.directory.naming_context = NamingContextOf(name);
  const SeenFields seen = ReadFields(
      at, "a map ({} for a directory without objects)", LdapFields(), draft);
  if (!seen.contains("ports")) {
    draft.ports = {kLdapPort, kTlsPorts.front()};
  }
  std::vector<Service> services;
  for (const std::uint16_t port : draft.ports) {
    Service service = draft.service;
    service.port = port;
    service.ldap = draft.directory;
    if (!IsTlsPort(port)) {
      service.ldap->start_tls = draft.tls;
    } else if (draft.tls) {
      service.tls = draft.tls;
    } else {
      continue;
    }
    services.push_back(std::move(service));
  }
  return services;
}

}  // namespace fake
