// SPDX-License-Identifier: Apache-2.0
//
// A discovery with a cache around it.

#ifndef AUTODISCOVER_CLIENT_REMEMBERING_H_
#define AUTODISCOVER_CLIENT_REMEMBERING_H_

#include <functional>
#include <optional>

#include "autodiscover/cache.h"
#include "autodiscover/client.h"

namespace autodiscover::client {

[[nodiscard]] CacheTime TimeNow();

// What is done before a run and after it. Without a cache: nothing. A
// remembered endpoint is one more candidate, the first: when it is dead or
// wrong, the ladder goes on in the same run, and what that finds takes its
// place (CACHE-01, CACHE-02).
class Remembering {
 public:
  Remembering(Request request, CacheTime now);
  Remembering(const Remembering&) = delete;
  Remembering& operator=(const Remembering&) = delete;
  Remembering(Remembering&&) = delete;
  Remembering& operator=(Remembering&&) = delete;
  ~Remembering() = default;

  // Set: the cache knows that there is nothing, and no run is wanted.
  [[nodiscard]] const std::optional<Outcome>& failure() const {
    return failure_;
  }
  // What is to be run.
  [[nodiscard]] const Request& asked() const { return asked_; }
  [[nodiscard]] Request& asked() { return asked_; }
  // Keeps what the run has learned.
  void Learn(const Outcome& outcome) const;

 private:
  Request asked_;
  CacheTime now_;
  std::optional<CacheKey> key_;
  std::optional<CacheEntry> known_;
  std::optional<Outcome> failure_;
};

using RunFunction = std::function<Outcome(const Request&)>;

// Runs `request` by `run`, with what its cache knows; and keeps there what it
// learns. Without a cache it is `run` alone.
[[nodiscard]] Outcome DiscoverRemembering(const Request& request, CacheTime now,
                                          const RunFunction& run);

}  // namespace autodiscover::client

#endif  // AUTODISCOVER_CLIENT_REMEMBERING_H_
