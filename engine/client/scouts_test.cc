// SPDX-License-Identifier: Apache-2.0

#include "client/scouts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::client {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr core::Timestamp kNow{std::chrono::hours(1)};
constexpr milliseconds kWait{100};

CacheKey Place(const char* domain) {
  return {.domain = domain, .account = "", .policy = "p"};
}

TEST(Scouts, LetOneOfAPlaceGoFirst) {
  Scouts scouts(kWait);
  EXPECT_TRUE(scouts.MayBegin(Place("a.test"), 1, kNow));
  EXPECT_FALSE(scouts.MayBegin(Place("a.test"), 2, kNow));
  EXPECT_TRUE(scouts.MayBegin(Place("b.test"), 3, kNow));
  EXPECT_FALSE(scouts.MayBegin(Place("a.test"), 4, kNow));
  EXPECT_EQ(scouts.NextDeadline(), kNow + kWait);
  EXPECT_THAT(scouts.End(Place("a.test"), 1, true, kNow), ElementsAre(2, 4));
  EXPECT_THAT(scouts.End(Place("a.test"), 2, true, kNow), IsEmpty());
  EXPECT_EQ(scouts.NextDeadline(), std::nullopt);
}

// Fails if a scout in a black hole holds up the others.
TEST(Scouts, AreWaitedForWithinABound) {
  Scouts scouts(kWait);
  EXPECT_TRUE(scouts.MayBegin(Place("a.test"), 1, kNow));
  EXPECT_FALSE(scouts.MayBegin(Place("a.test"), 2, kNow));
  EXPECT_THAT(scouts.EndLate(kNow + kWait - milliseconds(1)), IsEmpty());
  EXPECT_THAT(scouts.EndLate(kNow + kWait), ElementsAre(2));
  EXPECT_TRUE(scouts.MayBegin(Place("a.test"), 3, kNow + kWait));
  EXPECT_THAT(scouts.EndLate(kNow + kWait), IsEmpty());
}

// Fails if each of a domain where nothing is has to wait for the one before.
TEST(Scouts, AreNotSentAgainAtOnceWhereOneWasInVain) {
  Scouts scouts(kWait);
  EXPECT_TRUE(scouts.MayBegin(Place("a.test"), 1, kNow));
  EXPECT_FALSE(scouts.MayBegin(Place("a.test"), 2, kNow));
  EXPECT_THAT(scouts.End(Place("a.test"), 1, false, kNow), ElementsAre(2));
  EXPECT_TRUE(scouts.MayBegin(Place("a.test"), 3, kNow));
  EXPECT_TRUE(scouts.MayBegin(Place("a.test"), 4, kNow));
  const core::Timestamp later = kNow + Scouts::kInVainFor;
  EXPECT_TRUE(scouts.MayBegin(Place("a.test"), 5, later));
  EXPECT_FALSE(scouts.MayBegin(Place("a.test"), 6, later));
}

TEST(Scouts, CanBeDoneWithout) {
  Scouts scouts(milliseconds(0));
  EXPECT_TRUE(scouts.MayBegin(Place("a.test"), 1, kNow));
  EXPECT_TRUE(scouts.MayBegin(Place("a.test"), 2, kNow));
}

TEST(Scouts, AreNotWaitedForWhenAllIsToEnd) {
  Scouts scouts(kWait);
  EXPECT_TRUE(scouts.MayBegin(Place("a.test"), 1, kNow));
  EXPECT_FALSE(scouts.MayBegin(Place("a.test"), 2, kNow));
  EXPECT_THAT(scouts.EndAll(), ElementsAre(2));
  EXPECT_THAT(scouts.End(Place("a.test"), 1, false, kNow), IsEmpty());
}

}  // namespace
}  // namespace autodiscover::client
