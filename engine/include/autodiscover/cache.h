// SPDX-License-Identifier: Apache-2.0
//
// Remembers which endpoint answered for a mailbox, so that the next discovery
// asks it first. A hint, no truth: every run asks the endpoint again, with
// every check of its certificate and of consent, and runs the whole ladder when
// it fails. No password, token or settings are ever in it (CACHE-09).

#ifndef AUTODISCOVER_CACHE_H_
#define AUTODISCOVER_CACHE_H_

#include <chrono>
#include <compare>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "autodiscover/outcome.h"
#include "autodiscover/policy.h"
#include "autodiscover/result.h"

namespace autodiscover {

using CacheTime =
    std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>;

// Whose entry it is: no other account and no other policy gets it (CACHE-05).
struct CacheKey {
  std::string domain;   // Of the mail address, in A-labels.
  std::string account;  // The address, and the login name if it is another.
  std::string policy;   // Fingerprint of what can change the result.
  auto operator<=>(const CacheKey&) const = default;
};

struct CacheEntry {
  std::string url;  // The Autodiscover URL; empty: there was none anywhere.
  Protocol protocol = Protocol::kPox;
  TrustPath trust = TrustPath::kTls;
  std::optional<AuthScheme> login;  // As KnownEndpoint::login.
  CacheTime stored;
  CacheTime expires;
  bool operator==(const CacheEntry&) const = default;
};

// How long an entry is good. The server's own wish (TTL) is held within the two
// bounds; without one it is `standard` (CACHE-04).
struct CacheLimits {
  std::chrono::seconds shortest = std::chrono::hours(1);
  std::chrono::seconds standard = std::chrono::hours(24);
  std::chrono::seconds longest = std::chrono::hours(24 * 7);
  // Of "there is no service anywhere", the only failure that is kept. 0: never.
  std::chrono::seconds negative{60};
};

// Safe to use from several threads at once. Nothing fails: a store that cannot
// be read is empty, one that cannot be written forgets.
class Cache {
 public:
  Cache() = default;
  virtual ~Cache() = default;
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;
  Cache(Cache&&) = delete;
  Cache& operator=(Cache&&) = delete;

  // The entry, unless it is out of date.
  [[nodiscard]] virtual std::optional<CacheEntry> Get(const CacheKey& key,
                                                      CacheTime now) = 0;
  // Replaces what was there.
  virtual void Put(const CacheKey& key, const CacheEntry& entry) = 0;
  // Whether there was one.
  virtual bool Delete(const CacheKey& key) = 0;
  // Every entry, in order of key; also those out of date.
  [[nodiscard]] virtual std::vector<std::pair<CacheKey, CacheEntry>> List() = 0;
  [[nodiscard]] virtual std::size_t Size() = 0;
  // Forgets entries and consents.
  virtual void Clear() = 0;

  // A person's consent to ask `host` for mailboxes of `domain`: for this pair,
  // and for no other (CACHE-07).
  [[nodiscard]] virtual bool HasConsent(const std::string& domain,
                                        const std::string& host) = 0;
  virtual void RememberConsent(const std::string& domain,
                               const std::string& host) = 0;
};

// Lives as long as the process.
[[nodiscard]] std::shared_ptr<Cache> MakeMemoryCache();

// A file shared by processes and threads, of the user alone (mode 0600). It is
// made when it is not there, and made anew when it is damaged or of another
// version (CACHE-08). An error: it cannot be made there, or belongs to someone
// else.
[[nodiscard]] Result<std::shared_ptr<Cache>> OpenFileCache(
    const std::string& path);

// $XDG_CACHE_HOME/autodiscover/cache-2.sqlite, or below ~/.cache. The number is
// the format's, so that versions of the library do not fight over a file.
// Empty: the user has no home.
[[nodiscard]] std::string DefaultCacheFile();

}  // namespace autodiscover

#endif  // AUTODISCOVER_CACHE_H_
