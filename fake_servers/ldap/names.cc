// SPDX-License-Identifier: Apache-2.0

#include "ldap/names.h"

#include <algorithm>

namespace fake {

std::string Folded(std::string_view text) {
  std::string folded(text);
  std::ranges::transform(folded, folded.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return folded;
}

bool SameText(std::string_view one, std::string_view other) {
  return one.size() == other.size() && Folded(one) == Folded(other);
}

std::string FoldedName(std::string_view name) {
  std::string folded;
  for (const char c : Folded(name)) {
    const bool after_mark =
        folded.empty() || folded.back() == ',' || folded.back() == '=';
    if (c == ' ' && after_mark) {
      continue;
    }
    if (c == ',' || c == '=') {
      folded.erase(folded.find_last_not_of(' ') + 1);
    }
    folded += c;
  }
  folded.erase(folded.find_last_not_of(' ') + 1);
  return folded;
}

bool IsWithin(std::string_view name, std::string_view base) {
  return base.empty() || name == base ||
         (name.size() > base.size() && name.ends_with(base) &&
          name[name.size() - base.size() - 1] == ',');
}

bool IsChildOf(std::string_view name, std::string_view base) {
  const std::size_t comma = name.find(',');
  return comma != std::string_view::npos && name.substr(comma + 1) == base;
}

}  // namespace fake
