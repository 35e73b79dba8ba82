// SPDX-License-Identifier: Apache-2.0
//
// The cache as a file of SQLite, shared by processes. Each call is one
// transaction; write-ahead logging lets readers go on meanwhile.

#include <mutex>
#include <string>

#include "autodiscover/cache.h"

#include "cache/cache_file.h"
#include "cache/freshness.h"
#include "cache/rows.h"
#include "cache/sqlite.h"

namespace autodiscover {
namespace {

using cache::SqlAnswer;
using cache::Sqlite;
using cache::SqlRow;
using cache::SqlValue;

// "ADsc": says that a database is ours. With the version of its tables.
constexpr std::int64_t kApplication = 0x41447363;
constexpr std::int64_t kVersion = 2;

constexpr const char* kTables[] = {
    "CREATE TABLE IF NOT EXISTS entry (domain TEXT, account TEXT, policy TEXT,"
    " url TEXT NOT NULL, protocol TEXT NOT NULL, trust TEXT NOT NULL,"
    " stored INTEGER NOT NULL, expires INTEGER NOT NULL, login TEXT NOT NULL,"
    " PRIMARY KEY (domain, account, policy)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS consent (domain TEXT, host TEXT,"
    " PRIMARY KEY (domain, host)) WITHOUT ROWID"};
constexpr const char* kWhere =
    " WHERE domain = ? AND account = ? AND policy = ?";
constexpr const char* kSelect =
    "SELECT domain, account, policy, url, protocol, trust, stored, expires,"
    " login FROM entry";

std::string SetPragma(const char* name, std::int64_t value) {
  return std::string("PRAGMA ") + name + "=" + std::to_string(value);
}

std::vector<SqlValue> ValuesOf(const CacheKey& key) {
  return {key.domain, key.account, key.policy};
}

class FileCache final : public Cache {
 public:
  explicit FileCache(std::string path) : path_(std::move(path)) { Open(); }

  std::optional<CacheEntry> Get(const CacheKey& key, CacheTime now) override {
    const auto rows = cache::EntriesIn(
        Run(std::string(kSelect) + kWhere, ValuesOf(key)).rows);
    return !rows.empty() && cache::IsFresh(rows[0].second, now)
               ? std::optional(rows[0].second)
               : std::nullopt;
  }
  void Put(const CacheKey& key, const CacheEntry& entry) override {
    // So that the file does not grow for ever.
    Run("DELETE FROM entry WHERE expires <= ?",
        {static_cast<std::int64_t>(entry.stored.time_since_epoch().count())});
    Run("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        cache::RowOf(key, entry));
  }
  bool Delete(const CacheKey& key) override {
    return Run(std::string("DELETE FROM entry") + kWhere, ValuesOf(key))
               .changed > 0;
  }
  std::vector<std::pair<CacheKey, CacheEntry>> List() override {
    return cache::EntriesIn(
        Run(std::string(kSelect) + " ORDER BY domain, account, policy").rows);
  }
  std::size_t Size() override { return List().size(); }
  void Clear() override {
    Run("DELETE FROM entry");
    Run("DELETE FROM consent");
  }
  bool HasConsent(const std::string& domain, const std::string& host) override {
    return !Run("SELECT 1 FROM consent WHERE domain = ? AND host = ?",
                {domain, host})
                .rows.empty();
  }
  void RememberConsent(const std::string& domain,
                       const std::string& host) override {
    Run("INSERT OR IGNORE INTO consent VALUES (?, ?)", {domain, host});
  }

 private:
  // Runs a statement; when the file turns out to be damaged, once more with the
  // one that takes its place.
  SqlAnswer Run(const std::string& statement,
                const std::vector<SqlValue>& values = {}) {
    const std::lock_guard lock(mutex_);
    SqlAnswer answer = database_->Run(statement, values);
    if (answer.state == SqlAnswer::State::kDamaged) {
      Open();
      answer = database_->Run(statement, values);
    }
    return answer;
  }

  // Opens what is there, and makes it anew if it is not a cache of this
  // version. Being busy is no reason for that: it says that another process is
  // well.
  void Open() {
    const cache::FileLock lock(path_);
    database_.emplace(path_);
    if (Prepare() != SqlAnswer::State::kDamaged) {
      return;
    }
    database_.reset();
    cache::RemoveFile(path_);
    // If it cannot be made, every statement fails, and nothing is remembered.
    [[maybe_unused]] const Result<std::string> made = cache::ClaimFile(path_);
    database_.emplace(path_);
    Prepare();
  }

  SqlAnswer::State Prepare() {
    const SqlAnswer sound = database_->Run("PRAGMA quick_check(1)");
    if (sound.state != SqlAnswer::State::kDone) {
      return sound.state;
    }
    const bool intact = cache::TextOf(sound) == "ok";
    const bool empty =
        cache::NumberOf(database_->Run("PRAGMA schema_version")) == 0;
    const bool ours =
        cache::NumberOf(database_->Run("PRAGMA application_id")) ==
            kApplication &&
        cache::NumberOf(database_->Run("PRAGMA user_version")) == kVersion;
    if (!intact || (!empty && !ours)) {
      return SqlAnswer::State::kDamaged;
    }
    if (!ours) {
      database_->Run("PRAGMA journal_mode=WAL");
      database_->Run("BEGIN IMMEDIATE");
      database_->Run(SetPragma("application_id", kApplication));
      database_->Run(SetPragma("user_version", kVersion));
      for (const char* table : kTables) {
        database_->Run(table);
      }
      database_->Run("COMMIT");
    }
    return database_->Run("PRAGMA synchronous=NORMAL").state;
  }

  const std::string path_;
  std::mutex mutex_;
  std::optional<Sqlite> database_;
};

}  // namespace

Result<std::shared_ptr<Cache>> OpenFileCache(const std::string& path) {
  if (Result<std::string> claimed = cache::ClaimFile(path); !claimed) {
    return tl::unexpected<Error>(claimed.error());
  }
  return std::shared_ptr<Cache>(std::make_shared<FileCache>(path));
}

}  // namespace autodiscover
