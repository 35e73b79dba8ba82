// SPDX-License-Identifier: Apache-2.0

#include "world/nearest.h"

#include <gtest/gtest.h>

namespace fake {
namespace {

std::vector<std::string> Known() {
  return {"reply", "status", "ews", "ews_internal", "certificate"};
}

TEST(NearestTest, FindsTheWordThatWasMeant) {
  EXPECT_EQ(Nearest("replay", Known()), "reply");
  EXPECT_EQ(Nearest("stauts", Known()), "status");
  EXPECT_EQ(Nearest("ews-internal", Known()), "ews_internal");
  EXPECT_EQ(Nearest("cert", Known()), "certificate");
}

TEST(NearestTest, DoesNotGuessWildly) {
  EXPECT_EQ(Nearest("banana", Known()), std::nullopt);
  EXPECT_EQ(Nearest("x", Known()), std::nullopt);
  EXPECT_EQ(Nearest(std::string(100'000, 'e'), Known()), std::nullopt);
}

TEST(NearestTest, PrefersTheFewestChanges) {
  EXPECT_EQ(Nearest("ab", {"abcd", "ac", "ab"}), "ab");
}

TEST(AllowedTest, ListsAllAndSuggestsOne) {
  EXPECT_EQ(Allowed("xyz", {"a", "bb"}), "a, bb");
  EXPECT_EQ(Allowed("stats", {"reply", "status"}),
            "reply, status; did you mean `status`?");
}

}  // namespace
}  // namespace fake
