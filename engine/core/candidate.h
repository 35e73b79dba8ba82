// SPDX-License-Identifier: Apache-2.0
//
// The ladder as data: where to look, best first. What happens when a rung
// breaks is Discovery's business.

#ifndef AUTODISCOVER_CORE_CANDIDATE_H_
#define AUTODISCOVER_CORE_CANDIDATE_H_

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "autodiscover/outcome.h"
#include "autodiscover/policy.h"

#include "base/email_address.h"
#include "base/ldap_uri.h"
#include "base/url.h"

namespace autodiscover::core {

// Asks `url` for the settings.
struct Endpoint {
  Protocol protocol = Protocol::kPox;
  Url url;
  std::optional<AuthScheme> login;  // As KnownEndpoint::login.
};

// Asks a plain-HTTP URL for its Location.
struct PlainHttpProbe {
  Url url;
};

// Asks DNS for hosts.
struct SrvName {
  std::string name;
};

// Asks a directory for services.
struct DirectoryPlace {
  LdapUri uri;
};

// A place to look at, and how its name was learned.
struct Candidate {
  Source source = Source::kRootDomain;
  TrustPath trust = TrustPath::kTls;
  int parent = -1;  // The attempt that led here; or -1.
  // By a redirect, which the run has still to count.
  bool redirected = false;
  // It was asked before, and was busy then.
  bool again = false;
  std::variant<Endpoint, PlainHttpProbe, SrvName, DirectoryPlace> place;
};

// The candidates that follow from a domain, in the policy's order. `trust` and
// `parent` say how the domain itself was learned. Spec: [MS-OXDISCO] 3.1.5.
std::vector<Candidate> Ladder(const Policy& policy, std::string_view domain,
                              TrustPath trust, int parent);

// Why nothing may be looked up for `address`; nothing: it may (IN-03).
std::optional<Error> CheckDomain(const Policy& policy,
                                 const EmailAddress& address);

// Why the policy's own endpoint or directory cannot be asked; nothing: it can,
// or there is none.
std::optional<Error> CheckPlaces(const Policy& policy);

// One candidate for each protocol of the policy, at the host of `url`. The last
// part of its path takes the form that the protocol asks for (LOC-13).
std::vector<Candidate> ForEachProtocol(const Policy& policy, const Url& url,
                                       Source source, TrustPath trust,
                                       int parent);

// `url` with its extension changed to the protocol's, if it has another's. V2
// has one path only, and gets it.
Url WithExtension(Url url, Protocol protocol);

// Nobody named its place on the way: that follows from the mail domain, or the
// caller gave it.
bool IsDerived(const Candidate& candidate);

// The trust of what the candidate leads to.
TrustPath TrustOf(const Candidate& candidate);

// The weaker of two ways to learn a name: a chain is as strong as that.
TrustPath Weaker(TrustPath left, TrustPath right);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_CANDIDATE_H_
