// SPDX-License-Identifier: Apache-2.0
//
// What wakes a crowd, and what does not.

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "client/crowd_fixture.h"

namespace autodiscover::client {
namespace {

using std::chrono::milliseconds;

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
