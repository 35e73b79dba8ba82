// SPDX-License-Identifier: Apache-2.0

#include "cache/sqlite.h"

#include <sqlite3.h>

namespace autodiscover::cache {
namespace {

// Longer than any transaction of ours, also on a slow disk.
constexpr int kBusyLimitMs = 10'000;

SqlAnswer::State StateOf(int code) {
  switch (code & 0xFF) {  // Without the extension.
    case SQLITE_OK:
    case SQLITE_DONE:
      return SqlAnswer::State::kDone;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return SqlAnswer::State::kBusy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return SqlAnswer::State::kDamaged;
    default:
      return SqlAnswer::State::kFailed;
  }
}

int Bind(sqlite3_stmt* statement, const std::vector<SqlValue>& values) {
  int place = 0;
  int code = SQLITE_OK;
  for (const SqlValue& value : values) {
    ++place;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      code = sqlite3_bind_int64(statement, place, *number);
    } else {
      const std::string& text = std::get<std::string>(value);
      // No destructor: `values` outlive the statement.
      code = sqlite3_bind_text64(statement, place, text.data(), text.size(),
                                 nullptr, SQLITE_UTF8);
    }
    if (code != SQLITE_OK) {
      return code;
    }
  }
  return code;
}

SqlValue ColumnOf(sqlite3_stmt* statement, int column) {
  if (sqlite3_column_type(statement, column) == SQLITE_INTEGER) {
    return SqlValue(
        static_cast<std::int64_t>(sqlite3_column_int64(statement, column)));
  }
  const void* bytes = sqlite3_column_blob(statement, column);
  const int size = sqlite3_column_bytes(statement, column);
  return bytes == nullptr ? std::string()
                          : std::string(static_cast<const char*>(bytes),
                                        static_cast<std::size_t>(size));
}

}  // namespace

struct Sqlite::Database {
  sqlite3* handle = nullptr;
};

Sqlite::Sqlite(const std::string& path)
    : database_(std::make_unique<Database>()) {
  sqlite3_open_v2(path.c_str(), &database_->handle,
                  SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, nullptr);
  sqlite3_busy_timeout(database_->handle, kBusyLimitMs);
}

Sqlite::~Sqlite() { sqlite3_close_v2(database_->handle); }

SqlAnswer Sqlite::Run(const std::string& text,
                      const std::vector<SqlValue>& values) {
  SqlAnswer answer;
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(database_->handle, text.c_str(), -1, &statement,
                                nullptr);
  if (code == SQLITE_OK) {
    code = Bind(statement, values);
  }
  if (code == SQLITE_OK) {
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      SqlRow& row = answer.rows.emplace_back();
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        row.push_back(ColumnOf(statement, i));
      }
    }
    answer.changed = sqlite3_changes(database_->handle);
  }
  sqlite3_finalize(statement);
  answer.state = StateOf(code);
  return answer;
}

}  // namespace autodiscover::cache
