// SPDX-License-Identifier: Apache-2.0

#include "ldap/filter_reader.h"

#include <utility>

#include <ldap.h>

namespace fake {
namespace {

using Kind = Filter::Kind;

constexpr int kDepthMax = 32;

Kind KindOf(ber_tag_t tag) {
  switch (tag) {
    case LDAP_FILTER_AND:
      return Kind::kAnd;
    case LDAP_FILTER_OR:
      return Kind::kOr;
    case LDAP_FILTER_NOT:
      return Kind::kNot;
    case LDAP_FILTER_EQUALITY:
      return Kind::kEqual;
    case LDAP_FILTER_SUBSTRINGS:
      return Kind::kSubstrings;
    case LDAP_FILTER_GE:
      return Kind::kGreaterOrEqual;
    case LDAP_FILTER_LE:
      return Kind::kLessOrEqual;
    case LDAP_FILTER_PRESENT:
      return Kind::kPresent;
    case LDAP_FILTER_APPROX:
      return Kind::kApproximate;
    default:
      return Kind::kOther;
  }
}

bool ReadAny(BerElement* ber, int depth, Filter& filter);

bool ReadSet(BerElement* ber, int depth, Filter& filter) {
  ber_len_t length = 0;
  char* last = nullptr;
  for (ber_tag_t tag = ber_first_element(ber, &length, &last);
       tag != LBER_DEFAULT; tag = ber_next_element(ber, &length, last)) {
    if (!ReadAny(ber, depth + 1, filter.parts.emplace_back())) {
      return false;
    }
  }
  return true;
}

bool ReadNot(BerElement* ber, int depth, Filter& filter) {
  ber_len_t length = 0;
  return ber_skip_tag(ber, &length) != LBER_ERROR &&
         ReadAny(ber, depth + 1, filter.parts.emplace_back());
}

bool ReadAssertion(BerElement* ber, Filter& filter) {
  berval name = {};
  berval value = {};
  if (ber_scanf(ber, "{mm", &name, &value) == LBER_ERROR) {
    return false;
  }
  filter.attribute = TextOf(name);
  filter.values = {TextOf(value)};
  return true;
}

bool ReadSubstrings(BerElement* ber, Filter& filter) {
  berval name = {};
  if (ber_scanf(ber, "{m", &name) == LBER_ERROR) {
    return false;
  }
  filter.attribute = TextOf(name);
  filter.values = {""};
  std::string final;
  ber_len_t length = 0;
  char* end = nullptr;
  for (ber_tag_t tag = ber_first_element(ber, &length, &end);
       tag != LBER_DEFAULT; tag = ber_next_element(ber, &length, end)) {
    berval value = {};
    if (ber_scanf(ber, "m", &value) == LBER_ERROR) {
      return false;
    }
    if (tag == LDAP_SUBSTRING_INITIAL) {
      filter.values.front() = TextOf(value);
    } else if (tag == LDAP_SUBSTRING_ANY) {
      filter.values.push_back(TextOf(value));
    } else {
      final = TextOf(value);
    }
  }
  filter.values.push_back(std::move(final));
  return true;
}

bool ReadPresent(BerElement* ber, Filter& filter) {
  berval name = {};
  if (ber_scanf(ber, "m", &name) == LBER_ERROR) {
    return false;
  }
  filter.attribute = TextOf(name);
  return true;
}

bool ReadAny(BerElement* ber, int depth, Filter& filter) {
  ber_len_t length = 0;
  const ber_tag_t tag = ber_peek_tag(ber, &length);
  if (tag == LBER_ERROR || depth > kDepthMax) {
    return false;
  }
  filter.kind = KindOf(tag);
  switch (filter.kind) {
    case Kind::kAnd:
    case Kind::kOr:
      return ReadSet(ber, depth, filter);
    case Kind::kNot:
      return ReadNot(ber, depth, filter);
    case Kind::kSubstrings:
      return ReadSubstrings(ber, filter);
    case Kind::kPresent:
      return ReadPresent(ber, filter);
    case Kind::kEqual:
    case Kind::kGreaterOrEqual:
    case Kind::kLessOrEqual:
    case Kind::kApproximate:
      return ReadAssertion(ber, filter);
    case Kind::kOther:
      break;
  }
  return ber_scanf(ber, "x") != LBER_ERROR;
}

}  // namespace

std::optional<Filter> ReadFilter(BerElement* ber) {
  Filter filter;
  if (!ReadAny(ber, 0, filter)) {
    return std::nullopt;
  }
  return filter;
}

}  // namespace fake
