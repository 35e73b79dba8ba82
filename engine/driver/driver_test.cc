// SPDX-License-Identifier: Apache-2.0
//
// The loop, with the real state machine and a network made of a script.

#include "driver/driver.h"

#include <functional>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/fakes.h"

namespace autodiscover::driver {
namespace {

using testing::IsEmpty;
using testing::Not;

// Ends every action as `answer` says; nothing when it returns none.
class ScriptedRunner final : public ActionRunner {
 public:
  using Answer =
      std::function<std::optional<core::Report>(const core::Action&)>;
  ScriptedRunner(FakeClock& clock, Answer answer)
      : clock_(clock), answer_(std::move(answer)) {}

  void Start(core::StepId id, const core::Action& action) override {
    started.push_back(core::ToString(action));
    if (auto report = answer_(action)) {
      ended_.push_back({.id = id, .report = std::move(*report)});
    }
  }
  void Cancel(core::StepId id) override { cancelled.push_back(id); }
  std::vector<Ended> WaitUntil(core::Timestamp deadline) override {
    if (ended_.empty()) {
      clock_.Advance(
          std::max(deadline - clock_.Now(), std::chrono::milliseconds::zero()));
      if (on_idle) {
        on_idle();
      }
    }
    return std::exchange(ended_, {});
  }

  std::vector<std::string> started;
  std::vector<core::StepId> cancelled;
  std::function<void()> on_idle;

 private:
  FakeClock& clock_;
  Answer answer_;
  std::vector<Ended> ended_;
};

core::Report NothingThere(const core::Action& action) {
  if (std::holds_alternative<core::LookupSrv>(action)) {
    return core::SrvAnswer{.why = "NXDOMAIN"};
  }
  return core::TransportFailure{.stage = Stage::kConnect,
                                .reason = "connection refused"};
}

class DriverTest : public testing::Test {
 protected:
  Outcome RunWith(ScriptedRunner& runner, const Policy& policy = {}) {
    core::Discovery discovery("ann@corp.test", core::Means{.password = true},
                              policy,
                              /*seed=*/1, clock_.Now());
    return RunDiscovery(discovery, runner, clock_, cancellation_);
  }

  FakeClock clock_;
  Cancellation cancellation_;
};

TEST_F(DriverTest, DoesWhatTheMachineAsksUntilItIsFinished) {
  ScriptedRunner runner(clock_, NothingThere);
  const Outcome outcome = RunWith(runner);
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->code, ErrorCode::kNotFound);
  EXPECT_GE(runner.started.size(), 4U);
  EXPECT_EQ(outcome.attempts.size(), runner.started.size());
}

// Fails if nothing wakes the machine when the network is silent.
TEST_F(DriverTest, ComesBackAtTheDeadline) {
  ScriptedRunner runner(clock_, [](const core::Action&) {
    return std::optional<core::Report>();
  });
  const Policy policy{.run_limit = std::chrono::milliseconds(500)};
  const Outcome outcome = RunWith(runner, policy);
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->code, ErrorCode::kTimedOut);
  EXPECT_EQ(outcome.elapsed, policy.run_limit);
}

TEST_F(DriverTest, StopsWhenCancelled) {
  ScriptedRunner runner(clock_, [](const core::Action&) {
    return std::optional<core::Report>();
  });
  runner.on_idle = [this] { cancellation_.Cancel(); };
  const Outcome outcome = RunWith(runner);
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->code, ErrorCode::kCancelled);
  EXPECT_THAT(runner.cancelled, Not(IsEmpty()));
}

TEST_F(DriverTest, StartsNothingForABadAddress) {
  ScriptedRunner runner(clock_, NothingThere);
  core::Discovery discovery("nobody", core::Means{}, Policy{}, 1, clock_.Now());
  const Outcome outcome =
      RunDiscovery(discovery, runner, clock_, cancellation_);
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->code, ErrorCode::kInvalidAddress);
  EXPECT_THAT(runner.started, IsEmpty());
}

}  // namespace
}  // namespace autodiscover::driver
