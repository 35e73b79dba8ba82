// SPDX-License-Identifier: Apache-2.0

#include "world/scenario_reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "world/answer_reader.h"
#include "world/auth_reader.h"
#include "world/dns_reader.h"
#include "world/fault_reader.h"
#include "world/fields.h"
#include "world/form_reader.h"
#include "world/host_reader.h"
#include "world/ldap_reader.h"
#include "world/names.h"
#include "world/resolver_reader.h"
#include "world/scalars.h"
#include "world/script_reader.h"
#include "world/service_reader.h"
#include "world/tcp_reader.h"
#include "world/tls_reader.h"

namespace fake {
namespace {

constexpr std::size_t kTokenMin = 16;
constexpr const char* kTokenRule =
    "must be a bearer token: at least 16 of the characters A-Z a-z 0-9 "
    "- . _ ~ + / =";
constexpr long kLockoutMax = 1000;
constexpr const char* kDefaultPassword = "correct horse battery";

struct Draft {
  World world;
  std::vector<HostDraft> hosts;
};

// RFC 6750: it travels in a header as it is.
bool IsBearerToken(const std::string& text) {
  return text.size() >= kTokenMin && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= '0' && c <= '9') ||
                  std::string_view("-._~+/=").find(c) != std::string::npos;
         });
}

std::optional<std::string> ReadToken(const Cursor& at) {
  std::optional<std::string> token = ReadText(at);
  if (token && !IsBearerToken(*token)) {
    at.Complain(kTokenRule);
    return std::nullopt;
  }
  return token;
}

void ReadMailbox(const Cursor& at, Mailbox& mailbox);

const FieldTable<Mailbox>& MailboxFields() {
  static const FieldTable<Mailbox> table = {
      {"address", [](const Cursor& at,
                     Mailbox& out) { Store(ReadText(at), out.address); }},
      {"username", [](const Cursor& at,
                      Mailbox& out) { Store(ReadFullText(at), out.username); }},
      {"password", [](const Cursor& at,
                      Mailbox& out) { Store(ReadPassword(at), out.password); }},
      {"token",
       [](const Cursor& at, Mailbox& out) { Store(ReadToken(at), out.token); }},
  };
  return table;
}

void ReadMailbox(const Cursor& at, Mailbox& mailbox) {
  mailbox.password = kDefaultPassword;
  const SeenFields seen =
      ReadFields(at, "a map with `address`", MailboxFields(), mailbox);
  if (at.is_map() && !seen.contains("address")) {
    at.Complain("`address` is missing: the mailbox that a client looks for");
  }
  if (mailbox.username.empty()) {
    mailbox.username = mailbox.address;
  }
}

void ReadTokens(const Cursor& at, World& world) {
  at.ForEachEntry("a map from bearer tokens to audiences",
                  [&world](const std::string& token, const Cursor& value) {
                    if (!IsBearerToken(token)) {
                      value.ComplainOfKey(kTokenRule);
                    } else if (auto audience = ReadText(value)) {
                      world.tokens[token] = *std::move(audience);
                    }
                  });
}

const FieldTable<Draft>& WorldFields() {
  static const FieldTable<Draft> table = {
      {"dns",
       [](const Cursor& at, Draft& out) { ReadDns(at, out.world.zone); }},
      {"resolver", [](const Cursor& at,
                      Draft& out) { ReadResolver(at, out.world.resolver); }},
      {"hosts",
       [](const Cursor& at, Draft& out) { out.hosts = ReadHosts(at); }},
      {"accounts", [](const Cursor& at,
                      Draft& out) { ReadAccounts(at, out.world.accounts); }},
      {"tokens",
       [](const Cursor& at, Draft& out) { ReadTokens(at, out.world); }},
      {"kerberos", [](const Cursor& at,
                      Draft& out) { out.world.kerberos = ReadKerberos(at); }},
      {"lockout_after",
       [](const Cursor& at, Draft& out) {
         if (const auto tries = ReadNumber(at, 1, kLockoutMax)) {
           out.world.lockout_after = static_cast<int>(*tries);
         }
       }},
      {"rtt", [](const Cursor& at,
                 Draft& out) { Store(ReadDuration(at), out.world.rtt); }},
      {"bandwidth",
       [](const Cursor& at, Draft& out) {
         Store(ReadBandwidth(at), out.world.bytes_per_second);
       }},
      {"loss",
       [](const Cursor& at, Draft& out) {
         constexpr double kPercent = 100;
         if (const auto percent = ReadNumber(at, 0, 100)) {
           out.world.loss = static_cast<double>(*percent) / kPercent;
         }
       }},
      {"jitter", [](const Cursor& at,
                    Draft& out) { Store(ReadDuration(at), out.world.jitter); }},
      {"seed",
       [](const Cursor& at, Draft& out) {
         if (const auto seed = ReadNumber(at, 0, long{kSeedMax})) {
           out.world.seed = static_cast<std::uint64_t>(*seed);
         }
       }},
  };
  return table;
}

const FieldTable<Draft>& ScenarioFields() {
  static const FieldTable<Draft> table = {
      {"title", nullptr},
      {"about", nullptr},
      {"requirements", nullptr},
      {"level", nullptr},
      {"needs", nullptr},
      {"mailbox", [](const Cursor& at,
                     Draft& out) { ReadMailbox(at, out.world.mailbox); }},
      {"client", nullptr},
      {"clock", nullptr},
      {"world",
       [](const Cursor& at, Draft& out) {
         ReadFields(at, "a map with `dns`, `hosts` …", WorldFields(), out);
       }},
      {"expect", nullptr},
  };
  return table;
}

// A host's name leads to its addresses. What `dns` says of the same name goes
// first: its records replace those of their kind, its faults and delays stay.
void AddAddresses(const DnsName& own, DnsName& entry) {
  for (DnsName& step : entry.then) {
    AddAddresses(own, step);
  }
  if (!entry.cname.empty()) {
    return;
  }
  if (entry.a.empty()) {
    entry.a = own.a;
  }
  if (entry.aaaa.empty()) {
    entry.aaaa = own.aaaa;
  }
}

void AddToZone(const Host& host, Zone& zone) {
  DnsName own;
  for (const std::string& text : host.addresses) {
    const auto address = ParseAddress(text);
    const bool six = address && address->family == Family::kIpv6;
    (six ? own.aaaa : own.a).push_back(text);
  }
  AddAddresses(own, zone[host.name]);
}

// Takes the hosts into the world, and the account that goes without saying.
void Complete(Draft& draft) {
  World& world = draft.world;
  if (world.accounts.empty() && !world.mailbox.username.empty()) {
    world.accounts[world.mailbox.username] = world.mailbox.password;
  }
  if (world.tokens.empty() && !world.mailbox.token.empty()) {
    world.tokens[world.mailbox.token] = "";
  }
  for (HostDraft& host : draft.hosts) {
    AddToZone(host.host, world.zone);
    for (const Cursor& demand : host.demands) {
      if (world.accounts.empty()) {
        demand.Complain(
            "demands a login, and there is none: give a `mailbox` "
            "or `world.accounts`");
      }
    }
    world.hosts.push_back(std::move(host.host));
  }
}

}  // namespace

World ReadScenario(const Cursor& at, const std::string& file) {
  Draft draft;
  draft.world.file = file;
  const SeenFields seen =
      ReadFields(at, "a map with `world`", ScenarioFields(), draft);
  if (at.is_map() && !seen.contains("world")) {
    at.Complain("`world` is missing: the internet of the scenario");
  }
  Complete(draft);
  return std::move(draft.world);
}

std::map<std::string, std::vector<std::string>> FormatFields() {
  return {
      {"after", NamesOf(AfterFields())},
      {"answer", NamesOf(AnswerFields())},
      {"alternative_mailbox", NamesOf(LinkedMailboxFields())},
      {"auth", NamesOf(AuthFields())},
      {"bearer", NamesOf(BearerFields())},
      {"digest", NamesOf(DigestFields())},
      {"dns", NamesOf(DnsFields())},
      {"fault", NamesOf(FaultFields())},
      {"host", NamesOf(HostFields())},
      {"kerberos", NamesOf(KerberosFields())},
      {"ldap", NamesOf(LdapFields())},
      {"ldap_point", NamesOf(PointFields())},
      {"mailbox", NamesOf(MailboxFields())},
      {"match", NamesOf(MatchFields())},
      {"ntlm", NamesOf(NtlmFields())},
      {"padding", NamesOf(PaddingFields())},
      {"resolver", NamesOf(ResolverFields())},
      {"route", NamesOf(RouteFields())},
      {"scenario", NamesOf(ScenarioFields())},
      {"service", NamesOf(ServiceFields())},
      {"tcp", NamesOf(TcpFields())},
      {"tls", NamesOf(TlsFields())},
      {"wait_for", NamesOf(WaitForFields())},
      {"waited_request", NamesOf(WaitedRequestFields())},
      {"world", NamesOf(WorldFields())},
  };
}

}  // namespace fake
