// SPDX-License-Identifier: Apache-2.0

#include "ldap/filter.h"

#include <algorithm>
#include <string_view>

#include "history/letter_case.h"
#include "ldap/names.h"

namespace fake {
namespace {

using Kind = Filter::Kind;

// RFC 4515, 3: what would be read as syntax, and what cannot be printed.
std::string Escaped(std::string_view value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '*' || c == '(' || c == ')' || c == '\\' || byte < 0x20 ||
        byte == 0x7f) {
      text += {'\\', kHex[byte >> 4U], kHex[byte & 0xfU]};
    } else {
      text += c;
    }
  }
  return text;
}

std::string Joined(const std::vector<std::string>& values) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    text += (i == 0 ? "" : "*") + Escaped(values[i]);
  }
  return text;
}

std::string PartsOf(const Filter& filter) {
  std::string text;
  for (const Filter& part : filter.parts) {
    text += ToString(part);
  }
  return text;
}

bool MatchesSubstrings(const std::vector<std::string>& wanted,
                       const std::string& value) {
  const std::string text = ToLower(value);
  const std::string first = ToLower(wanted.front());
  const std::string last = ToLower(wanted.back());
  if (text.size() < first.size() + last.size() || !text.starts_with(first) ||
      !text.ends_with(last)) {
    return false;
  }
  const std::string_view middle = std::string_view(text).substr(
      first.size(), text.size() - first.size() - last.size());
  std::size_t from = 0;
  for (std::size_t i = 1; i + 1 < wanted.size(); ++i) {
    const std::string part = ToLower(wanted[i]);
    const std::size_t at = middle.find(part, from);
    if (at == std::string_view::npos) {
      return false;
    }
    from = at + part.size();
  }
  return true;
}

bool MatchesValue(const Filter& filter, const std::string& value) {
  switch (filter.kind) {
    case Kind::kEqual:
    case Kind::kApproximate:
      return EqualsIgnoringCase(filter.values.front(), value);
    case Kind::kSubstrings:
      return MatchesSubstrings(filter.values, value);
    case Kind::kGreaterOrEqual:
      return ToLower(value) >= ToLower(filter.values.front());
    case Kind::kLessOrEqual:
      return ToLower(value) <= ToLower(filter.values.front());
    case Kind::kPresent:
      return true;
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kNot:
    case Kind::kOther:
      break;
  }
  return false;
}

}  // namespace

std::string ToString(const Filter& filter) {
  const std::string& name = filter.attribute;
  switch (filter.kind) {
    case Kind::kAnd:
      return "(&" + PartsOf(filter) + ")";
    case Kind::kOr:
      return "(|" + PartsOf(filter) + ")";
    case Kind::kNot:
      return "(!" + PartsOf(filter) + ")";
    case Kind::kEqual:
    case Kind::kSubstrings:
      return "(" + name + "=" + Joined(filter.values) + ")";
    case Kind::kGreaterOrEqual:
      return "(" + name + ">=" + Joined(filter.values) + ")";
    case Kind::kLessOrEqual:
      return "(" + name + "<=" + Joined(filter.values) + ")";
    case Kind::kPresent:
      return "(" + name + "=*)";
    case Kind::kApproximate:
      return "(" + name + "~=" + Joined(filter.values) + ")";
    case Kind::kOther:
      break;
  }
  return "(?)";
}

bool Matches(const Filter& filter, const Entry& entry) {
  const auto holds = [&entry](const Filter& part) {
    return Matches(part, entry);
  };
  switch (filter.kind) {
    case Kind::kAnd:
      return std::ranges::all_of(filter.parts, holds);
    case Kind::kOr:
      return std::ranges::any_of(filter.parts, holds);
    case Kind::kNot:
      return std::ranges::none_of(filter.parts, holds);
    case Kind::kEqual:
    case Kind::kSubstrings:
    case Kind::kGreaterOrEqual:
    case Kind::kLessOrEqual:
    case Kind::kPresent:
    case Kind::kApproximate:
    case Kind::kOther:
      break;
  }
  return std::ranges::any_of(
      entry.attributes, [&filter](const Attribute& attribute) {
        return EqualsIgnoringCase(attribute.first, filter.attribute) &&
               std::ranges::any_of(attribute.second,
                                   [&filter](const std::string& value) {
                                     return MatchesValue(filter, value);
                                   });
      });
}

}  // namespace fake
