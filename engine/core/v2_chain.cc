// SPDX-License-Identifier: Apache-2.0

#include "core/v2_chain.h"

#include <utility>

#include "base/strings.h"
#include "codec/v2.h"
#include "core/judge.h"
#include "core/request.h"
#include "core/target_guard.h"
#include "core/wanted.h"
#include "core/words.h"

namespace autodiscover::core {
namespace {

// V2 tells single URLs. For what it cannot tell it knows who can.
std::deque<std::string_view> QuestionsFor(const Wanted& wanted) {
  if (!wanted.settings.empty() || Wants(wanted, Service::kMapi)) {
    return {codec::kV2Older};
  }
  std::deque<std::string_view> questions;
  if (Wants(wanted, Service::kEws)) {
    questions.push_back(codec::kV2Ews);
  }
  if (Wants(wanted, Service::kActiveSync)) {
    questions.push_back(codec::kV2ActiveSync);
  }
  return questions;
}

// V2 is not there (V2-06): no fault, the older protocols may well be.
Ending Absent(std::string reason) {
  return {.stage = Stage::kHttp,
          .reason = std::move(reason),
          .failure = ErrorCode::kNotFound,
          .cause = Cause{Mender::kWebServer, "V2-06"}};
}

}  // namespace

V2Chain::V2Chain(const Candidate& candidate, const Endpoint& endpoint, Run& run)
    : run_(run),
      source_(candidate.source),
      trust_(candidate.trust),
      base_(endpoint.url),
      base_parent_(candidate.parent),
      base_derived_(IsDerived(candidate)),
      questions_(QuestionsFor(run.policy.wanted)),
      url_(endpoint.url),
      derived_(base_derived_),
      redirected_(candidate.redirected),
      parent_(base_parent_) {
  if (!questions_.empty()) {
    AskAtBase();
  }
}

void V2Chain::AskAtBase() {
  url_ = codec::V2Question(base_, run_.policy.v2_form, run_.address.text,
                           questions_.front());
  derived_ = base_derived_;
  parent_ = base_parent_;
}

// Never; but a question to the caller has to wait for its turn, too.
bool V2Chain::WantsSecret() const {
  return ConsentFor(run_, url_, trust_).has_value();
}

AddressKind V2Chain::Widest() const {
  return WidestAddress(run_, url_, derived_);
}

Entry V2Chain::Entering() const {
  return questions_.empty()
             ? Entry{}
             : Entry{.place = Ledger::Place(Protocol::kV2, url_, run_.address),
                     .widest_address = Widest()};
}

std::optional<Ending> V2Chain::CheckEntry() {
  if (std::optional<Ending> refusal = CheckTarget(run_, url_, trust_)) {
    return refusal;
  }
  // First: what is not asked is not visited either.
  if (run_.ledger.IsUnreachable(url_)) {
    return NotReachedBefore(url_, run_.ledger.KindOf(url_));
  }
  if (!run_.ledger.Visit(Entering().place)) {
    return AskedBefore();
  }
  return std::nullopt;
}

std::optional<Action> V2Chain::Next(Timestamp now) {
  if (questions_.empty()) {
    return std::nullopt;
  }
  if (redirected_ && !run_.ledger.TakeRedirect(parent_)) {
    run_.trace.End(parent_, TooManyRedirects(run_.policy.redirects_max), now);
    return std::nullopt;
  }
  redirected_ = false;
  if (std::optional<Ending> refusal = CheckEntry()) {
    run_.trace.Refuse(source_, parent_, StrCat("GET ", url_.ToString()),
                      *std::move(refusal), now);
    return std::nullopt;
  }
  SendHttp send = MakeBareGet(url_, run_.policy);
  send.headers.emplace_back("Accept", "application/json");
  send.consent = ConsentFor(run_, url_, trust_);
  send.widest_address = Widest();
  Action action = std::move(send);
  attempt_ = run_.trace.Begin(source_, parent_, action, now);
  return action;
}

ChainResult V2Chain::Tell(const Report& report, Timestamp now) {
  run_.trace.SetFacts(attempt_, report);
  if (const auto* answer = std::get_if<HttpAnswer>(&report)) {
    run_.trace.SetPeer(attempt_, answer->peer_address);
    run_.trace.SetStatus(attempt_, answer->status);
    if (answer->reached > Widest()) {
      return Close(ForeignAddressEnding(url_, answer->peer_address), now);
    }
    return OnAnswer(*answer, now);
  }
  const TransportFailure failure = AsFailure(report);
  run_.trace.SetPeer(attempt_, failure.peer_address);
  Ending ending = TransportEnding(failure, url_);
  if (IsUnreachable(failure)) {
    run_.ledger.MarkUnreachable(url_, ending.failure);
  }
  return Close(std::move(ending), now);
}

ChainResult V2Chain::OnAnswer(const HttpAnswer& answer, Timestamp now) {
  if (IsRedirect(answer.status)) {
    return OnRedirect(answer, now);
  }
  codec::Answer said = codec::ReadV2Response(answer.body, questions_.front());
  if (const auto* error = std::get_if<codec::ErrorAnswer>(&said)) {
    return Close(ErrorEnding(*error, url_), now);
  }
  std::string why = StrCat("status ", answer.status);
  if (answer.status == 200) {
    if (auto* settings = std::get_if<codec::SettingsAnswer>(&said)) {
      return OnSettings(std::move(settings->settings), now);
    }
    why = StrCat("the answer ", std::get<codec::NoAnswer>(said).why);
  }
  return Close(
      Absent(StrCat(url_.host, " has no Autodiscover V2 here (", why, ")")),
      now);
}

ChainResult V2Chain::OnRedirect(const HttpAnswer& answer, Timestamp now) {
  const Result<Url> target = ReadLocation(answer, url_, run_.policy);
  if (!target) {
    return Close(BadRedirectEnding(url_, target.error()), now);
  }
  if (std::optional<Ending> refusal = CheckTarget(run_, *target, trust_)) {
    return Close(*std::move(refusal), now);
  }
  run_.trace.End(
      attempt_,
      Continues(StrCat(url_.host, " redirects to ", target->ToString())), now);
  parent_ = attempt_;
  url_ = *target;
  derived_ = false;
  redirected_ = true;
  return GoesOn{};
}

std::optional<Ending> V2Chain::CheckService(std::string_view text) const {
  const Result<Url> url = ParseUrl(text);
  if (!url || !url->IsHttps() || url->had_user_info) {
    return UnsafeUrlEnding(url_, questions_.front(), text);
  }
  // The caller cannot be asked about a host that this run does not contact.
  const auto question = ConsentFor(run_, *url, Weaker(trust_, TrustPath::kV2));
  if (!question) {
    return std::nullopt;
  }
  return Ending{.stage = Stage::kPolicy,
                .reason = StrCat(url->host,
                                 " is outside the mail domain, and only an "
                                 "answer that no login protects names it"),
                .advice = StrCat("If https://", url->host,
                                 " really serves this domain, give consent "
                                 "for that host."),
                .failure = ErrorCode::kRefusedByPolicy,
                .cause = Cause{Mender::kClient, "V2-04"}};
}

ChainResult V2Chain::OnSettings(Settings settings, Timestamp now) {
  MakeSafe(settings, run_.policy.body_bytes_max);
  const std::string url = settings.v2.at(std::string(questions_.front()));
  if (questions_.front() == codec::kV2Older) {
    return OnOlder(url, now);
  }
  if (std::optional<Ending> refusal = CheckService(url)) {
    return Close(*std::move(refusal), now);
  }
  if (!found_) {
    found_ = Found{.source = source_,
                   .trust = Weaker(trust_, TrustPath::kV2),
                   .protocol = Protocol::kV2,
                   .url = url_};
    found_->settings.smtp_address = run_.address.text;
  }
  Merge(std::move(settings), found_->settings);
  (void)ChooseEndpoints(run_.policy.wanted, found_->settings);
  Ending ending = Continues(StrCat(url_.host, " gave the URL of the service"));
  ending.succeeded = true;
  return Close(std::move(ending), now);
}

ChainResult V2Chain::OnOlder(std::string_view text, Timestamp now) {
  const Result<Url> url = ReadTarget(text, url_, run_.policy);
  if (!url) {
    return Close(BadRedirectEnding(url_, url.error()), now);
  }
  const TrustPath trust = Weaker(trust_, TrustPath::kV2);
  if (std::optional<Ending> refusal = CheckTarget(run_, *url, trust)) {
    return Close(*std::move(refusal), now);
  }
  run_.trace.End(attempt_,
                 Continues(StrCat(url_.host, " names ", url->ToString(),
                                  " for the older protocols")),
                 now);
  Policy older = run_.policy;
  std::erase(older.protocols, Protocol::kV2);
  return Branches{ForEachProtocol(older, *url, source_, trust, attempt_)};
}

ChainResult V2Chain::Close(Ending ending, Timestamp now) {
  run_.trace.End(attempt_, std::move(ending), now);
  questions_.pop_front();
  if (!questions_.empty()) {
    AskAtBase();
    return GoesOn{};
  }
  if (found_) {
    return *std::exchange(found_, std::nullopt);
  }
  return Failed{};
}

void V2Chain::Abandon(Ending ending, Timestamp now) {
  run_.trace.End(attempt_, std::move(ending), now);
}

}  // namespace autodiscover::core
