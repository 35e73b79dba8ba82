// SPDX-License-Identifier: Apache-2.0

#include "ldap/tree.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fake {
namespace {

using testing::ElementsAre;
using testing::Pair;
using testing::SizeIs;

constexpr const char* kContext = "CN=Configuration,DC=corp,DC=test";

Tree MakeTree() {
  return {{.naming_context = kContext,
           .points = {{.binding = "https://a.test/", .words = {"one"}},
                      {.binding = "https://b.test/", .words = {"two"}}}},
          "dc.corp.test"};
}

SearchRequest Everything(const std::string& base) {
  return {.base = base,
          .scope = SearchScope::kSubtree,
          .filter = {.kind = Filter::Kind::kEqual,
                     .attribute = "objectCategory",
                     .values = {"serviceConnectionPoint"}},
          .attributes = {"keywords", "SERVICEBINDINGINFORMATION"}};
}

TEST(TreeTest, FindsPointsBelowTheConfigurationHoweverItIsSpelt) {
  const auto found =
      MakeTree().Search(Everything("cn=configuration , dc=CORP,DC = test"));
  EXPECT_EQ(found.result.code, 0);
  ASSERT_THAT(found.entries, SizeIs(2));
  EXPECT_THAT(found.entries[1].attributes,
              ElementsAre(Pair("keywords", ElementsAre("two")),
                          Pair("serviceBindingInformation",
                               ElementsAre("https://b.test/"))));
}

TEST(TreeTest, HasNoObjectElsewhere) {
  const auto found = MakeTree().Search(Everything("CN=Schema,DC=other"));
  EXPECT_EQ(found.result.code, static_cast<int>(LdapCode::kNoSuchObject));
  EXPECT_THAT(found.entries, SizeIs(0));
}

TEST(TreeTest, KeepsToTheScope) {
  SearchRequest search = Everything(kContext);
  search.scope = SearchScope::kBase;
  EXPECT_THAT(MakeTree().Search(search).entries, SizeIs(0));
  search.scope = SearchScope::kOne;
  EXPECT_THAT(MakeTree().Search(search).entries, SizeIs(0));
}

TEST(TreeTest, StopsAtTheLimitOfTheClient) {
  SearchRequest search = Everything(kContext);
  search.size_limit = 1;
  const auto found = MakeTree().Search(search);
  EXPECT_EQ(found.result.code, static_cast<int>(LdapCode::kSizeLimitExceeded));
  EXPECT_THAT(found.entries, SizeIs(1));
}

TEST(TreeTest, TellsItsNamingContextAtTheRoot) {
  const SearchRequest root = {
      .filter = {.kind = Filter::Kind::kPresent, .attribute = "objectClass"},
      .attributes = {"configurationNamingContext"}};
  const auto found = MakeTree().Search(root);
  ASSERT_THAT(found.entries, SizeIs(1));
  EXPECT_THAT(
      found.entries[0].attributes,
      ElementsAre(Pair("configurationNamingContext", ElementsAre(kContext))));
  const Tree silent({}, "dc.corp.test");
  EXPECT_THAT(silent.Search(root).entries[0].attributes, SizeIs(0));
}

// The short name is for searching: no directory stores it.
TEST(TreeTest, ShowsACategoryByItsNameOnly) {
  SearchRequest search = Everything(kContext);
  search.attributes = {"objectCategory"};
  const auto found = MakeTree().Search(search);
  ASSERT_THAT(found.entries, SizeIs(2));
  EXPECT_THAT(found.entries[0].attributes[0].second, SizeIs(1));
}

}  // namespace
}  // namespace fake
