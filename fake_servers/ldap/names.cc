// SPDX-License-Identifier: Apache-2.0

#include "ldap/names.h"

#include "history/letter_case.h"

namespace fake {

std::string FoldedName(std::string_view name) {
  std::string folded;
  for (const char c : ToLower(name)) {
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
