// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/setting_name.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include "autodiscover/setting_names.h"

namespace autodiscover::tools {
namespace {

bool SameLetter(char left, char right) {
  return std::tolower(static_cast<unsigned char>(left)) ==
         std::tolower(static_cast<unsigned char>(right));
}

// How many letters have to be put in, taken out or changed, whatever their
// case: row by row of Levenshtein's table.
std::size_t Distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char letter : from) {
    std::size_t diagonal = row[0]++;
    for (std::size_t i = 0; i < to.size(); ++i) {
      const std::size_t change = diagonal + (SameLetter(letter, to[i]) ? 0 : 1);
      diagonal = row[i + 1];
      row[i + 1] = std::min({change, row[i] + 1, row[i + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string CheckSettingName(std::string_view name) {
  std::string_view nearest;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const auto names : {UserSettingNames(), ProtocolElementNames()}) {
    for (const std::string_view known : names) {
      if (known == name) {
        return "";
      }
      if (const std::size_t distance = Distance(name, known);
          distance < least) {
        least = distance;
        nearest = known;
      }
    }
  }
  return "no document names a setting " + std::string(name) +
         "; did you mean " + std::string(nearest) + "?";
}

}  // namespace autodiscover::tools
