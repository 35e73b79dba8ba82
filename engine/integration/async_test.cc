// SPDX-License-Identifier: Apache-2.0
//
// Discoveries on a thread of their own, against a name server that never
// answers.

#include "autodiscover/async.h"

#include <atomic>
#include <optional>

#include <gtest/gtest.h>

#include "integration/loopback.h"

namespace autodiscover::integration {
namespace {

// A request that ends only when it is cancelled, or after a minute.
Request Endless(const LoopbackDns& silence) {
  Request request;
  request.address = "ann@corp.test";
  request.network.name_servers = {silence.Address()};
  request.policy.dns_limit = std::chrono::minutes(1);
  return request;
}

std::string Nothing(const std::string& /*query*/, bool /*over_tcp*/) {
  return {};
}

TEST(DiscoverAsync, GivesTheResultToTheFunction) {
  Request request;
  request.address = "nobody";
  std::optional<Outcome> got;
  const Pending pending =
      DiscoverAsync(request, [&got](const Outcome& outcome) { got = outcome; });
  pending.Wait();
  EXPECT_TRUE(pending.done());
  ASSERT_TRUE(got && got->error);
  EXPECT_EQ(got->error->code, ErrorCode::kInvalidAddress);
}

// Fails if cancelling waits for the network.
TEST(DiscoverAsync, IsCancelled) {
  const LoopbackDns silence(Nothing);
  std::optional<Outcome> got;
  const Pending pending = DiscoverAsync(
      Endless(silence), [&got](const Outcome& outcome) { got = outcome; });
  EXPECT_FALSE(pending.done());
  pending.Cancel();
  pending.Wait();
  ASSERT_TRUE(got && got->error);
  EXPECT_EQ(got->error->code, ErrorCode::kCancelled);
}

TEST(DiscoverAsync, EndsWithItsPending) {
  const LoopbackDns silence(Nothing);
  std::atomic<int> calls{0};
  {
    Pending pending =
        DiscoverAsync(Endless(silence), [&calls](const Outcome&) { ++calls; });
    // The first one is cancelled and waited for when the second takes its
    // place.
    pending =
        DiscoverAsync(Endless(silence), [&calls](const Outcome&) { ++calls; });
    EXPECT_EQ(calls, 1);
  }
  EXPECT_EQ(calls, 2);
}

// Fails if the function cannot let go of its own discovery.
TEST(DiscoverAsync, MayBeDestroyedByItsFunction) {
  struct Holder {
    std::optional<Pending> pending;
    std::atomic<bool> ready{false};
    std::atomic<bool> gone{false};
  };
  const auto holder = std::make_shared<Holder>();
  Request request;
  request.address = "nobody";
  holder->pending.emplace(DiscoverAsync(request, [holder](const Outcome&) {
    holder->ready.wait(false);
    holder->pending.reset();
    holder->gone = true;
    holder->gone.notify_all();
  }));
  holder->ready = true;
  holder->ready.notify_all();
  holder->gone.wait(false);
  EXPECT_FALSE(holder->pending);
}

}  // namespace
}  // namespace autodiscover::integration
