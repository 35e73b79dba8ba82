// SPDX-License-Identifier: Apache-2.0

#include "driver/run_clock.h"

#include <gtest/gtest.h>

#include "driver/fakes.h"

namespace autodiscover::driver {
namespace {

using std::chrono::milliseconds;

// Fails if waiting in a line uses up the limits of the run.
TEST(RunClockTest, StandsStillWhileItIsHeld) {
  FakeClock base;
  RunClock clock(base);
  const core::Timestamp start = clock.Now();
  base.Advance(milliseconds(10));
  clock.Hold();
  clock.Hold();
  base.Advance(milliseconds(100));
  clock.Release();
  EXPECT_TRUE(clock.held());
  base.Advance(milliseconds(100));
  EXPECT_EQ(clock.Now(), start + milliseconds(10));
  clock.Release();
  EXPECT_EQ(clock.Now(), start + milliseconds(10));
  base.Advance(milliseconds(5));
  EXPECT_EQ(clock.Now(), start + milliseconds(15));
}

TEST(RunClockTest, KnowsWhenItsTimeComes) {
  FakeClock base;
  RunClock clock(base);
  clock.Hold();
  base.Advance(milliseconds(100));
  clock.Release();
  EXPECT_EQ(clock.InBase(clock.Now() + milliseconds(7)),
            base.Now() + milliseconds(7));
}

}  // namespace
}  // namespace autodiscover::driver
