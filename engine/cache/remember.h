// SPDX-License-Identifier: Apache-2.0
//
// What of a discovery is remembered, for whom, and for how long. Pure.

#ifndef AUTODISCOVER_CACHE_REMEMBER_H_
#define AUTODISCOVER_CACHE_REMEMBER_H_

#include <optional>

#include "autodiscover/cache.h"
#include "autodiscover/client.h"

namespace autodiscover::cache {

// Nothing: this is not to be remembered. That is every failure but "nothing
// anywhere", and a result for another address than the one asked for, which is
// half of the way only (CACHE-06).
[[nodiscard]] std::optional<CacheEntry> EntryFor(const Outcome& outcome,
                                                 const CacheKey& key,
                                                 const CacheLimits& limits,
                                                 CacheTime now);

}  // namespace autodiscover::cache

#endif  // AUTODISCOVER_CACHE_REMEMBER_H_
