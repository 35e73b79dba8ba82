// SPDX-License-Identifier: Apache-2.0

#include "autodiscover/refresh.h"

#include <limits>

#include <gtest/gtest.h>

namespace autodiscover {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

Outcome Failed(ErrorCode code) {
  Outcome outcome;
  outcome.error = Error{.code = code};
  return outcome;
}

TEST(RefreshTest, ComesSoonerAfterAFailure) {
  EXPECT_EQ(RefreshAfter({}, {}, 0), hours(1));
  EXPECT_EQ(RefreshAfter(Failed(ErrorCode::kNotFound), {}, 0), minutes(5));
  EXPECT_EQ(RefreshAfter(Failed(ErrorCode::kTlsFailed), {}, 0), minutes(5));
}

// Fails if clients that began together come back together, or too late.
TEST(RefreshTest, IsStaggeredWithinItsBounds) {
  EXPECT_EQ(RefreshAfter({}, {}, 1), hours(1) + milliseconds(1));
  EXPECT_EQ(RefreshAfter({}, {}, 900'000), minutes(75));
  EXPECT_EQ(RefreshAfter({}, {}, 900'001), hours(1));
  EXPECT_EQ(RefreshAfter({}, {.stagger_percent = 0}, 12'345), hours(1));
  const auto most = std::numeric_limits<std::uint64_t>::max();
  EXPECT_LE(*RefreshAfter({}, {.stagger_percent = 999}, most), hours(2));
  EXPECT_EQ(RefreshAfter({}, {.after_success = milliseconds(-1)}, most),
            milliseconds(0));
}

// Fails if a wrong password is tried every few minutes.
TEST(RefreshTest, NeverRepeatsWhatOnlyAPersonCanMend) {
  for (const ErrorCode code :
       {ErrorCode::kAuthenticationFailed, ErrorCode::kInvalidAddress,
        ErrorCode::kRefusedByPolicy, ErrorCode::kCancelled}) {
    EXPECT_EQ(RefreshAfter(Failed(code), {}, 0), std::nullopt);
  }
}

}  // namespace
}  // namespace autodiscover
