// SPDX-License-Identifier: Apache-2.0
//
// The cache of one process.

#include <map>
#include <mutex>
#include <set>

#include "autodiscover/cache.h"

#include "cache/freshness.h"

namespace autodiscover {
namespace {

class MemoryCache final : public Cache {
 public:
  std::optional<CacheEntry> Get(const CacheKey& key, CacheTime now) override {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key);
    return found != entries_.end() && cache::IsFresh(found->second, now)
               ? std::optional(found->second)
               : std::nullopt;
  }
  void Put(const CacheKey& key, const CacheEntry& entry) override {
    const std::lock_guard lock(mutex_);
    entries_.insert_or_assign(key, entry);
  }
  bool Delete(const CacheKey& key) override {
    const std::lock_guard lock(mutex_);
    return entries_.erase(key) > 0;
  }
  std::vector<std::pair<CacheKey, CacheEntry>> List() override {
    const std::lock_guard lock(mutex_);
    return {entries_.begin(), entries_.end()};
  }
  std::size_t Size() override {
    const std::lock_guard lock(mutex_);
    return entries_.size();
  }
  void Clear() override {
    const std::lock_guard lock(mutex_);
    entries_.clear();
    consents_.clear();
  }
  bool HasConsent(const std::string& domain, const std::string& host) override {
    const std::lock_guard lock(mutex_);
    return consents_.count({domain, host}) > 0;
  }
  void RememberConsent(const std::string& domain,
                       const std::string& host) override {
    const std::lock_guard lock(mutex_);
    consents_.insert({domain, host});
  }

 private:
  std::mutex mutex_;
  std::map<CacheKey, CacheEntry> entries_;
  std::set<std::pair<std::string, std::string>> consents_;
};

}  // namespace

std::shared_ptr<Cache> MakeMemoryCache() {
  return std::make_shared<MemoryCache>();
}

}  // namespace autodiscover
