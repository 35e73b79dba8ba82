// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/interrupt.h"

#include <csignal>
#include <cstdlib>

#include <gtest/gtest.h>

namespace autodiscover::tools {
namespace {

// The process of its own that a death test is gets the signals, not this one.
void Interrupt(int times, int signal) {
  const Cancellation cancellation;
  CancelOnInterrupt(cancellation);
  for (int i = 0; i < times; ++i) {
    (void)std::raise(signal);
  }
  std::_Exit(cancellation.cancelled() ? 5 : 6);
}

TEST(InterruptTest, TheFirstOneCancelsAndTheProgramGoesOn) {
  EXPECT_EXIT(Interrupt(0, SIGINT), testing::ExitedWithCode(6), "");
  EXPECT_EXIT(Interrupt(1, SIGINT), testing::ExitedWithCode(5), "");
  EXPECT_EXIT(Interrupt(1, SIGTERM), testing::ExitedWithCode(5), "");
}

TEST(InterruptTest, TheSecondOneEndsTheProgram) {
  EXPECT_EXIT(Interrupt(2, SIGINT), testing::KilledBySignal(SIGINT), "");
  EXPECT_EXIT(Interrupt(2, SIGTERM), testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace autodiscover::tools
