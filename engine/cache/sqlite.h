// SPDX-License-Identifier: Apache-2.0
//
// SQLite, as far as the cache needs it: one database, statements with texts and
// numbers. The one place that knows its types.

#ifndef AUTODISCOVER_CACHE_SQLITE_H_
#define AUTODISCOVER_CACHE_SQLITE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace autodiscover::cache {

using SqlValue = std::variant<std::int64_t, std::string>;
using SqlRow = std::vector<SqlValue>;

struct SqlAnswer {
  enum class State {
    kDone,
    kBusy,     // Another process held it for longer than we wait.
    kDamaged,  // No database, or a broken one.
    kFailed,   // Anything else: no space, no right.
  };
  State state = State::kDone;
  std::vector<SqlRow> rows;
  int changed = 0;  // Rows that it wrote or removed.
};

// Not thread-safe.
class Sqlite {
 public:
  // Opens the file, which must be there.
  explicit Sqlite(const std::string& path);
  ~Sqlite();
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;
  Sqlite(Sqlite&&) = delete;
  Sqlite& operator=(Sqlite&&) = delete;

  // Runs one statement; `values` take the places of its question marks.
  SqlAnswer Run(const std::string& statement,
                const std::vector<SqlValue>& values = {});

 private:
  struct Database;
  std::unique_ptr<Database> database_;
};

}  // namespace autodiscover::cache

#endif  // AUTODISCOVER_CACHE_SQLITE_H_
