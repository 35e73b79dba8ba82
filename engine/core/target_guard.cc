// SPDX-License-Identifier: Apache-2.0

#include "core/target_guard.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/host_name.h"
#include "base/strings.h"

namespace autodiscover::core {
namespace {

constexpr std::uint16_t kHttpsPort = 443;

// Ports where other text protocols listen, so that a POST could be taken for
// one of theirs. The mail, file and terminal part of the list in the Fetch
// standard, 2.9.
bool IsForeignPort(std::uint16_t port) {
  constexpr std::array<std::uint16_t, 30> kPorts = {
      7,   9,   13,  19,  20,  21,  22,  23,  25,  37,
      53,  69,  79,  110, 111, 119, 123, 135, 137, 139,
      143, 161, 179, 389, 465, 587, 636, 993, 995, 3306};
  return std::ranges::find(kPorts, port) != kPorts.end();
}

Ending Refuse(std::string reason, std::string advice, Cause cause) {
  return {.stage = Stage::kPolicy,
          .reason = std::move(reason),
          .advice = std::move(advice),
          .failure = ErrorCode::kRefusedByPolicy,
          .cause = cause};
}

std::string_view NamedBy(TrustPath trust) {
  if (trust == TrustPath::kV2) {
    return "a V2 answer, which no login protects,";
  }
  if (trust == TrustPath::kDirectory) {
    return "a directory that was not asked over TLS";
  }
  return trust == TrustPath::kSrv ? "a DNS SRV record"
                                  : "an unprotected (plain HTTP) answer";
}

}  // namespace

bool IsListed(const std::vector<std::string>& hosts, std::string_view host) {
  return std::ranges::any_of(hosts, [host](std::string_view entry) {
    const bool below_only = entry.starts_with('.');
    const Result<std::string> name =
        NormaliseUrlHost(entry.substr(below_only ? 1 : 0));
    return name && (below_only ? host != *name && IsInDomain(host, *name)
                               : host == *name);
  });
}

std::optional<ConsentQuestion> ConsentFor(const Run& run, const Url& url,
                                          TrustPath trust) {
  const bool safely_named = trust == TrustPath::kTls && url.port == kHttpsPort;
  const bool known = trust == TrustPath::kV2 && url.port == kHttpsPort &&
                     IsListed(run.policy.v2_known_hosts, url.host);  // V2-04
  if (safely_named || known || run.IsHome(url.host) ||
      IsListed(run.policy.consented_hosts, url.host)) {
    return std::nullopt;
  }
  return ConsentQuestion{
      .mail_domain = run.address.domain,
      .host = url.host,
      .port = url.port,
      .reason = trust == TrustPath::kTls
                    ? StrCat("a redirect leads to port ", url.port,
                             " of this host, where no web server is expected")
                    : StrCat("this host was named by ", NamedBy(trust))};
}

AddressKind WidestAddress(const Run& run, const Url& url, bool derived) {
  switch (run.policy.private_targets) {
    case PrivateTargets::kNever:
      return AddressKind::kPublic;
    case PrivateTargets::kAlways:
      return AddressKind::kLocal;
    case PrivateTargets::kOwnDomain:
      break;
  }
  if (derived) {
    return AddressKind::kLocal;
  }
  const bool known =
      run.IsHome(url.host) || IsListed(run.policy.consented_hosts, url.host);
  return known ? AddressKind::kPrivate : AddressKind::kPublic;
}

std::optional<Ending> CheckTarget(const Run& run, const Url& url,
                                  TrustPath trust) {
  if (!url.IsHttps()) {
    return Refuse(
        StrCat(url.ToString(), " is not protected by TLS, so it is not asked"),
        "Let the redirect lead to an https:// URL.",
        {Mender::kWebServer, "RED-03"});
  }
  if (IsForeignPort(url.port)) {
    return Refuse(StrCat("port ", url.port, " of ", url.host,
                         " belongs to another protocol, so it is not asked"),
                  "Let the redirect lead to a web server's port, such as 443.",
                  {Mender::kWebServer, "SEC-05"});
  }
  const auto question = ConsentFor(run, url, trust);
  if (!question || run.means.consent) {
    return std::nullopt;
  }
  if (trust == TrustPath::kTls) {
    return Refuse(
        StrCat("port ", url.port, " of ", url.host,
               " is not where a web server is expected, and outside the mail "
               "domain that needs consent"),
        StrCat("If https://", url.host, ":", url.port,
               " really serves this domain, give consent for that host."),
        {Mender::kClient, "SEC-05"});
  }
  return Refuse(
      StrCat("the host ", url.host, " was named by ", NamedBy(trust),
             " and is outside the mail domain, so it is not told the address "
             "or the password without consent"),
      StrCat("If https://", url.host,
             " really serves this domain, give consent for that host."),
      {Mender::kClient, trust == TrustPath::kSrv ? "SRV-09" : "RED-06"});
}

Result<Url> ReadLocation(const HttpAnswer& answer, const Url& base,
                         const Policy& policy) {
  const std::string* location = nullptr;
  for (const auto& [name, value] : answer.headers) {
    if (!EqualsIgnoreCase(name, "Location")) {
      continue;
    }
    if (location != nullptr && *location != value) {
      return Fail(ErrorCode::kServerError,
                  "there are several Location headers, and they differ");
    }
    location = &value;
  }
  if (location == nullptr) {
    return Fail(ErrorCode::kServerError, "it has no Location header");
  }
  return ReadTarget(*location, base, policy);
}

Result<Url> ReadTarget(std::string_view text, const Url& base,
                       const Policy& policy) {
  if (text.size() > policy.location_bytes_max) {
    return Fail(ErrorCode::kServerError, "its target is too long");
  }
  return ResolveUrl(base, text);
}

}  // namespace autodiscover::core
