// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>
#include <poll.h>

#include "autodiscover/client.h"

namespace autodiscover {
namespace {

bool IsReadable(const Cancellation& cancellation) {
  pollfd watched{
      .fd = cancellation.descriptor(), .events = POLLIN, .revents = 0};
  return poll(&watched, 1, 0) == 1;
}

TEST(CancellationTest, IsSharedByCopies) {
  const Cancellation one;
  // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): the point.
  const Cancellation copy = one;
  EXPECT_FALSE(one.cancelled());
  EXPECT_FALSE(IsReadable(one));
  copy.Cancel();
  EXPECT_TRUE(one.cancelled());
  EXPECT_TRUE(IsReadable(one));
}

TEST(CancellationTest, StaysCancelled) {
  const Cancellation cancellation;
  cancellation.Cancel();
  cancellation.Cancel();
  EXPECT_TRUE(cancellation.cancelled());
  EXPECT_TRUE(IsReadable(cancellation));
}

TEST(CancellationTest, IsNotSharedOtherwise) {
  const Cancellation one;
  const Cancellation other;
  one.Cancel();
  EXPECT_FALSE(other.cancelled());
}

}  // namespace
}  // namespace autodiscover
