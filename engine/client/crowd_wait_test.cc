// SPDX-License-Identifier: Apache-2.0
//
// What wakes a crowd, and what does not.

#include <algorithm>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "client/crowd_fixture.h"

namespace autodiscover::client {
namespace {

using std::chrono::milliseconds;

// How long somebody looks for the password.
constexpr milliseconds kThinks{5};

// Fails if a source that cannot be watched is left alone until something else
// happens.
TEST_F(CrowdTest, AsksASourceWithoutADescriptorAgainSoon) {
  int asked = 0;
  source_.next = [&asked, this]() -> Pulled {
    ++asked;
    return asked < 5    ? Pulled(NotYet{})
           : asked == 5 ? For("a@b.test", 1)
                        : Pulled(NoMore{});
  };
  RunAll();
  EXPECT_EQ(ends_["found"], 1);
  EXPECT_LE(clock_.Now() - driver::FakeClock().Now(), milliseconds(500));
}

// Fails if the loop spins on input that it has no room for.
TEST_F(CrowdTest, DoesNotWatchTheSourceWhileItIsFull) {
  options_.at_once = 1;
  source_.descriptor = 99;
  bool watched = false;
  transport_.on_wait = [&](const std::vector<driver::Watched>& all) {
    watched = watched || std::ranges::any_of(all, [](const auto& one) {
                return one.descriptor == 99;
              });
  };
  Run(3, OfManyDomains);
  EXPECT_EQ(ended_, 3U);
  EXPECT_FALSE(watched);
}

// Fails if Ctrl-C is heard only when a server answers.
TEST_F(CrowdTest, WaitsForTheCancellationToo) {
  transport_.time = [](const std::string&) { return std::chrono::hours(1); };
  const int descriptor = options_.cancellation.descriptor();
  transport_.on_wait = [&](const std::vector<driver::Watched>& all) {
    EXPECT_EQ(std::ranges::any_of(all,
                                  [descriptor](const auto& one) {
                                    return one.descriptor == descriptor &&
                                           one.read;
                                  }),
              !options_.cancellation.cancelled());
    options_.cancellation.Cancel();
  };
  Run(2, OfManyDomains);
  EXPECT_EQ(ends_["cancelled"], 2);
}

// Fails if who looks for the password has lost the run meanwhile.
TEST_F(CrowdTest, LeavesOutTheTimeThatTheCallerTakes) {
  source_.next = [this, given = false]() mutable -> Pulled {
    if (std::exchange(given, true)) {
      return NoMore{};
    }
    Asked asked = For("ann@corp.test", 1);
    asked.request.password = [] {
      std::this_thread::sleep_for(kThinks);  // What is measured.
      return std::string("correct horse");
    };
    return asked;
  };
  transport_.answer = [first = true](const std::string&) mutable {
    return std::exchange(first, false)
               ? core::HttpAnswer{.status = 401,
                                  .headers = {{"WWW-Authenticate", "Basic"}}}
               : SettingsAnswer();
  };
  RunAll();
  EXPECT_EQ(ends_["found"], 1);
  EXPECT_EQ(transport_.requests, 2);
  // Ten for each request.
  EXPECT_LE(clock_.Now() - driver::FakeClock().Now(),
            milliseconds(20) - kThinks);
}

// Fails if a realm is asked for a ticket although there is nothing to get one
// with: no cache, and no password.
TEST_F(CrowdTest, TurnsKerberosOnOnlyWithSomethingToLogInBy) {
  source_.next = [this, given = false]() mutable -> Pulled {
    if (std::exchange(given, true)) {
      return NoMore{};
    }
    Asked asked = For("ann@corp.test", 1);
    asked.request.kerberos = Kerberos{};
    return asked;
  };
  transport_.answer = [](const std::string&) {
    return core::HttpAnswer{.status = 401,
                            .headers = {{"WWW-Authenticate", "Negotiate"}}};
  };
  on_done_ = [](const Outcome& outcome) {
    EXPECT_EQ(outcome.attempts.size(), 1U);
  };
  RunAll();
  EXPECT_EQ(ends_["authentication_failed"], 1);
}

// Fails if what the cache says of a domain without a service is lost.
TEST_F(CrowdTest, TellsOfAFailureThatIsRemembered) {
  cache_ = MakeMemoryCache();
  options_.at_once = 1;
  transport_.answer = [](const std::string&) {
    return core::HttpAnswer{.status = 404};
  };
  Run(2, [](std::uint64_t) { return std::string("ann@corp.test"); });
  EXPECT_EQ(ends_["not_found"], 2);
  EXPECT_EQ(transport_.requests, 1);
}

}  // namespace
}  // namespace autodiscover::client
