// SPDX-License-Identifier: Apache-2.0
//
// Entries as rows of the file, and back.

#ifndef AUTODISCOVER_CACHE_ROWS_H_
#define AUTODISCOVER_CACHE_ROWS_H_

#include <string>
#include <utility>
#include <vector>

#include "autodiscover/cache.h"

#include "cache/sqlite.h"

namespace autodiscover::cache {

[[nodiscard]] SqlRow RowOf(const CacheKey& key, const CacheEntry& entry);

// The entries of `rows`; those that say what this version does not know are
// left out.
[[nodiscard]] std::vector<std::pair<CacheKey, CacheEntry>> EntriesIn(
    const std::vector<SqlRow>& rows);

// The first value of the answer; 0 and "" when it is none of that kind.
[[nodiscard]] std::int64_t NumberOf(const SqlAnswer& answer);
[[nodiscard]] std::string TextOf(const SqlAnswer& answer);

}  // namespace autodiscover::cache

#endif  // AUTODISCOVER_CACHE_ROWS_H_
