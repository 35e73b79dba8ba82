// SPDX-License-Identifier: Apache-2.0

#include "core/login_choice.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "base/url.h"
#include "codec/digest_challenge.h"
#include "core/words.h"

namespace autodiscover::core {
namespace {

// What keeps a challenge from being answered, worst first: the best of a
// server's challenges is the one to talk about.
enum class Obstacle { kUnknown, kForbidden, kNoMeans, kWeaker, kNone };

constexpr std::array kStrongestFirst = {
    AuthScheme::kBearer, AuthScheme::kNegotiate, AuthScheme::kNtlm,
    AuthScheme::kDigest, AuthScheme::kBasic};

// A URL or an id; more is no use to anybody.
constexpr std::size_t kParameterBytesMax = 1024;

// "https://login.test/TENANT/oauth2/authorize".
std::string TenantOf(const std::string& authorization_uri) {
  const Result<Url> url = ParseUrl(authorization_uri);
  return url ? url->path.substr(1, url->path.find('/', 1) - 1) : "";
}

// How good `challenge` is as one for `scheme`; 0: it is none, or one that
// cannot be answered.
int Grade(const codec::Challenge& challenge, AuthScheme scheme) {
  if (challenge.scheme != ToString(scheme)) {
    return 0;
  }
  if (scheme != AuthScheme::kDigest) {
    return 1;
  }
  const auto digest = codec::ReadDigestChallenge(challenge);
  return digest ? 1 + static_cast<int>(digest->hash) : 0;
}

const codec::Challenge* BestFor(
    AuthScheme scheme, const std::vector<codec::Challenge>& challenges) {
  const auto best = std::ranges::max_element(
      challenges, {}, [scheme](const codec::Challenge& challenge) {
        return Grade(challenge, scheme);
      });
  return best != challenges.end() && Grade(*best, scheme) > 0 ? &*best
                                                              : nullptr;
}

// As BestFor; NTLM is also had inside Negotiate (RFC 4559, section 4).
const codec::Challenge* WayFor(AuthScheme scheme,
                               const std::vector<codec::Challenge>& challenges,
                               const LoginRules& rules) {
  const codec::Challenge* own = BestFor(scheme, challenges);
  const bool inside = own == nullptr && scheme == AuthScheme::kNtlm &&
                      rules.ntlm_inside &&
                      rules.allowed.contains(AuthScheme::kNegotiate);
  return inside ? BestFor(AuthScheme::kNegotiate, challenges) : own;
}

bool IsAble(AuthScheme scheme, const Means& means) {
  if (scheme == AuthScheme::kBearer) {
    return means.token;
  }
  return scheme == AuthScheme::kNegotiate ? means.kerberos : means.password;
}

Obstacle ObstacleTo(AuthScheme scheme, const LoginRules& rules) {
  if (!rules.allowed.contains(scheme)) {
    return Obstacle::kForbidden;
  }
  if (!IsAble(scheme, rules.means)) {
    return Obstacle::kNoMeans;
  }
  return rules.at_least && scheme < *rules.at_least ? Obstacle::kWeaker
                                                    : Obstacle::kNone;
}

LoginRefusal Refusal(Obstacle obstacle, AuthScheme scheme,
                     const LoginRules& rules, std::string_view offered) {
  switch (obstacle) {
    case Obstacle::kForbidden:
      return {.why = StrCat("but ", ToString(scheme),
                            " is not allowed by the policy"),
              .advice = StrCat("Allow ", ToString(scheme),
                               ", or let the server offer what is allowed.")};
    case Obstacle::kNoMeans:
      if (scheme == AuthScheme::kBearer) {
        return {.why =
                    "but only with a token (modern authentication), and "
                    "none was given for this host",
                .advice =
                    "Give a token, and name this host as one that it is "
                    "for."};
      }
      if (scheme == AuthScheme::kNegotiate) {
        return {.why =
                    "but only with Negotiate, and Kerberos is not turned "
                    "on, or not meant for this host",
                .advice =
                    "Turn Kerberos on, and name this host as one that may be "
                    "given tickets; or let the server offer NTLM too."};
      }
      return {.why = "but no password was given",
              .advice = "Give the password."};
    case Obstacle::kWeaker:
      return {.why = StrCat("but now only with ", ToString(scheme),
                            ", which is weaker than ",
                            ToString(rules.at_least.value_or(scheme)),
                            ", used before in this search"),
              .advice =
                  "Look at why the server no longer offers the stronger way: "
                  "somebody may be after the password."};
    case Obstacle::kUnknown:
    case Obstacle::kNone:
      break;
  }
  return {.why = StrCat("but only in ways that are not supported: ", offered),
          .advice =
              "Enable NTLM, Digest or Basic for Autodiscover, or use another "
              "client."};
}

}  // namespace

std::string SchemesOf(const std::vector<codec::Challenge>& challenges) {
  std::string names;
  for (const codec::Challenge& challenge : challenges) {
    names.append(names.empty() ? "" : ", ").append(challenge.scheme);
  }
  return SafeText(names, kQuoteBytesMax);
}

std::optional<BearerChallenge> BearerChallengeOf(
    const std::string& host, const std::vector<codec::Challenge>& challenges) {
  const auto found =
      std::ranges::find(challenges, "bearer", &codec::Challenge::scheme);
  if (found == challenges.end()) {
    return std::nullopt;
  }
  const auto text = [&found](const char* name) {
    const auto parameter = found->parameters.find(name);
    return parameter == found->parameters.end()
               ? ""
               : SafeText(parameter->second, kParameterBytesMax);
  };
  BearerChallenge bearer{.host = host,
                         .authorization_uri = text("authorization_uri"),
                         .client_id = text("client_id"),
                         .realm = text("realm")};
  bearer.tenant = TenantOf(bearer.authorization_uri);
  return bearer;
}

std::optional<Login> RenewedLogin(
    const Login& login, const std::vector<codec::Challenge>& challenges) {
  if (login.scheme != AuthScheme::kDigest) {
    return std::nullopt;
  }
  const codec::Challenge* best = BestFor(AuthScheme::kDigest, challenges);
  const auto digest =
      best == nullptr ? std::nullopt : codec::ReadDigestChallenge(*best);
  return digest && digest->stale && *best != login.challenge
             ? std::optional(
                   Login{.scheme = AuthScheme::kDigest, .challenge = *best})
             : std::nullopt;
}

std::variant<Login, LoginRefusal> ChooseLogin(
    const std::vector<codec::Challenge>& challenges, const LoginRules& rules) {
  std::pair<Obstacle, AuthScheme> nearest = {Obstacle::kUnknown,
                                             AuthScheme::kBasic};
  for (const AuthScheme scheme : kStrongestFirst) {
    const codec::Challenge* challenge = WayFor(scheme, challenges, rules);
    if (challenge == nullptr) {
      continue;
    }
    const Obstacle obstacle = ObstacleTo(scheme, rules);
    if (obstacle == Obstacle::kNone) {
      return Login{.scheme = scheme, .challenge = *challenge};
    }
    if (obstacle >= nearest.first) {
      nearest = {obstacle, scheme};
    }
  }
  return Refusal(nearest.first, nearest.second, rules, SchemesOf(challenges));
}

}  // namespace autodiscover::core
