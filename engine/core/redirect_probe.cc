// SPDX-License-Identifier: Apache-2.0

#include "core/redirect_probe.h"

#include <utility>

#include "base/strings.h"
#include "core/judge.h"
#include "core/request.h"
#include "core/target_guard.h"
#include "core/words.h"

namespace autodiscover::core {
namespace {

// Whatever else happens on port 80 only means that there is no redirect.
Ending NoRedirect(std::string reason) {
  return {.stage = Stage::kHttp,
          .reason = std::move(reason),
          .failure = ErrorCode::kNotFound,
          .cause = Cause{Mender::kWebServer, "LOC-06"}};
}

}  // namespace

RedirectProbe::RedirectProbe(const Candidate& candidate,
                             const PlainHttpProbe& probe, Run& run)
    : run_(run),
      source_(candidate.source),
      trust_(TrustOf(candidate)),
      url_(probe.url),
      parent_(candidate.parent) {}

std::optional<Action> RedirectProbe::Next(Timestamp now) {
  SendHttp send = MakeBareGet(url_, run_.policy);
  send.widest_address = WidestAddress(run_, url_, parent_ < 0);
  Action action = std::move(send);
  attempt_ = run_.trace.Begin(source_, parent_, action, now);
  return action;
}

ChainResult RedirectProbe::Tell(const Report& report, Timestamp now) {
  run_.trace.SetFacts(attempt_, report);
  if (const auto* answer = std::get_if<HttpAnswer>(&report)) {
    run_.trace.SetPeer(attempt_, answer->peer_address);
    run_.trace.SetStatus(attempt_, answer->status);
    return OnAnswer(*answer, now);
  }
  Ending ending = NoRedirect("there is no report of an answer");
  if (const auto* failure = std::get_if<TransportFailure>(&report)) {
    run_.trace.SetPeer(attempt_, failure->peer_address);
    ending = TransportEnding(*failure, url_);
    ending.failure = ErrorCode::kNotFound;
    ending.advice.clear();
  }
  return Fail(std::move(ending), now);
}

ChainResult RedirectProbe::OnAnswer(const HttpAnswer& answer, Timestamp now) {
  if (!IsRedirect(answer.status)) {
    return Fail(NoRedirect(StrCat(url_.host, " does not redirect (status ",
                                  answer.status,
                                  "); nothing else that it says without TLS "
                                  "is believed")),
                now);
  }
  const Result<Url> target = ReadLocation(answer, url_, run_.policy);
  if (!target) {
    return Fail(BadRedirectEnding(url_, target.error()), now);
  }
  if (std::optional<Ending> refusal = CheckTarget(run_, *target, trust_)) {
    return Fail(*std::move(refusal), now);
  }
  run_.trace.End(
      attempt_,
      Continues(StrCat(url_.host, " redirects to ", target->ToString())), now);
  Branches branches{
      ForEachProtocol(run_.policy, *target, source_, trust_, attempt_)};
  for (Candidate& candidate : branches.candidates) {
    candidate.redirected = true;
  }
  return branches;
}

ChainResult RedirectProbe::Fail(Ending ending, Timestamp now) {
  run_.trace.End(attempt_, std::move(ending), now);
  return Failed{};
}

void RedirectProbe::Abandon(Ending ending, Timestamp now) {
  run_.trace.End(attempt_, std::move(ending), now);
}

}  // namespace autodiscover::core
