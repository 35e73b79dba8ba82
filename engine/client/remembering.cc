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
void UseConsents(Request& request, Cache& cache) {
  if (!request.consent) {
    return;
  }
  request.consent = [ask = std::move(request.consent),
                     &cache](const ConsentQuestion& question) {
    if (cache.HasConsent(question.mail_domain, question.host)) {
      return true;
    }
    if (!ask(question)) {
      return false;
    }
    cache.RememberConsent(question.mail_domain, question.host);
    return true;
  };
}

}  // namespace

Outcome DiscoverRemembering(const Request& request, CacheTime now,
                            const RunFunction& run) {
  const std::optional<CacheKey> key =
      request.cache ? CacheKeyFor(request) : std::nullopt;
  if (!key) {
    return run(request);
  }
  Cache& cache = *request.cache;
  const std::optional<CacheEntry> known = cache.Get(*key, now);
  if (known && known->url.empty() &&
      request.cache_limits.negative.count() > 0) {
    return RememberedFailure(request, *known, now);
  }
  Request asked = request;
  if (known && !known->url.empty()) {
    asked.policy.last_good = KnownEndpoint{
        .url = known->url, .protocol = known->protocol, .trust = known->trust};
  }
  UseConsents(asked, cache);
  Outcome outcome = run(asked);
  const std::optional<CacheEntry> learnt =
      cache::EntryFor(outcome, *key, request.cache_limits, now);
  // When all has failed the old endpoint stays: the network may be down.
  if (learnt && !(known && learnt->url.empty())) {
    cache.Put(*key, *learnt);
  } else if (known && outcome.settings) {
    cache.Delete(*key);
  }
  return outcome;
}

}  // namespace autodiscover::client
