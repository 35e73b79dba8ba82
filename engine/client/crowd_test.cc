// SPDX-License-Identifier: Apache-2.0
//
// What many discoveries share, and what they do not.

#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "client/crowd_fixture.h"

namespace autodiscover::client {
namespace {

using std::chrono::milliseconds;
using testing::Each;
using testing::ElementsAre;
using testing::SizeIs;

TEST_F(CrowdTest, AnswersAllAndNoMoreAtOnceThanItMay) {
  options_.at_once = 5;
  Run(100, OfManyDomains);
  EXPECT_EQ(ended_, 100U);
  EXPECT_EQ(ends_["found"], 100);
  EXPECT_EQ(most_, 5U);
  // A wait for each five of them.
  EXPECT_EQ(clock_.Now(), driver::FakeClock().Now() + milliseconds(200));
}

// Fails if a host is flooded, or if a name is looked up for each mailbox.
TEST_F(CrowdTest, IsGentleToOneHost) {
  options_.per_host = 3;
  Run(100, OfOneDomain);
  EXPECT_EQ(ends_["found"], 100);
  EXPECT_EQ(transport_.most, 3);
  EXPECT_THAT(resolver_.asked, SizeIs(1));
  EXPECT_EQ(resolver_.asked["corp.test"], 2);  // A and AAAA.
}

// Fails if those who wait for a busy host time out for it: 64 at once, one at a
// time, four seconds each, is more than a run may take.
TEST_F(CrowdTest, WaitsInALineWithoutLosingTime) {
  options_.per_host = 1;
  transport_.time = [](const std::string&) { return milliseconds(4'000); };
  Run(64, OfOneDomain);
  EXPECT_EQ(ends_["found"], 64);
}

TEST_F(CrowdTest, GivesResultsInTheOrderOfEnding) {
  transport_.time = [](const std::string& url) {
    return milliseconds(url.find("d1.test") == std::string::npos ? 10 : 500);
  };
  Run(3, OfManyDomains);
  EXPECT_THAT(order_, ElementsAre(2, 3, 1));
}

// Fails if a black hole ends otherwise than by the limits of its own run.
TEST_F(CrowdTest, EndsASilentOneAtItsLimit) {
  transport_.time = [](const std::string& url) {
    return url.find("d1.test") == std::string::npos ? milliseconds(10)
                                                    : std::chrono::hours(1);
  };
  Run(20, OfManyDomains);
  EXPECT_EQ(ends_["found"], 19);
  EXPECT_EQ(ends_["server_error"], 1);
  EXPECT_EQ(order_.back(), 1U);
}

TEST_F(CrowdTest, AsksFirstWhereOthersOfTheDomainWereFound) {
  transport_.answer = [](const std::string& url) -> core::Report {
    if (url.find("//corp.test/") != std::string::npos) {
      return core::HttpAnswer{.status = 404};
    }
    return SettingsAnswer();
  };
  options_.at_once = 1;
  std::vector<Source> sources;
  on_done_ = [&sources](const Outcome& outcome) {
    sources.push_back(outcome.source);
  };
  everywhere_ = true;
  Run(3, OfOneDomain);
  EXPECT_THAT(sources, ElementsAre(Source::kAutodiscoverHost, Source::kLastGood,
                                   Source::kLastGood));
  const int shared = transport_.requests;
  options_.share_endpoints = false;
  sources.clear();
  transport_.requests = 0;
  Run(3, OfOneDomain);
  EXPECT_THAT(sources, Each(Source::kAutodiscoverHost));
  EXPECT_LT(shared, transport_.requests);
}

// Fails if the first of a domain all go through the ladder side by side.
TEST_F(CrowdTest, SendsOneOfADomainAhead) {
  everywhere_ = true;
  options_.at_once = 20;
  Run(20, OfOneDomain);
  const int with_scout = transport_.requests;
  transport_.requests = 0;
  options_.scout_wait = milliseconds(0);
  Run(20, OfOneDomain);
  EXPECT_EQ(ends_["found"], 40);
  EXPECT_LT(with_scout, 19 + 10);
  EXPECT_GE(transport_.requests, 20 * 2);
}

// Fails if those who wait for a scout are lost with it, or wait without end.
TEST_F(CrowdTest, WaitsForAScoutWithinABound) {
  options_.at_once = 5;
  options_.scout_wait = milliseconds(300);
  transport_.time = [first = true](const std::string&) mutable {
    return std::exchange(first, false) ? std::chrono::hours(1)
                                       : milliseconds(10);
  };
  const core::Timestamp began = clock_.Now();
  std::vector<milliseconds> ends;
  on_done_ = [&](const Outcome&) { ends.push_back(clock_.Now() - began); };
  Run(5, OfOneDomain);
  EXPECT_EQ(ends_["found"], 4);
  EXPECT_EQ(ends.front(), milliseconds(310));
  EXPECT_EQ(order_.back(), 1U);
}

// Fails if a source that has nothing yet stops those under way.
TEST_F(CrowdTest, GoesOnWhileTheSourceHasNothing) {
  int asked = 0;
  source_.next = [&asked, this]() -> Pulled {
    ++asked;
    if (asked > 1 && ended_ == 0) {
      return NotYet{};
    }
    if (ended_ >= 2) {
      return NoMore{};
    }
    return For(OfManyDomains(ended_), ended_);
  };
  source_.descriptor = 99;
  bool watched = false;
  transport_.on_wait = [&](const std::vector<driver::Watched>& all) {
    watched = watched || std::ranges::any_of(all, [](const auto& one) {
                return one.descriptor == 99;
              });
  };
  options_.at_once = 2;
  RunAll();
  EXPECT_EQ(ends_["found"], static_cast<int>(ended_));
  EXPECT_GE(ended_, 2U);
  EXPECT_TRUE(watched);
}

TEST_F(CrowdTest, EndsAllWhenItIsCancelled) {
  options_.at_once = 10;
  options_.per_host = 2;
  on_done_ = [this](const Outcome&) {
    if (ended_ == 4) {
      options_.cancellation.Cancel();
    }
  };
  Run(1'000, OfOneDomain);
  EXPECT_GE(ends_["found"], 4);
  EXPECT_GT(ends_["cancelled"], 0);
  EXPECT_LE(ended_, 20U);
  EXPECT_EQ(ends_["found"] + ends_["cancelled"], static_cast<int>(ended_));
}

TEST_F(CrowdTest, UsesTheCacheOfTheRequest) {
  cache_ = MakeMemoryCache();
  options_.at_once = 1;
  options_.share_endpoints = false;
  std::vector<Source> sources;
  on_done_ = [&sources](const Outcome& outcome) {
    sources.push_back(outcome.source);
  };
  Run(2, [](std::uint64_t) { return std::string("ann@corp.test"); });
  EXPECT_THAT(sources, ElementsAre(Source::kRootDomain, Source::kLastGood));
  EXPECT_EQ(cache_->Size(), 1U);
}

// The memory of this process, in pages.
long ResidentPages() {
  long size = 0;
  long resident = 0;
  std::ifstream("/proc/self/statm") >> size >> resident;
  return resident;
}

// Fails if anything is kept for each mailbox, or for each domain that is old.
TEST_F(CrowdTest, NeedsNoMoreMemoryForMore) {
#ifdef AUTODISCOVER_SANITIZED
  GTEST_SKIP() << "a sanitizer keeps what was freed";
#endif
  keeps_order_ = false;
  constexpr std::uint64_t kFew = 5'000;
  constexpr std::uint64_t kMany = 3 * kFew;
  resolver_.counts = false;
  options_.at_once = 50;
  // So slow that what DNS said gets old in the course of the few.
  transport_.time = [](const std::string&) { return milliseconds(9'000); };
  Run(kFew, OfManyDomains);
  const long after_few = ResidentPages();
  Run(kMany, [](std::uint64_t i) { return OfManyDomains(kFew + i); });
  const long after_many = ResidentPages();
  EXPECT_EQ(ended_, kFew + kMany);
  EXPECT_LT(after_many, after_few + after_few / 5)
      << "pages after " << kFew << ": " << after_few << ", after " << kMany
      << " more: " << after_many;
}

}  // namespace
}  // namespace autodiscover::client
