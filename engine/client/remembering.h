// SPDX-License-Identifier: Apache-2.0
//
// A discovery with a cache around it.

#ifndef AUTODISCOVER_CLIENT_REMEMBERING_H_
#define AUTODISCOVER_CLIENT_REMEMBERING_H_

#include <functional>

#include "autodiscover/cache.h"
#include "autodiscover/client.h"

namespace autodiscover::client {

using RunFunction = std::function<Outcome(const Request&)>;

// Runs `request` by `run`, with what its cache knows; and keeps there what it
// learns. Without a cache it is `run` alone. A remembered endpoint is one more
// candidate, the first: when it is dead or wrong, the ladder goes on in the
// same run, and what that finds takes its place (CACHE-01, CACHE-02).
[[nodiscard]] Outcome DiscoverRemembering(const Request& request, CacheTime now,
                                          const RunFunction& run);

}  // namespace autodiscover::client

#endif  // AUTODISCOVER_CLIENT_REMEMBERING_H_
