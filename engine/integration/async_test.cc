// SPDX-License-Identifier: Apache-2.0
//
// Discoveries on a thread of their own, against a name server that never
// answers.

#include "autodiscover/async.h"

#include <atomic>
#include <csignal>
#include <future>
#include <optional>
#include <thread>

#include <gtest/gtest.h>
#include <pthread.h>

#include "integration/loopback.h"

namespace autodiscover::integration {
namespace {

Request Asking(const LoopbackDns& dns) {
  Request request;
  request.address = "ann@corp.test";
  request.network.name_servers = {dns.Address()};
  return request;
}

// A request that ends only when it is cancelled, or after a minute.
Request Endless(const LoopbackDns& silence) {
  Request request = Asking(silence);
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

// Answers that there is no such name, to whatever is asked.
std::string NoSuchName(const std::string& query, bool /*over_tcp*/) {
  constexpr char kResponse = '\x81';
  constexpr char kNameError = '\x83';
  std::string answer = query;
  answer[2] = kResponse;
  answer[3] = kNameError;
  return answer;
}

TEST(KeepFresh, LooksAgainUntilItIsCancelled) {
  const LoopbackDns dns(NoSuchName);
  const Request request = Asking(dns);
  std::atomic<int> results{0};
  const Pending pending = KeepFresh(
      request, {.after_failure = std::chrono::milliseconds(0)},
      [&results, cancellation = request.cancellation](const Outcome& outcome) {
        EXPECT_EQ(outcome.error->code, ErrorCode::kNotFound);
        if (++results == 3) {
          cancellation.Cancel();
        }
      });
  pending.Wait();
  EXPECT_EQ(results, 3);
}

// Fails if whoever goes away has to wait for the next time.
TEST(KeepFresh, EndsInTheMiddleOfAWait) {
  const LoopbackDns dns(NoSuchName);
  const Request request = Asking(dns);
  std::atomic<int> results{0};
  {
    std::promise<void> told;
    const Pending pending = KeepFresh(request, {}, [&](const Outcome&) {
      ++results;
      told.set_value();
    });
    told.get_future().wait();
  }
  EXPECT_EQ(results, 1);
}

std::atomic<int> signals{0};

// Fails if a signal that the process takes ends the refreshing.
TEST(KeepFresh, GoesOnAfterASignal) {
  struct sigaction count {};
  count.sa_handler = [](int) { ++signals; };
  struct sigaction before {};
  ASSERT_EQ(sigaction(SIGUSR1, &count, &before), 0);
  const LoopbackDns dns(NoSuchName);
  const Request request = Asking(dns);
  std::promise<pthread_t> told;
  {
    const Pending pending = KeepFresh(request, {}, [&told](const Outcome&) {
      told.set_value(pthread_self());
    });
    const pthread_t thread = told.get_future().get();
    // The first ones may come before it waits.
    constexpr int kEnough = 20;
    for (int sent = 1; sent <= kEnough && !pending.done(); ++sent) {
      ASSERT_EQ(pthread_kill(thread, SIGUSR1), 0);
      while (signals < sent && !pending.done()) {
        std::this_thread::yield();
      }
    }
    EXPECT_FALSE(pending.done());
  }
  ASSERT_EQ(sigaction(SIGUSR1, &before, nullptr), 0);
}

TEST(KeepFresh, DoesNotRepeatWhatOnlyAPersonCanMend) {
  Request request;
  request.address = "nobody";
  int results = 0;
  const Pending pending =
      KeepFresh(request, {.after_failure = std::chrono::milliseconds(0)},
                [&results](const Outcome&) { ++results; });
  pending.Wait();
  EXPECT_EQ(results, 1);
}

}  // namespace
}  // namespace autodiscover::integration
