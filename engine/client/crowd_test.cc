// SPDX-License-Identifier: Apache-2.0
//
// Many discoveries over a network made of functions: no socket, no waiting.

#include "client/crowd.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/fakes.h"

namespace autodiscover::client {
namespace {

using std::chrono::milliseconds;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Knows every name, and answers at once.
class GenerousResolver final : public driver::DnsResolver {
 public:
  void LookupSrv(const std::string& name, SrvDone done) override {
    Count(name);
    done({.why = "NXDOMAIN"});
  }
  void LookupAddresses(const std::string& name, driver::Family family,
                       AddressesDone done) override {
    Count(name);
    done(family == driver::Family::kIpv4
             ? driver::AddressAnswer{.addresses = {"192.0.2.1"},
                                     .lives = std::chrono::seconds(300)}
             : driver::AddressAnswer{.why = "NODATA"});
  }
  void Watch(std::vector<driver::Watched>& /*watched*/) const override {}
  [[nodiscard]] std::optional<milliseconds> LongestWait() const override {
    return std::nullopt;
  }
  void Process() override {}

  std::map<std::string, int> asked;
  bool counts = true;

 private:
  void Count(const std::string& name) {
    if (counts) {
      ++asked[name];
    }
  }
};

core::HttpAnswer Settings() {
  return {.status = 200,
          .headers = {{"Content-Type", "text/xml"}},
          .body =
              "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/"
              "autodiscover/responseschema/2006\"><Response "
              "xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/"
              "outlook/responseschema/2006a\"><Account><AccountType>email"
              "</AccountType><Action>settings</Action><Protocol><Type>EXPR"
              "</Type><EwsUrl>https://mail.corp.test/EWS/Exchange.asmx"
              "</EwsUrl></Protocol></Account></Response></Autodiscover>"};
}

// Each request takes as long as `time` says, and gets what `answer` says.
class PacedTransport final : public driver::HttpTransport {
 public:
  explicit PacedTransport(driver::FakeClock& clock) : clock_(clock) {}

  [[nodiscard]] bool KnowsWay(const Url& /*url*/) const override {
    return false;
  }
  void Start(core::StepId id, driver::Exchange exchange) override {
    const std::string url = exchange.request.url;
    ++requests;
    most = std::max(most, ++in_flight[ParseUrl(url)->host]);
    under_way_.emplace(clock_.Now() + time(url), std::make_pair(id, url));
  }
  void Cancel(core::StepId id) override {
    std::erase_if(under_way_, [this, id](const auto& one) {
      const bool found = one.second.first == id;
      if (found) {
        Leave(one.second.second);
      }
      return found;
    });
  }
  void Collect(std::vector<driver::Ended>& ended) override {
    while (!under_way_.empty() && under_way_.begin()->first <= clock_.Now()) {
      const auto [id, url] = under_way_.begin()->second;
      under_way_.erase(under_way_.begin());
      Leave(url);
      ended.push_back({.id = id, .report = answer(url)});
    }
  }
  void Wait(const std::vector<driver::Watched>& watched,
            milliseconds limit) override {
    if (!under_way_.empty()) {
      limit = std::clamp(std::chrono::duration_cast<milliseconds>(
                             under_way_.begin()->first - clock_.Now()),
                         milliseconds(0), limit);
    }
    clock_.Advance(limit);
    on_wait(watched);
  }

  std::function<milliseconds(const std::string& url)> time =
      [](const std::string&) { return milliseconds(10); };
  std::function<core::Report(const std::string& url)> answer =
      [](const std::string&) { return Settings(); };
  std::function<void(const std::vector<driver::Watched>&)> on_wait =
      [](const auto&) {};
  std::unordered_map<std::string, int> in_flight;  // By host.
  int most = 0;                                    // In flight at one host.
  int requests = 0;

 private:
  void Leave(const std::string& url) {
    const std::string host = ParseUrl(url)->host;
    if (--in_flight[host] == 0) {
      in_flight.erase(host);
    }
  }

  driver::FakeClock& clock_;
  std::multimap<core::Timestamp, std::pair<core::StepId, std::string>>
      under_way_;
};

class CrowdTest : public testing::Test {
 protected:
  // One request to the root domain for each mailbox, or the whole ladder.
  [[nodiscard]] Asked For(const std::string& address, std::uint64_t tag) const {
    Asked asked{.request = {}, .tag = tag};
    asked.request.address = address;
    asked.request.cache = cache_;
    if (!everywhere_) {
      asked.request.policy.sources = {Source::kLastGood, Source::kRootDomain};
    }
    return asked;
  }
  // Asks for `count` mailboxes, named by `name`.
  void Run(std::uint64_t count,
           const std::function<std::string(std::uint64_t)>& name) {
    source_.next = [this, count, &name, before = ended_,
                    given = std::uint64_t{0}]() mutable -> Pulled {
      if (given == count) {
        return NoMore{};
      }
      ++given;
      most_ = std::max(most_, given - (ended_ - before));
      return For(name(given), given);
    };
    RunAll();
  }
  void RunAll() {
    const ManyDone done = [this](std::uint64_t tag, const Outcome& outcome) {
      ++ended_;
      ++ends_[outcome.settings ? "found"
                               : std::string(ToString(outcome.error->code))];
      if (keeps_order_) {
        order_.push_back(tag);
      }
      on_done_(outcome);
    };
    Crowd(options_, source_, done, resolver_, transport_, clock_).RunAll();
  }

  driver::FakeClock clock_;
  GenerousResolver resolver_;
  PacedTransport transport_{clock_};
  ManyOptions options_;
  ManySource source_;
  std::uint64_t ended_ = 0;
  std::uint64_t most_ = 0;  // Given and not ended.
  std::map<std::string, int> ends_;
  bool everywhere_ = false;
  std::shared_ptr<Cache> cache_;
  bool keeps_order_ = true;
  std::vector<std::uint64_t> order_;
  std::function<void(const Outcome&)> on_done_ = [](const Outcome&) {};
};

std::string OfOneDomain(std::uint64_t i) {
  return "u" + std::to_string(i) + "@corp.test";
}
std::string OfManyDomains(std::uint64_t i) {
  return "ann@d" + std::to_string(i) + ".test";
}

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
    return Settings();
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
