// SPDX-License-Identifier: Apache-2.0

#include "http/auth_gate.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "auth/encoding.h"
#include "auth/ntlm_message.h"
#include "history/letter_case.h"
#include "http/bearer.h"
#include "http/exchange_headers.h"
#include "http/text.h"

namespace fake {
namespace {

constexpr std::array<std::pair<std::string_view, AuthScheme>, 5> kSchemes = {{
    {"negotiate", AuthScheme::kNegotiate},
    {"ntlm", AuthScheme::kNtlm},
    {"digest", AuthScheme::kDigest},
    {"basic", AuthScheme::kBasic},
    {"bearer", AuthScheme::kBearer},
}};

struct Login {
  std::string user;
  std::string password;
};

// RFC 7617: what follows the first colon is the password.
std::optional<Login> ReadBasic(std::string_view token) {
  const auto decoded = FromBase64(token);
  const auto colon = decoded ? decoded->find(':') : std::string::npos;
  if (colon == std::string::npos) {
    return std::nullopt;
  }
  return Login{.user = decoded->substr(0, colon),
               .password = decoded->substr(colon + 1)};
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) {
    joined += (joined.empty() ? "" : ", ") + part;
  }
  return joined;
}

// As Windows names it in a challenge: NTLM, Negotiate.
std::string LegScheme(const AuthVerdict& verdict) {
  return verdict.scheme == "ntlm" ? "NTLM" : "Negotiate";
}

// The first message of NTLM, which some clients send unasked.
bool IsFirstMessage(std::string_view token) {
  return NtlmMessageType(FromBase64(token).value_or("")) == 1;
}

void Close(AuthVerdict& verdict) {
  verdict.headers.emplace_back("Connection", "close");
}

const char* ChallengeHeader(const AuthVerdict& verdict) {
  return verdict.proxy ? "Proxy-Authenticate" : "WWW-Authenticate";
}

}  // namespace

AuthGate::AuthGate(const Auth& auth, Directory& directory,
                   const std::string& host, bool proxy)
    : auth_(auth),
      own_(auth.accounts.empty() ? nullptr
                                 : std::make_unique<Directory>(
                                       auth.accounts, directory.options())),
      directory_(own_ ? *own_ : directory),
      realm_(auth.realm.empty() ? host : auth.realm),
      proxy_(proxy),
      digest_(auth.digest, realm_),
      ntlm_(auth.ntlm, host) {}

bool AuthGate::Offers(AuthScheme scheme) const {
  if (downgraded_) {
    return scheme == AuthScheme::kBasic;
  }
  return std::ranges::find(auth_.schemes, scheme) != auth_.schemes.end();
}

bool AuthGate::OffersNamed(std::string_view scheme) const {
  return std::ranges::any_of(kSchemes, [&](const auto& known) {
    return known.first == scheme && Offers(known.second);
  });
}

void AuthGate::JudgeBasic(std::string_view token, AuthVerdict& verdict) {
  const auto login = ReadBasic(token);
  if (!login) {
    return;
  }
  verdict.user = login->user;
  const auto same = [&login](const std::string& known) {
    return SameSecret(login->password, known);
  };
  verdict.admitted =
      Offers(AuthScheme::kBasic) && directory_.Admits({login->user}, same);
}

void AuthGate::JudgeDigest(const Credentials& sent, AuthVerdict& verdict) {
  const Request& request = sent.request;
  DigestOutcome outcome = digest_.Check(
      sent.token, request.target,
      {.method = request.method, .body = request.body}, directory_);
  verdict.user = std::move(outcome.user);
  verdict.admitted = outcome.accepted;
  if (outcome.stale) {
    verdict.challenge = Challenges(/*stale=*/true);
  }
  if (!outcome.info.empty()) {
    verdict.headers.emplace_back("Authentication-Info",
                                 std::move(outcome.info));
  }
}

void AuthGate::JudgeBearer(const Credentials& sent, AuthVerdict& verdict) {
  BearerOutcome outcome =
      CheckBearer(sent.request, sent.token, auth_.bearer, directory_);
  verdict.admitted = outcome.accepted;
  std::ranges::move(outcome.headers, std::back_inserter(verdict.headers));
}

void AuthGate::JudgeLeg(std::string_view token, Negotiation& connection,
                        AuthVerdict& verdict) {
  const std::string bytes = FromBase64(token).value_or("");
  const Leg leg = verdict.scheme == "ntlm"
                      ? connection.StepNtlm(bytes, ntlm_, directory_)
                      : connection.StepNegotiate(bytes, ntlm_, directory_);
  verdict.leg = leg.name;
  verdict.user = leg.user;
  const std::string answer = LegScheme(verdict) + " " + ToBase64(leg.token);
  switch (leg.state) {
    case Leg::State::kMore:
      verdict.challenge = {answer};
      if (auth_.ntlm.close_between_legs) {
        Close(verdict);
      }
      break;
    case Leg::State::kAccepted:
      verdict.admitted = true;
      if (!leg.token.empty()) {
        verdict.headers.emplace_back(ChallengeHeader(verdict), answer);
      }
      break;
    case Leg::State::kRejected:
      break;
  }
}

void AuthGate::JudgeCredentials(const Credentials& sent,
                                Negotiation& connection, AuthVerdict& verdict) {
  const bool offered = OffersNamed(verdict.scheme);
  if (verdict.scheme == "basic") {
    JudgeBasic(sent.token, verdict);
  } else if (offered && verdict.scheme == "digest") {
    JudgeDigest(sent, verdict);
  } else if (offered && verdict.scheme == "bearer") {
    JudgeBearer(sent, verdict);
  } else if (offered) {
    JudgeLeg(sent.token, connection, verdict);
  } else if (IsFirstMessage(sent.token)) {
    verdict.leg = "ntlm-1";
  }
  if (offered && auth_.downgrade_after_leg && verdict.scheme != "basic") {
    downgraded_ = true;
    verdict.admitted = false;
    verdict.challenge.clear();
  }
  verdict.admitted = verdict.admitted && !auth_.accept_nobody;
  // There is no login in these that could be rejected.
  if (verdict.leg != "ntlm-1" && verdict.leg != "spnego") {
    verdict.credential = verdict.admitted ? "accepted" : "rejected";
  }
}

AuthVerdict AuthGate::Judge(const Request& request, Negotiation& connection) {
  AuthVerdict verdict;
  verdict.proxy = proxy_;
  const auto header = FindHeader(
      request.headers, proxy_ ? "Proxy-Authorization" : "Authorization");
  if (header) {
    const std::string_view value = *header;
    const auto space = std::min(value.find(' '), value.size());
    verdict.scheme = ToLower(value.substr(0, space));
    verdict.admitted = false;
    JudgeCredentials({.request = request, .token = Trim(value.substr(space))},
                     connection, verdict);
  } else {
    // NTLM logs in a connection, not a request.
    verdict.user = connection.user();
    verdict.admitted =
        !verdict.user.empty() && !auth_.accept_nobody &&
        (Offers(AuthScheme::kNtlm) || Offers(AuthScheme::kNegotiate));
  }
  if (!auth_.demanded()) {
    verdict.admitted = true;
    verdict.credential = "none";
    verdict.headers.clear();
  } else if (!verdict.admitted && verdict.challenge.empty()) {
    verdict.challenge = Challenges(/*stale=*/false);
  }
  return verdict;
}

void AuthGate::AddChallenges(AuthScheme scheme, bool stale,
                             std::vector<std::string>& out) {
  switch (scheme) {
    case AuthScheme::kNegotiate:
      out.emplace_back("Negotiate");
      break;
    case AuthScheme::kNtlm:
      out.emplace_back("NTLM");
      break;
    case AuthScheme::kDigest:
      std::ranges::move(digest_.Challenges(stale), std::back_inserter(out));
      break;
    case AuthScheme::kBasic:
      out.push_back("Basic realm=" + Quoted(realm_));
      break;
    case AuthScheme::kBearer:
      out.push_back(BearerChallenge(auth_.bearer));
      break;
  }
}

std::vector<std::string> AuthGate::Challenges(bool stale) {
  std::vector<std::string> challenges = auth_.challenge;
  if (downgraded_) {
    challenges.clear();
    AddChallenges(AuthScheme::kBasic, stale, challenges);
  } else if (challenges.empty()) {
    for (const AuthScheme scheme : auth_.schemes) {
      AddChallenges(scheme, stale, challenges);
    }
  }
  if (auth_.one_header) {
    return {Joined(challenges)};
  }
  return challenges;
}

Reply Challenge(const AuthVerdict& verdict) {
  Reply reply;
  reply.status = verdict.proxy ? 407 : 401;
  reply.name = "challenge";
  if (!verdict.proxy) {
    reply.headers = ExchangeHeaders();
  }
  for (const std::string& challenge : verdict.challenge) {
    reply.headers.emplace_back(ChallengeHeader(verdict), challenge);
  }
  for (const auto& header : verdict.headers) {
    reply.headers.push_back(header);
  }
  if (!verdict.proxy) {
    AddCapabilities(reply.headers);
  }
  return reply;
}

}  // namespace fake
