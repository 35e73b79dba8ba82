// SPDX-License-Identifier: Apache-2.0

#include "ldap/filter.h"

#include <ostream>
#include <string>

#include <gtest/gtest.h>

namespace fake {
namespace {

using Kind = Filter::Kind;

Filter Equal(const std::string& name, const std::string& value) {
  return {.kind = Kind::kEqual, .attribute = name, .values = {value}};
}

struct FilterCase {
  const char* name;
  Filter filter;
  std::string text;
  bool matches;
};

std::ostream& operator<<(std::ostream& out, const FilterCase& one) {
  return out << one.text;
}

const Entry entry = {
    .name = "CN=EX1,DC=corp",
    .attributes = {{"objectClass", {"top", "serviceConnectionPoint"}},
                   {"keywords", {"77378F46", "Site=Main"}}}};

class FilterTest : public testing::TestWithParam<FilterCase> {};

TEST_P(FilterTest, IsWrittenAndApplied) {
  EXPECT_EQ(ToString(GetParam().filter), GetParam().text);
  EXPECT_EQ(Matches(GetParam().filter, entry), GetParam().matches);
}

INSTANTIATE_TEST_SUITE_P(
    , FilterTest,
    testing::ValuesIn<FilterCase>({
        {"EqualInAnyCase", Equal("KEYWORDS", "site=main"),
         "(KEYWORDS=site=main)", true},
        {"OtherValue", Equal("keywords", "Site=Ma"), "(keywords=Site=Ma)",
         false},
        {"UnknownAttribute", Equal("cn", "x"), "(cn=x)", false},
        {"Escaped", Equal("cn", "(a*\\)"), "(cn=\\28a\\2a\\5c\\29)", false},
        {"Present",
         {.kind = Kind::kPresent, .attribute = "keywords"},
         "(keywords=*)",
         true},
        {"And",
         {.kind = Kind::kAnd,
          .parts = {Equal("objectClass", "top"), Equal("keywords", "no")}},
         "(&(objectClass=top)(keywords=no))",
         false},
        {"Or",
         {.kind = Kind::kOr,
          .parts = {Equal("objectClass", "top"), Equal("keywords", "no")}},
         "(|(objectClass=top)(keywords=no))",
         true},
        {"Not",
         {.kind = Kind::kNot, .parts = {Equal("keywords", "no")}},
         "(!(keywords=no))",
         true},
        {"Substrings",
         {.kind = Kind::kSubstrings,
          .attribute = "keywords",
          .values = {"si", "e=", "IN"}},
         "(keywords=si*e=*IN)",
         true},
        {"SubstringsThatOverlap",
         {.kind = Kind::kSubstrings,
          .attribute = "keywords",
          .values = {"Site=Ma", "Main"}},
         "(keywords=Site=Ma*Main)",
         false},
        {"Greater",
         {.kind = Kind::kGreaterOrEqual,
          .attribute = "keywords",
          .values = {"s"}},
         "(keywords>=s)",
         true},
        {"Less",
         {.kind = Kind::kLessOrEqual, .attribute = "keywords", .values = {"1"}},
         "(keywords<=1)",
         false},
        {"Extensible", {.kind = Kind::kOther}, "(?)", false},
    }),
    [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace fake
