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

}  // namespace

std::optional<CacheKey> KnownPlaces::PlaceOf(const Request& request) {
  // What the caller knows himself is nothing for others, and needs no advice.
  std::optional<CacheKey> key =
      request.policy.endpoint.empty() && !request.policy.last_good
          ? CacheKeyFor(request)
          : std::nullopt;
  return key ? std::optional(WithoutAccount(*std::move(key))) : std::nullopt;
}

bool KnownPlaces::Advise(const CacheKey& place, Request& request,
                         CacheTime now) const {
  const auto found = places_.find(place);
  if (found == places_.end() || found->second.expires <= now) {
    return false;
  }
  request.policy.last_good = KnownEndpoint{.url = found->second.url,
                                           .protocol = found->second.protocol,
                                           .trust = found->second.trust};
  return true;
}

bool KnownPlaces::Learn(const Request& request, const Outcome& outcome,
                        CacheTime now) {
  // A place that was known already needs no look at the table.
  if (!outcome.settings || outcome.source == Source::kLastGood ||
      !request.policy.endpoint.empty()) {
    return false;
  }
  const auto key = CacheKeyFor(request);
  const auto entry =
      key ? cache::EntryFor(outcome, *key, request.cache_limits, now)
          : std::nullopt;
  if (!entry) {
    return false;
  }
  if (places_.size() >= kDomainsMax) {
    places_.clear();
  }
  places_[WithoutAccount(*key)] = *entry;
  return true;
}

}  // namespace autodiscover::client
