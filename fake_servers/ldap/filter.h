// SPDX-License-Identifier: Apache-2.0
//
// A search filter: as a value, as the text of RFC 4515, and applied to an
// entry.

#ifndef FAKE_SERVERS_LDAP_FILTER_H_
#define FAKE_SERVERS_LDAP_FILTER_H_

#include <string>
#include <utility>
#include <vector>

namespace fake {

struct Filter {
  enum class Kind {
    kAnd,
    kOr,
    kNot,
    kEqual,
    kSubstrings,
    kGreaterOrEqual,
    kLessOrEqual,
    kPresent,
    kApproximate,
    kOther,  // An extensible match: matches nothing here.
  };
  Kind kind = Kind::kOther;
  std::vector<Filter> parts;  // Of kAnd, kOr and kNot.
  std::string attribute;
  // kEqual and the like: one. kSubstrings: the first, those in between and the
  // last, each of which may be empty.
  std::vector<std::string> values;
};

// An attribute and its values.
using Attribute = std::pair<std::string, std::vector<std::string>>;

struct Entry {
  std::string name;  // Its distinguished name.
  std::vector<Attribute> attributes;
};

[[nodiscard]] std::string ToString(const Filter& filter);

// Names and values are compared without case. What an entry does not have
// does not match.
[[nodiscard]] bool Matches(const Filter& filter, const Entry& entry);

}  // namespace fake

#endif  // FAKE_SERVERS_LDAP_FILTER_H_
