// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/attempt_tree.h"

namespace autodiscover::tools {
namespace {

const char* SecretName(std::optional<AuthScheme> scheme) {
  if (scheme == AuthScheme::kBearer) {
    return "with the token";
  }
  return scheme == AuthScheme::kNegotiate ? "with a Kerberos ticket"
                                          : "with the password";
}

}  // namespace

std::vector<std::size_t> ChildrenOf(const std::vector<Attempt>& attempts,
                                    int parent) {
  std::vector<std::size_t> children;
  for (std::size_t i = 0; i < attempts.size(); ++i) {
    const int own = attempts[i].parent;
    if ((own < static_cast<int>(i) ? own : -1) == parent) {
      children.push_back(i);
    }
  }
  return children;
}

const Attempt* DecidingOf(const Outcome& outcome) {
  const auto index = static_cast<std::size_t>(outcome.deciding);
  return outcome.deciding < 0 || index >= outcome.attempts.size()
             ? nullptr
             : &outcome.attempts[index];
}

std::string HostOf(const std::string& action) {
  const std::size_t start = action.find("//");
  if (start == std::string::npos) {
    return action.substr(action.rfind(' ') + 1);
  }
  const std::size_t host = start + 2;
  // A colon inside of brackets belongs to an address of IPv6.
  const std::size_t end = action.substr(host).starts_with('[')
                              ? action.find(']', host) + 1
                              : action.find_first_of("/:? ", host);
  return action.substr(host, end - host);
}

std::string SecretText(const Attempt& attempt) {
  if (!attempt.secret_sent) {
    return "";
  }
  std::string text = SecretName(attempt.auth_scheme);
  if (attempt.auth_scheme) {
    text.append(" by ").append(ToString(*attempt.auth_scheme));
  }
  return text;
}

std::string Endpoints(const Settings& settings) {
  std::string all;
  for (const std::string* url :
       {&settings.ews_url, &settings.mapi_url, &settings.activesync_url}) {
    if (!url->empty()) {
      all.append(all.empty() ? "" : ", ").append(*url);
    }
  }
  return all.empty() ? "settings" : all;
}

const char* Describe(Source source) {
  switch (source) {
    case Source::kGivenEndpoint:
      return "the endpoint that was given";
    case Source::kLastGood:
      return "the endpoint of last time";
    case Source::kScp:
      return "the directory (SCP)";
    case Source::kV2Host:
      return "the V2 host that was given";
    case Source::kRootDomain:
      return "the mail domain itself";
    case Source::kAutodiscoverHost:
      return "the autodiscover host";
    case Source::kHttpRedirect:
      return "the plain-HTTP redirect";
    case Source::kSrv:
      return "the SRV record";
  }
  return "";
}

const char* Describe(TrustPath path) {
  switch (path) {
    case TrustPath::kTls:
      return "names of the mail domain, over TLS";
    case TrustPath::kV2:
      return "a V2 answer, without a login, named the host";
    case TrustPath::kDirectory:
      return "a directory, not over TLS, named the host";
    case TrustPath::kSrv:
      return "a DNS record named the host";
    case TrustPath::kPlainHttp:
      return "an unprotected answer named the host";
  }
  return "";
}

}  // namespace autodiscover::tools
