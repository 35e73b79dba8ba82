// SPDX-License-Identifier: Apache-2.0

#include "core/candidate.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/host_name.h"
#include "base/public_suffix.h"
#include "base/strings.h"
#include "core/words.h"

namespace autodiscover::core {
namespace {

constexpr std::string_view kPoxExtension = ".xml";
constexpr std::string_view kSoapExtension = ".svc";
constexpr std::string_view kV2Extension = ".json";
constexpr std::string_view kV2Path = "/autodiscover/autodiscover.json";

Url AutodiscoverUrl(std::string scheme, std::string host) {
  const std::uint16_t port = scheme == "https" ? 443 : 80;
  return {.scheme = std::move(scheme),
          .host = std::move(host),
          .port = port,
          .path = "/autodiscover/autodiscover.xml"};
}

// Who gives a URL of SOAP or V2 means that, unless the policy says otherwise.
Policy AsGiven(Policy policy, const Url& url) {
  if (policy.protocols.empty()) {
    if (EndsWithIgnoreCase(url.path, kSoapExtension)) {
      policy.protocols = {Protocol::kSoap};
    } else if (EndsWithIgnoreCase(url.path, kV2Extension)) {
      policy.protocols = {Protocol::kV2};
    }
  }
  return policy;
}

std::vector<Candidate> LastGood(const Policy& policy) {
  if (!policy.last_good) {
    return {};
  }
  const Result<Url> url = ParseUrl(policy.last_good->url);
  if (!url) {
    return {};
  }
  return {{.source = Source::kLastGood,
           .trust = policy.last_good->trust,
           .place = Endpoint{.protocol = policy.last_good->protocol,
                             .url = *url,
                             .login = policy.last_good->login}}};
}

std::vector<Candidate> Directories(const Policy& policy, TrustPath trust) {
  Result<LdapUri> uri = ParseLdapUri(policy.directory.uri);
  if (policy.directory.uri.empty() || !uri) {
    return {};
  }
  if (!policy.directory.base.empty()) {
    uri->base = policy.directory.base;
  }
  return {{.source = Source::kScp,
           .trust = trust,
           .place = DirectoryPlace{*std::move(uri)}}};
}

std::vector<Candidate> V2Hosts(const Policy& policy, TrustPath trust,
                               int parent) {
  std::vector<Candidate> candidates;
  for (const std::string& name : policy.v2_hosts) {
    if (const Result<std::string> host = NormaliseUrlHost(name)) {
      candidates.push_back(
          {.source = Source::kV2Host,
           .trust = trust,
           .parent = parent,
           .place =
               Endpoint{.protocol = Protocol::kV2,
                        .url = WithExtension(AutodiscoverUrl("https", *host),
                                             Protocol::kV2)}});
    }
  }
  return candidates;
}

}  // namespace

Url WithExtension(Url url, Protocol protocol) {
  if (protocol == Protocol::kV2) {
    if (!EndsWithIgnoreCase(url.path, kV2Extension)) {
      url.path = kV2Path;
      url.query.clear();
    }
    return url;
  }
  const bool soap =
      protocol == Protocol::kSoap || protocol == Protocol::kDomainSettings;
  const std::string_view wanted = soap ? kSoapExtension : kPoxExtension;
  const std::string_view other = soap ? kPoxExtension : kSoapExtension;
  for (const std::string_view there : {other, kV2Extension}) {
    if (EndsWithIgnoreCase(url.path, there)) {
      url.path.replace(url.path.size() - there.size(), there.size(), wanted);
    }
  }
  return url;
}

std::vector<Candidate> ForEachProtocol(const Policy& policy, const Url& url,
                                       Source source, TrustPath trust,
                                       int parent) {
  std::vector<Candidate> candidates;
  const std::vector<Protocol> protocols = ProtocolsFor(policy);
  candidates.reserve(protocols.size());
  for (const Protocol protocol : protocols) {
    candidates.push_back(
        {.source = source,
         .trust = trust,
         .parent = parent,
         .place = Endpoint{.protocol = protocol,
                           .url = WithExtension(url, protocol)}});
  }
  return candidates;
}

std::optional<Error> CheckDomain(const Policy& policy,
                                 const EmailAddress& address) {
  if (policy.public_suffixes || !IsPublicSuffix(address.domain)) {
    return std::nullopt;
  }
  return Error{.code = ErrorCode::kInvalidAddress,
               .message = StrCat(
                   "Anybody can register names below ", address.domain,
                   ", so nothing was looked up there. Is the domain of the "
                   "address complete? A body that owns this suffix and has "
                   "mail there can allow it.")};
}

std::optional<Error> CheckPlaces(const Policy& policy) {
  const std::string& directory = policy.directory.uri;
  if (!directory.empty() && !ParseLdapUri(directory)) {
    return Error{
        .code = ErrorCode::kRefusedByPolicy,
        .message = StrCat("The directory ", SafeText(directory, kQuoteBytesMax),
                          " is no ldap:// or ldaps:// URI, so nothing "
                          "was asked.")};
  }
  if (policy.endpoint.empty()) {
    return std::nullopt;
  }
  const Result<Url> url = ParseUrl(policy.endpoint);
  if (url && url->IsHttps()) {
    return std::nullopt;
  }
  return Error{.code = ErrorCode::kRefusedByPolicy,
               .message = StrCat("The endpoint ",
                                 SafeText(policy.endpoint, kQuoteBytesMax),
                                 " is no https:// URL, so nothing was asked.")};
}

std::vector<Candidate> Ladder(const Policy& policy, std::string_view domain,
                              TrustPath trust, int parent) {
  const std::string root(domain);
  const std::string below = StrCat("autodiscover.", domain);
  std::vector<Candidate> ladder;
  const auto add = [&ladder](std::vector<Candidate> candidates) {
    std::ranges::move(candidates, std::back_inserter(ladder));
  };
  if (const Result<Url> url = ParseUrl(policy.endpoint)) {
    return ForEachProtocol(AsGiven(policy, *url), *url, Source::kGivenEndpoint,
                           trust, parent);
  }
  for (const Source source : policy.sources) {
    switch (source) {
      case Source::kGivenEndpoint:  // In place of all, or not at all.
        break;
      case Source::kLastGood:
        if (parent < 0) {  // It knows the address asked for, and no other.
          add(LastGood(policy));
        }
        break;
      case Source::kScp:
        if (parent < 0) {  // It knows nothing of other domains.
          add(Directories(policy, trust));
        }
        break;
      case Source::kV2Host:
        add(V2Hosts(policy, trust, parent));
        break;
      case Source::kRootDomain:
        add(ForEachProtocol(policy, AutodiscoverUrl("https", root), source,
                            trust, parent));
        break;
      case Source::kAutodiscoverHost:
        add(ForEachProtocol(policy, AutodiscoverUrl("https", below), source,
                            trust, parent));
        break;
      case Source::kHttpRedirect:
        add({{.source = source,
              .trust = trust,
              .parent = parent,
              .place = PlainHttpProbe{AutodiscoverUrl("http", below)}}});
        break;
      case Source::kSrv:
        add({{.source = source,
              .trust = trust,
              .parent = parent,
              .place = SrvName{StrCat("_autodiscover._tcp.", domain)}}});
        break;
    }
  }
  return ladder;
}

bool IsDerived(const Candidate& candidate) {
  return candidate.parent < 0 && candidate.source != Source::kLastGood;
}

TrustPath TrustOf(const Candidate& candidate) {
  if (std::holds_alternative<PlainHttpProbe>(candidate.place)) {
    return Weaker(candidate.trust, TrustPath::kPlainHttp);
  }
  if (std::holds_alternative<SrvName>(candidate.place)) {
    return Weaker(candidate.trust, TrustPath::kSrv);
  }
  if (std::holds_alternative<DirectoryPlace>(candidate.place)) {
    return Weaker(candidate.trust, TrustPath::kDirectory);
  }
  if (std::get<Endpoint>(candidate.place).protocol == Protocol::kV2) {
    return Weaker(candidate.trust, TrustPath::kV2);
  }
  return candidate.trust;
}

TrustPath Weaker(TrustPath left, TrustPath right) {
  return std::max(left, right);  // Declared from strong to weak.
}

}  // namespace autodiscover::core
