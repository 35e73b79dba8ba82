// SPDX-License-Identifier: Apache-2.0
//
// What the core asks for (Step) and what it is told (Report). Plain values, all
// of them: they can be compared, printed and written to a trace. No secret is
// in any of them: the core says that a credential may be used, the driver alone
// can read it.

#ifndef AUTODISCOVER_CORE_STEP_H_
#define AUTODISCOVER_CORE_STEP_H_

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "autodiscover/outcome.h"
#include "autodiscover/policy.h"

#include "base/ip_address.h"
#include "codec/www_authenticate.h"

namespace autodiscover::core {

// Time as the driver counts it; the core never reads a clock.
using Timestamp = std::chrono::time_point<std::chrono::steady_clock,
                                          std::chrono::milliseconds>;

// Names one Start. Never used again in the same discovery.
struct StepId {
  std::uint32_t value = 0;
  auto operator<=>(const StepId&) const = default;
};

// ---- Actions

// Look up the SRV records of `name`, absolute: no search list (SRV-01).
struct LookupSrv {
  std::string name;
  std::chrono::milliseconds limit{0};
  bool operator==(const LookupSrv&) const = default;
};

// Log in with the caller's credentials, in this way and in no other. May take
// several legs on one connection; only the last answer is reported.
struct Login {
  AuthScheme scheme = AuthScheme::kBasic;
  codec::Challenge challenge;  // That it answers, as the server gave it.
  // NTLM that answers a challenge of Negotiate.
  [[nodiscard]] bool IsInsideNegotiate() const {
    return scheme == AuthScheme::kNtlm &&
           challenge.scheme == ToString(AuthScheme::kNegotiate);
  }
  bool operator==(const Login&) const = default;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

// One HTTP exchange. The driver must not follow redirects, send cookies, answer
// a challenge, or send a credential that is not asked for here.
struct SendHttp {
  std::string method;
  std::string url;  // Normalised: A-label host, no user-info.
  Headers headers;
  std::string body;
  std::optional<Login> login;  // Not set: no credential goes out.
  // Set: ask the caller first, before anything else; no: a refusal.
  std::optional<ConsentQuestion> consent;
  // The host may be at an address of this kind or of a lower one.
  AddressKind widest_address = AddressKind::kLocal;
  std::chrono::milliseconds connect_limit{0};  // DNS, TCP and TLS.
  std::chrono::milliseconds limit{0};          // Everything.
  std::size_t body_bytes_max = 0;
  std::size_t header_bytes_max = 0;
  std::size_t headers_max = 0;
  bool operator==(const SendHttp&) const = default;
};

// One search of a directory, below `base`. The driver must follow no referral,
// and ask for the configuration's name where `base` is empty.
struct SearchDirectory {
  std::string server;  // `ldap://HOST[:PORT]` or `ldaps://…`, normalised.
  std::string base;
  std::string filter;
  std::vector<std::string> attributes;
  // Bind with the caller's user name and password, over TLS. Else anonymously.
  bool login = false;
  AddressKind widest_address = AddressKind::kLocal;
  std::chrono::milliseconds limit{0};  // Everything.
  std::size_t entries_max = 0;
  std::size_t bytes_max = 0;  // Of all values; and of one message.
  bool operator==(const SearchDirectory&) const = default;
};

using Action = std::variant<LookupSrv, SendHttp, SearchDirectory>;

// ---- Steps

// Begin `action`, and Tell its Report with `id`.
struct Start {
  StepId id;
  Action action;
  bool operator==(const Start&) const = default;
};

// Give up what was started under `id`; no Report is wanted.
struct Cancel {
  StepId id;
  bool operator==(const Cancel&) const = default;
};

// Nothing to start. Come back with a Report, or at `deadline` without one.
struct Wait {
  Timestamp deadline;
  bool operator==(const Wait&) const = default;
};

// The end. Every later Poll returns the same.
struct Finished {
  Outcome outcome;
};

using Step = std::variant<Start, Cancel, Wait, Finished>;

// ---- Reports

struct SrvRecord {
  std::uint16_t priority = 0;
  std::uint16_t weight = 0;
  std::uint16_t port = 0;
  std::string target;  // As received; "." for none.
  bool operator==(const SrvRecord&) const = default;
};

// NXDOMAIN and NODATA are answers without records: `why` tells them apart.
struct SrvAnswer {
  std::vector<SrvRecord> records;
  std::string why;  // "NXDOMAIN", "NODATA", "SERVFAIL", "timed out"; or empty.
  bool failed = false;  // No answer: SERVFAIL, refused, timed out.
  Facts facts;
};

struct DirectoryEntry {
  // Name → values.
  std::vector<std::pair<std::string, std::vector<std::string>>> attributes;
};

struct DirectoryAnswer {
  std::vector<DirectoryEntry> entries;
  std::string peer_address;
  Facts facts;
};

struct HttpAnswer {
  int status = 0;
  Headers headers;
  std::string body;  // Decoded.
  std::string peer_address;
  // Of `peer_address`, if that is where the host is: a proxy tells nothing.
  AddressKind reached = AddressKind::kPublic;
  Facts facts;
};

// Why a login by Negotiate never went out.
enum class NoTicket {
  kUnavailable,       // Another way to log in may be tried.
  kPasswordRejected,  // By the Kerberos server.
};

// No complete answer came.
struct TransportFailure {
  Stage stage = Stage::kConnect;  // kDns, kConnect, kTls or kHttp.
  bool timed_out = false;
  bool too_large = false;        // A bound of SendHttp was passed.
  bool bad_certificate = false;  // At kTls: that, and not the session.
  // Set: the driver decided against it; `reason` is then a whole sentence.
  std::optional<ErrorCode> refusal;
  std::optional<NoTicket> no_ticket;  // `reason` is then that of Negotiate.
  std::string reason;  // For people: "connection refused", "certificate
                       // has expired".
  std::string peer_address;
  Facts facts;
};

using Report =
    std::variant<SrvAnswer, HttpAnswer, DirectoryAnswer, TransportFailure>;

// Another question to this host would fare no better.
bool IsUnreachable(const TransportFailure& failure);
// A report that should have been of an HTTP exchange and has no answer. One of
// the wrong kind is the driver's fault; the run outlives it.
TransportFailure AsFailure(const Report& report);

// One line, the same in tests and traces: `#3 POST https://… basic`.
std::string ToString(const Step& step);
std::string ToString(const Action& action);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_STEP_H_
