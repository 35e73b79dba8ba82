// SPDX-License-Identifier: Apache-2.0

#include "world/nearest.h"

#include <algorithm>
#include <cstddef>

namespace fake {
namespace {

// A word that is longer is no typing error of ours.
constexpr std::size_t kLettersMax = 40;

// The optimal string alignment distance. Of the table only the last three rows
// are kept.
std::size_t Distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    last[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

// `cert` for `certificate`, and the other way round.
bool IsAbbreviation(const std::string& a, const std::string& b) {
  constexpr std::size_t kLeast = 3;
  const std::size_t common = std::min(a.size(), b.size());
  return common >= kLeast && a.compare(0, common, b, 0, common) == 0;
}

}  // namespace

std::optional<std::string> Nearest(const std::string& word,
                                   const std::vector<std::string>& known) {
  if (word.size() > kLettersMax) {
    return std::nullopt;
  }
  const std::size_t most = std::max<std::size_t>(1, word.size() / 3);
  std::optional<std::string> nearest;
  std::size_t best = most + 1;
  for (const std::string& candidate : known) {
    std::size_t distance = Distance(word, candidate);
    if (IsAbbreviation(word, candidate)) {
      distance = std::min(distance, most);
    }
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string Allowed(const std::string& word,
                    const std::vector<std::string>& known) {
  std::string text;
  for (const std::string& one : known) {
    text += (text.empty() ? "" : ", ") + one;
  }
  if (const auto nearest = Nearest(word, known)) {
    text += "; did you mean `" + *nearest + "`?";
  }
  return text;
}

}  // namespace fake
