// SPDX-License-Identifier: Apache-2.0

#include "client/known_places.h"

#include <utility>

#include "cache/remember.h"

namespace autodiscover::client {
namespace {

CacheKey WithoutAccount(CacheKey key) {
  key.account.clear();
  return key;
}

// What the caller knows himself is nothing for others, and needs no advice.
bool Shares(const Request& request) { return request.policy.endpoint.empty(); }

}  // namespace

void KnownPlaces::Advise(Request& request, CacheTime now) const {
  const auto key = Shares(request) && !request.policy.last_good
                       ? CacheKeyFor(request)
                       : std::nullopt;
  if (!key) {
    return;
  }
  const auto found = places_.find(WithoutAccount(*key));
  if (found != places_.end() && now < found->second.expires) {
    request.policy.last_good = KnownEndpoint{.url = found->second.url,
                                             .protocol = found->second.protocol,
                                             .trust = found->second.trust};
  }
}

void KnownPlaces::Learn(const Request& request, const Outcome& outcome,
                        CacheTime now) {
  // A place that was known already needs no look at the table.
  if (!outcome.settings || outcome.source == Source::kLastGood ||
      !Shares(request)) {
    return;
  }
  const auto key = CacheKeyFor(request);
  const auto entry =
      key ? cache::EntryFor(outcome, *key, request.cache_limits, now)
          : std::nullopt;
  if (!entry) {
    return;
  }
  if (places_.size() >= kDomainsMax) {
    places_.clear();
  }
  places_[WithoutAccount(*key)] = *entry;
}

}  // namespace autodiscover::client
