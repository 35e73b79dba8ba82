// SPDX-License-Identifier: Apache-2.0

#include "client/remembering.h"

#include <string>
#include <utility>

#include "cache/remember.h"

namespace autodiscover::client {
namespace {

Outcome RememberedFailure(const Request& request, const CacheEntry& entry,
                          CacheTime now) {
  Outcome outcome;
  outcome.address = request.address;
  outcome.error =
      Error{.code = ErrorCode::kNotFound,
            .message = "No Autodiscover service was found " +
                       std::to_string((now - entry.stored).count()) +
                       " s ago, and none is looked for again within " +
                       std::to_string((entry.expires - entry.stored).count()) +
                       " s; without the cache the search is made anew."};
  return outcome;
}

// Asks only about pairs that were not consented to before.
void UseConsents(Request& request) {
  if (!request.consent) {
    return;
  }
  request.consent = [ask = std::move(request.consent),
                     cache = request.cache](const ConsentQuestion& question) {
    if (cache->HasConsent(question.mail_domain, question.host)) {
      return true;
    }
    if (!ask(question)) {
      return false;
    }
    cache->RememberConsent(question.mail_domain, question.host);
    return true;
  };
}

}  // namespace

CacheTime TimeNow() {
  return std::chrono::time_point_cast<CacheTime::duration>(
      std::chrono::system_clock::now());
}

Remembering::Remembering(Request request, CacheTime now)
    : asked_(std::move(request)),
      now_(now),
      key_(asked_.cache ? CacheKeyFor(asked_) : std::nullopt) {
  if (!key_) {
    return;
  }
  known_ = asked_.cache->Get(*key_, now);
  // Where the mailbox has no service, there may still be an answer about others
  // (SOAP-14), which is not remembered.
  if (known_ && known_->url.empty() && asked_.policy.wanted.users.empty() &&
      asked_.cache_limits.negative.count() > 0) {
    failure_ = RememberedFailure(asked_, *known_, now);
    return;
  }
  if (known_ && !known_->url.empty()) {
    asked_.policy.last_good = KnownEndpoint{.url = known_->url,
                                            .protocol = known_->protocol,
                                            .trust = known_->trust,
                                            .login = known_->login};
  }
  UseConsents(asked_);
}

void Remembering::Learn(const Outcome& outcome) const {
  if (!key_ || failure_) {
    return;
  }
  const std::optional<CacheEntry> learnt =
      cache::EntryFor(outcome, *key_, asked_.cache_limits, now_);
  // When all has failed the old endpoint stays: the network may be down.
  if (learnt && !(known_ && learnt->url.empty())) {
    asked_.cache->Put(*key_, *learnt);
  } else if (known_ && outcome.settings) {
    asked_.cache->Delete(*key_);
  }
}

Outcome DiscoverRemembering(const Request& request, CacheTime now,
                            const RunFunction& run) {
  const Remembering remembering(request, now);
  if (remembering.failure()) {
    return *remembering.failure();
  }
  Outcome outcome = run(remembering.asked());
  remembering.Learn(outcome);
  return outcome;
}

}  // namespace autodiscover::client
