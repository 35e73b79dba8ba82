// SPDX-License-Identifier: Apache-2.0

#include "core/endpoint_chain.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "codec/service_urls.h"
#include "codec/soap.h"
#include "core/request.h"
#include "core/target_guard.h"
#include "core/wanted.h"
#include "core/words.h"

namespace autodiscover::core {
namespace {

Ending Refused(std::string reason, std::string advice) {
  return {.stage = Stage::kPolicy,
          .reason = std::move(reason),
          .advice = std::move(advice),
          .failure = ErrorCode::kRefusedByPolicy,
          .cause = Cause{Mender::kClient, "RED-06"}};
}

}  // namespace

EndpointChain::EndpointChain(const Candidate& candidate,
                             const Endpoint& endpoint, Run& run)
    : run_(run),
      source_(candidate.source),
      protocol_(endpoint.protocol),
      trust_(candidate.trust),
      url_(endpoint.url),
      derived_(IsDerived(candidate)),
      again_(candidate.again),
      soap_version_(codec::kSoapOldestVersion),
      redirected_(candidate.redirected),
      parent_(candidate.parent) {
  if (endpoint.login) {
    ExpectChallenge(*endpoint.login);
  }
}

void EndpointChain::Become(State next, Ending ending, Timestamp now) {
  run_.trace.End(attempt_, std::move(ending), now);
  parent_ = attempt_;
  state_ = next;
}

ChainResult EndpointChain::Fail(Ending ending, Timestamp now) {
  Become(State::kEnded, std::move(ending), now);
  if (found_) {
    return *std::exchange(found_, std::nullopt);
  }
  return Failed{};
}

SendHttp EndpointChain::MakeRequest() const {
  SendHttp send = MakeQuestion({.protocol = protocol_,
                                .url = url_,
                                .address = run_.address,
                                .fellows = run_.fellows,
                                .soap_version = soap_version_},
                               run_.policy);
  send.login = login_;
  send.consent = ConsentFor(run_, url_, trust_);
  send.widest_address = Widest();
  if (login_ && login_->scheme == AuthScheme::kBearer) {
    send.headers.emplace_back("X-AnchorMailbox", run_.address.text);  // AUTH-14
  }
  return send;
}

bool EndpointChain::NeedsConsent() const {
  return state_ == State::kEnter && run_.means.consent &&
         ConsentFor(run_, url_, trust_).has_value();
}

AddressKind EndpointChain::Widest() const {
  return WidestAddress(run_, url_, derived_);
}

Entry EndpointChain::Entering() const {
  return state_ == State::kEnter
             ? Entry{.place = Ledger::Place(protocol_, url_, run_.address),
                     .widest_address = Widest()}
             : Entry{};
}

std::optional<Ending> EndpointChain::CheckEntry() {
  if (std::optional<Ending> refusal = CheckTarget(run_, url_, trust_)) {
    return refusal;
  }
  // First: what is not asked is not visited either.
  if (run_.ledger.IsUnreachable(url_)) {
    return NotReachedBefore(url_, run_.ledger.KindOf(url_));
  }
  // Only a redirect (attempt_ is its attempt) can go in a circle.
  const bool redirected = attempt_ >= 0;
  if (!run_.ledger.Visit(Ledger::Place(protocol_, url_, run_.address))) {
    Ending ending = AskedBefore();
    if (redirected) {
      ending.advice = "Check whether redirects lead in a circle.";
      ending.failure = ErrorCode::kServerError;
      ending.cause = Cause{Mender::kWebServer, "RED-10"};
    }
    return ending;
  }
  return std::nullopt;
}

bool EndpointChain::Enter(Timestamp now) {
  // What limits redirects was said by the attempt that met this one.
  if (redirected_ && !run_.ledger.TakeRedirect(parent_)) {
    run_.trace.End(parent_, TooManyRedirects(run_.policy.redirects_max), now);
    return false;
  }
  redirected_ = false;
  if (std::optional<Ending> refusal = CheckEntry()) {
    run_.trace.Refuse(source_, parent_, StrCat("POST ", url_.ToString()),
                      *std::move(refusal), now);
    return false;
  }
  return true;
}

std::optional<Action> EndpointChain::Next(Timestamp now) {
  if (std::optional<Ending> refusal =
          state_ == State::kAuthenticate ? PrepareLogin() : std::nullopt) {
    run_.trace.End(attempt_, *std::move(refusal), now);
    state_ = State::kEnded;
    return std::nullopt;
  }
  if (state_ == State::kEnter && !Enter(now)) {
    state_ = State::kEnded;
    return std::nullopt;
  }
  if (state_ == State::kEnter && unasked_) {
    DecideUnasked();  // Others may have logged in, or been rejected, since.
  }
  Action action = MakeRequest();
  attempt_ = run_.trace.Begin(source_, parent_, action, now);
  state_ = login_ ? State::kLogIn : State::kAsk;
  return action;
}

ChainResult EndpointChain::Tell(const Report& report, Timestamp now) {
  NoteLogin(report);
  run_.trace.SetFacts(attempt_, report);
  if (const auto* answer = std::get_if<HttpAnswer>(&report)) {
    run_.trace.SetPeer(attempt_, answer->peer_address);
    run_.trace.SetStatus(attempt_, answer->status);
    // The answer may be to the question of a chain that was allowed more.
    if (answer->reached > Widest()) {
      return Fail(ForeignAddressEnding(url_, answer->peer_address), now);
    }
    return OnAnswer(*answer, now);
  }
  const TransportFailure failure = AsFailure(report);
  run_.trace.SetPeer(attempt_, failure.peer_address);
  if (failure.no_ticket) {
    return OnNoTicket(failure, now);
  }
  Ending ending = TransportEnding(failure, url_);
  if (IsUnreachable(failure)) {
    run_.ledger.MarkUnreachable(url_, ending.failure);
  }
  return Fail(std::move(ending), now);
}

ChainResult EndpointChain::OnAnswer(const HttpAnswer& answer, Timestamp now) {
  Verdict verdict = Judge(answer, protocol_, url_, run_.policy, run_.fellows);
  if (const auto* challenged = std::get_if<Challenged>(&verdict)) {
    return OnChallenge(*challenged, now);
  }
  if (std::holds_alternative<Moved>(verdict)) {
    return OnRedirect(ReadLocation(answer, url_, run_.policy), now);
  }
  if (const auto* url = std::get_if<codec::RedirectUrlAnswer>(&verdict)) {
    return OnRedirect(ReadTarget(url->url, url_, run_.policy), now);
  }
  if (auto* moved = std::get_if<codec::RedirectAddressAnswer>(&verdict)) {
    return OnAddress(moved->address, now);
  }
  if (auto* said = std::get_if<codec::SettingsAnswer>(&verdict)) {
    return OnSettings(std::move(*said), now);
  }
  if (const auto* error = std::get_if<codec::ErrorAnswer>(&verdict)) {
    return OnError(*error, now);
  }
  return Fail(std::get<Ending>(std::move(verdict)), now);
}

ChainResult EndpointChain::OnRedirect(const Result<Url>& target,
                                      Timestamp now) {
  if (!target) {
    return Fail(BadRedirectEnding(url_, target.error()), now);
  }
  if (std::optional<Ending> refusal = CheckTarget(run_, *target, trust_)) {
    return Fail(*std::move(refusal), now);
  }
  if (found_) {
    return Fail(NotFollowed(url_), now);
  }
  Ending ending = Continues(
      StrCat(url_.host, " redirects to ", target->ToString(),
             target->had_user_info ? " (a user name in it was dropped)" : ""));
  url_ = WithExtension(*target, protocol_);
  login_.reset();  // RED-16
  unasked_ = false;
  derived_ = false;
  redirected_ = true;
  Become(State::kEnter, std::move(ending), now);
  return GoesOn{};
}

ChainResult EndpointChain::OnAddress(std::string_view text, Timestamp now) {
  // Of a domain, another one is named (SOAP-16).
  const bool domain_alone = protocol_ == Protocol::kDomainSettings &&
                            text.find('@') == std::string_view::npos;
  Result<EmailAddress> address = ParseEmailAddress(
      domain_alone ? run_.address.At(text) : std::string(text));
  if (!address || CheckDomain(run_.policy, *address)) {
    return Fail(BadRedirectEnding(
                    url_, {.code = ErrorCode::kServerError,
                           .message = "names no address that can be used"}),
                now);
  }
  if (state_ != State::kLogIn) {
    return Fail(
        Refused(StrCat(url_.host,
                       " redirects to another address, but anyone may be told "
                       "that: it did not ask for a login"),
                "Let the server ask for a login before it redirects."),
        now);
  }
  if (*address == run_.address) {
    return Fail(BadRedirectEnding(
                    url_, {.code = ErrorCode::kServerError,
                           .message = "names the address it was asked about"}),
                now);
  }
  if (found_) {
    return Fail(NotFollowed(url_), now);
  }
  if (!run_.ledger.TakeRedirect(attempt_)) {
    return Fail(TooManyRedirects(run_.policy.redirects_max), now);
  }
  Become(State::kEnded,
         Continues(StrCat(url_.host, " redirects to the address ",
                          SafeText(address->text, kQuoteBytesMax))),
         now);
  return Restarts{
      .address = *std::move(address), .trust = trust_, .parent = attempt_};
}

ChainResult EndpointChain::OnSettings(codec::SettingsAnswer said,
                                      Timestamp now) {
  const Wanted& wanted = run_.policy.wanted;
  Settings settings = std::move(said.settings);
  MakeSafe(settings, run_.policy.body_bytes_max);
  if (found_) {
    Settings all = std::move(found_->settings);
    Merge(std::move(settings), all);
    settings = std::move(all);
  }
  const Share share = ChooseEndpoints(wanted, settings);
  if (share == Share::kNothing) {
    return Fail(NothingWanted(settings), now);
  }
  if (!ParseEmailAddress(settings.smtp_address)) {
    settings.smtp_address = run_.address.text;
  }
  const std::optional<Protocol> next =
      share == Share::kAll ? std::nullopt : NextProtocol(settings);
  if (!found_) {
    found_ = Found{
        .source = source_, .trust = trust_, .protocol = protocol_, .url = url_};
    if (state_ == State::kLogIn) {
      found_->login = login_->scheme;
    }
  }
  found_->settings = std::move(settings);
  if (!said.users.empty()) {
    Refine(run_.policy, said.users);
    found_->users = std::move(said.users);
  }
  Ending ending = Continues(StrCat(url_.host, " gave the settings"));
  ending.succeeded = true;
  if (next) {
    protocol_ = *next;
    url_ = WithExtension(url_, protocol_);
    Become(State::kEnter, std::move(ending), now);
    return GoesOn{};
  }
  Become(State::kEnded, std::move(ending), now);
  return *std::exchange(found_, std::nullopt);
}

std::optional<Protocol> EndpointChain::NextProtocol(
    const Settings& settings) const {
  std::vector<Protocol> asked;
  for (const Protocol protocol : ProtocolsFor(run_.policy)) {
    if (run_.ledger.WasVisited(Ledger::Place(
            protocol, WithExtension(url_, protocol), run_.address))) {
      asked.push_back(protocol);
    }
  }
  return Complement(run_.policy, settings, asked);
}

Ending EndpointChain::NothingWanted(const Settings& settings) const {
  const Wanted& wanted = run_.policy.wanted;
  if (!codec::DescribesExchange(settings)) {
    return NoExchangeEnding(url_);
  }
  if (const std::optional<UnsafeUrl> unsafe = FindUnsafe(wanted, settings)) {
    return UnsafeUrlEnding(url_, Title(unsafe->service), unsafe->url);
  }
  return NoEndpointEnding(
      url_, wanted.services.empty()
                ? "such setting"
                : StrCat(Title(wanted.services.front()), " address"));
}

void EndpointChain::Abandon(Ending ending, Timestamp now) {
  Become(State::kEnded, std::move(ending), now);
}

}  // namespace autodiscover::core
