// SPDX-License-Identifier: Apache-2.0

#include "cache/rows.h"

#include <optional>
#include <string_view>

namespace autodiscover::cache {
namespace {

constexpr std::size_t kColumns = 9;

std::string TextAt(const SqlRow& row, std::size_t column) {
  const auto* text = std::get_if<std::string>(&row[column]);
  return text == nullptr ? std::string() : *text;
}

std::int64_t NumberAt(const SqlRow& row, std::size_t column) {
  const auto* number = std::get_if<std::int64_t>(&row[column]);
  return number == nullptr ? 0 : *number;
}

CacheTime TimeAt(const SqlRow& row, std::size_t column) {
  return CacheTime(std::chrono::seconds(NumberAt(row, column)));
}

std::int64_t ToNumber(CacheTime time) {
  return static_cast<std::int64_t>(time.time_since_epoch().count());
}

// Names, not numbers, are in the file: an enumerator may move.
template <typename Enum>
std::optional<Enum> FromName(std::string_view name) {
  constexpr int kMore = 16;  // Than there are enumerators.
  for (int i = 0; i < kMore; ++i) {
    const auto value = static_cast<Enum>(i);
    if (name != "unknown" && name == ToString(value)) {
      return value;
    }
  }
  return std::nullopt;
}

}  // namespace

SqlRow RowOf(const CacheKey& key, const CacheEntry& entry) {
  return {key.domain,
          key.account,
          key.policy,
          entry.url,
          std::string(ToString(entry.protocol)),
          std::string(ToString(entry.trust)),
          ToNumber(entry.stored),
          ToNumber(entry.expires),
          entry.login ? std::string(ToString(*entry.login)) : std::string()};
}

std::vector<std::pair<CacheKey, CacheEntry>> EntriesIn(
    const std::vector<SqlRow>& rows) {
  std::vector<std::pair<CacheKey, CacheEntry>> entries;
  for (const SqlRow& row : rows) {
    if (row.size() != kColumns) {
      continue;
    }
    const auto protocol = FromName<Protocol>(TextAt(row, 4));
    const auto trust = FromName<TrustPath>(TextAt(row, 5));
    if (protocol && trust) {
      CacheKey key{.domain = TextAt(row, 0),
                   .account = TextAt(row, 1),
                   .policy = TextAt(row, 2)};
      entries.emplace_back(
          std::move(key),
          CacheEntry{.url = TextAt(row, 3),
                     .protocol = *protocol,
                     .trust = *trust,
                     .login = FromName<AuthScheme>(TextAt(row, 8)),
                     .stored = TimeAt(row, 6),
                     .expires = TimeAt(row, 7)});
    }
  }
  return entries;
}

std::int64_t NumberOf(const SqlAnswer& answer) {
  return answer.rows.empty() ? 0 : NumberAt(answer.rows[0], 0);
}

std::string TextOf(const SqlAnswer& answer) {
  return answer.rows.empty() ? std::string() : TextAt(answer.rows[0], 0);
}

}  // namespace autodiscover::cache
