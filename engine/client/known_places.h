// SPDX-License-Identifier: Apache-2.0
//
// Where mailboxes of a domain were found, for others of the same domain.

#ifndef AUTODISCOVER_CLIENT_KNOWN_PLACES_H_
#define AUTODISCOVER_CLIENT_KNOWN_PLACES_H_

#include <cstddef>
#include <map>
#include <optional>

#include "autodiscover/cache.h"
#include "autodiscover/client.h"

namespace autodiscover::client {

// Holds a bounded number of domains: a full table is emptied.
class KnownPlaces {
 public:
  static constexpr std::size_t kDomainsMax = 4'096;

  // What `request` shares with others; nothing: it knows better itself.
  [[nodiscard]] static std::optional<CacheKey> PlaceOf(const Request& request);

  // Adds what is known of `place` to `request`; false: nothing.
  bool Advise(const CacheKey& place, Request& request, CacheTime now) const;
  // Keeps where `request` was found; false: there is nothing to keep.
  bool Learn(const Request& request, const Outcome& outcome, CacheTime now);

 private:
  std::map<CacheKey, CacheEntry> places_;  // Without account.
};

}  // namespace autodiscover::client

#endif  // AUTODISCOVER_CLIENT_KNOWN_PLACES_H_
