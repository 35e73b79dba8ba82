// SPDX-License-Identifier: Apache-2.0

#include "wire/worker_pool.h"

#include <chrono>
#include <future>
#include <vector>

#include <gtest/gtest.h>

#include "wire/stop_signal.h"

namespace fake {
namespace {

constexpr std::chrono::seconds kPatience{10};

// Fails if a job waits although a thread may still be started.
TEST(WorkerPoolTest, RunsAsManyJobsAtOnceAsItHasThreads) {
  constexpr std::size_t kThreads = 4;
  StopSignal release;
  std::vector<std::promise<void>> begun(kThreads);
  WorkerPool pool(kThreads);
  for (auto& promise : begun) {
    pool.Run([&promise, &release] {
      promise.set_value();
      (void)release.Wait(kPatience);
    });
  }
  for (auto& promise : begun) {
    EXPECT_EQ(promise.get_future().wait_for(kPatience),
              std::future_status::ready);
  }
  release.Raise();
}

// Fails if a job is lost, or more run than there may be threads.
TEST(WorkerPoolTest, KeepsAJobUntilAThreadIsFree) {
  StopSignal release;
  std::promise<void> first;
  std::promise<void> second;
  auto second_done = second.get_future();
  WorkerPool pool(1);
  pool.Run([&] {
    first.set_value();
    (void)release.Wait(kPatience);
  });
  first.get_future().wait();
  pool.Run([&] { second.set_value(); });
  EXPECT_EQ(second_done.wait_for(std::chrono::seconds(0)),
            std::future_status::timeout);
  release.Raise();
  EXPECT_EQ(second_done.wait_for(kPatience), std::future_status::ready);
}

TEST(WorkerPoolTest, RunsNothingOnceStopped) {
  bool late = false;
  WorkerPool pool(1);
  pool.Stop();
  pool.Run([&late] { late = true; });
  pool.Stop();
  EXPECT_FALSE(late);
}

TEST(StopSignalTest, EndsEveryWaitForGood) {
  StopSignal stop;
  EXPECT_FALSE(stop.raised());
  EXPECT_TRUE(stop.Wait(std::chrono::milliseconds(1)));
  stop.Raise();
  EXPECT_TRUE(stop.raised());
  EXPECT_FALSE(stop.Wait(std::chrono::hours(1)));
  EXPECT_FALSE(stop.Wait(std::chrono::nanoseconds(0)));
}

}  // namespace
}  // namespace fake
