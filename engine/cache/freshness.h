// SPDX-License-Identifier: Apache-2.0
//
// When an entry may be used.

#ifndef AUTODISCOVER_CACHE_FRESHNESS_H_
#define AUTODISCOVER_CACHE_FRESHNESS_H_

#include "autodiscover/cache.h"

namespace autodiscover::cache {

// An entry from the future was written while the clock was wrong: nobody knows
// how old it is.
inline bool IsFresh(const CacheEntry& entry, CacheTime now) {
  return entry.stored <= now && now < entry.expires;
}

}  // namespace autodiscover::cache

#endif  // AUTODISCOVER_CACHE_FRESHNESS_H_
