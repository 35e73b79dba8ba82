// SPDX-License-Identifier: Apache-2.0
//
// The part of EndpointChain that logs in.

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "core/endpoint_chain.h"
#include "core/login_choice.h"
#include "core/target_guard.h"
#include "core/words.h"

namespace autodiscover::core {
namespace {

// The server offers no way that the caller allows.
constexpr Cause kNotAllowed = {Mender::kClient, "AUTH-03"};

}  // namespace

LoginRules EndpointChain::RulesHere(std::optional<AuthScheme> at_least) const {
  LoginRules rules{.allowed = run_.policy.auth_schemes,
                   .means = run_.means,
                   .at_least = at_least};
  rules.means.token = run_.means.token &&
                      IsListed(run_.policy.token_hosts, url_.host);  // AUTH-13
  // What led here says nothing about whom the realm trusts (AUTH-11).
  const bool ticket_host =
      derived_ || IsListed(run_.policy.ticket_hosts, url_.host);
  rules.means.kerberos =
      run_.means.kerberos && ticket_host &&
      !run_.ledger.IsWithout(AuthScheme::kNegotiate, url_.host);
  rules.ntlm_inside = !run_.ledger.IsWithout(AuthScheme::kNtlm, url_.host);
  // Who has a token does not send the password to whoever asks for it.
  if (run_.means.token) {
    rules.at_least = std::max(rules.at_least.value_or(AuthScheme::kDigest),
                              AuthScheme::kDigest);
  }
  return rules;
}

void EndpointChain::ExpectChallenge(AuthScheme scheme) {
  if (run_.policy.last_good_login && scheme == AuthScheme::kBasic &&
      !NeedsConsent()) {
    challenges_ = {{.scheme = std::string(ToString(scheme))}};
    DecideUnasked();
  }
}

void EndpointChain::DecideUnasked() {
  unasked_ = !PrepareLogin().has_value();
  if (!unasked_) {
    login_.reset();
  }
}

std::optional<Ending> EndpointChain::PrepareLogin() {
  if (renewed_) {
    return std::nullopt;  // The same login once more.
  }
  std::variant<Login, LoginRefusal> choice =
      ChooseLogin(challenges_, RulesHere(run_.ledger.strongest_login()));
  if (const auto* refusal = std::get_if<LoginRefusal>(&choice)) {
    return LoginEnding(url_, refusal->why, refusal->advice, kNotAllowed);
  }
  if (!run_.ledger.MayOfferPassword(url_.host)) {
    return LoginEnding(url_,
                       "but the password was refused before, and is not sent "
                       "again so that the account is not locked",
                       "Check the password.", {Mender::kAccount, "AUTH-07"});
  }
  login_ = std::get<Login>(std::move(choice));
  return std::nullopt;
}

void EndpointChain::NoteLogin(const Report& report) {
  if (state_ != State::kLogIn) {
    return;
  }
  const auto* failure = std::get_if<TransportFailure>(&report);
  if (failure != nullptr && failure->refusal) {
    run_.trace.SetUnsent(attempt_);
  } else {
    run_.ledger.NoteLogin(login_->scheme);
  }
}

ChainResult EndpointChain::OnChallenge(const Challenged& challenge,
                                       Timestamp now) {
  if (state_ == State::kLogIn && !IsOtherChallenge(challenge)) {
    return OnRejection(challenge, now);
  }
  run_.trace.SetBearer(attempt_,
                       BearerChallengeOf(url_.host, challenge.challenges));
  if (challenge.challenges.empty()) {
    return Fail(LoginEnding(url_, "but does not say of which kind",
                            "Correct the web server's authentication.",
                            {Mender::kWebServer, "AUTH-09"}),
                now);
  }
  // What was used elsewhere counts when it is this chain's turn (PrepareLogin).
  std::variant<Login, LoginRefusal> choice =
      ChooseLogin(challenge.challenges, RulesHere(std::nullopt));
  if (const auto* refusal = std::get_if<LoginRefusal>(&choice)) {
    return Fail(LoginEnding(url_, refusal->why, refusal->advice, kNotAllowed),
                now);
  }
  challenges_ = challenge.challenges;
  renewed_ = false;
  Become(State::kAuthenticate,
         Continues(StrCat(url_.host, " asks for a login (",
                          SchemesOf(challenge.challenges), ")")),
         now);
  return GoesOn{};
}

// The server does not take the scheme of last time any more: no rejection.
bool EndpointChain::IsOtherChallenge(const Challenged& challenge) {
  return std::exchange(unasked_, false) && !challenge.challenges.empty() &&
         std::ranges::none_of(challenge.challenges,
                              [this](const codec::Challenge& each) {
                                return each.scheme == login_->challenge.scheme;
                              });
}

ChainResult EndpointChain::OnRejection(const Challenged& challenge,
                                       Timestamp now) {
  std::optional<Login> renewal = RenewedLogin(*login_, challenge.challenges);
  if (renewal && !renewed_) {
    login_ = std::move(renewal);
    renewed_ = true;
    Become(State::kAuthenticate,
           Continues(StrCat(url_.host,
                            " took the login, but wants it repeated with a "
                            "newer nonce")),
           now);
    return GoesOn{};
  }
  run_.ledger.PasswordRejected(url_.host);
  if (login_->scheme == AuthScheme::kNegotiate) {
    return Fail(
        LoginEnding(url_, "and did not accept the Kerberos ticket",
                    "Compare the clocks, and the key of the account that "
                    "holds the server's HTTP service principal name.",
                    {Mender::kExchange, "AUTH-06"}),
        now);
  }
  return Fail(
      LoginEnding(url_, "and did not accept the user name and password",
                  "Check the password, and in which form this server expects "
                  "the user name."),
      now);
}

ChainResult EndpointChain::OnNoTicket(const TransportFailure& failure,
                                      Timestamp now) {
  Ending ending = login_->IsInsideNegotiate() ? NoNtlmEnding(failure, url_)
                                              : NoTicketEnding(failure, url_);
  if (failure.no_ticket == NoTicket::kPasswordRejected) {
    run_.ledger.PasswordRejected(url_.host);
    return Fail(std::move(ending), now);
  }
  run_.ledger.MarkWithout(login_->scheme, url_.host);
  const bool another = !PrepareLogin().has_value();
  if (!another) {
    return Fail(std::move(ending), now);
  }
  Become(State::kAuthenticate, Continues(std::move(ending.reason)), now);
  return GoesOn{};
}

}  // namespace autodiscover::core
