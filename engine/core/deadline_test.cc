// SPDX-License-Identifier: Apache-2.0
//
// Time: limits of steps and of the run, cancelling, and reports that come late.

#include <gtest/gtest.h>

#include "codec/test_bodies.h"
#include "core/discovery.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxSettings;
using std::chrono::milliseconds;

Timestamp At(int ms) { return Timestamp(milliseconds(ms)); }

Policy Limits(int exchange_ms, int run_ms) {
  Policy policy;
  policy.exchange_limit = milliseconds(exchange_ms);
  policy.run_limit = milliseconds(run_ms);
  return InTurn(policy);
}

Discovery Make(const Policy& policy) {
  return {"ann@corp.test", Means{.password = true}, policy, 1, At(0)};
}

TEST(StepLimit, GoesIntoTheStep) {
  Discovery discovery = Make(Limits(10'000, 60'000));
  const auto start = std::get<Start>(discovery.Poll(At(0)));
  const auto& send = std::get<SendHttp>(start.action);
  EXPECT_EQ(send.limit, milliseconds(10'000));
  EXPECT_EQ(send.connect_limit, milliseconds(5'000));
  EXPECT_EQ(send.body_bytes_max, Policy().body_bytes_max);
}

TEST(StepLimit, NeverOutlivesTheRun) {
  Discovery discovery = Make(Limits(10'000, 3'000));
  const auto start = std::get<Start>(discovery.Poll(At(1'000)));
  const auto& send = std::get<SendHttp>(start.action);
  EXPECT_EQ(send.limit, milliseconds(2'000));
  EXPECT_EQ(send.connect_limit, milliseconds(2'000));
}

// Fails if a driver that never reports can hold up the run.
TEST(StepLimit, IsEnforcedAgainstASilentDriver) {
  Discovery discovery = Make(Limits(1'000, 60'000));
  EXPECT_EQ(ToString(discovery.Poll(At(0))), "#1 " + std::string(kRoot));
  EXPECT_EQ(ToString(discovery.Poll(At(0))), "wait until 1500ms");
  EXPECT_EQ(ToString(discovery.Poll(At(1'500))), "cancel #1");
  EXPECT_EQ(ToString(discovery.Poll(At(1'500))), "#2 " + std::string(kAuto));
  // Too late: #1 was given up.
  discovery.Tell({1}, Ok(PoxSettings(kEws)), At(1'600));
  EXPECT_EQ(ToString(discovery.Poll(At(1'600))), "wait until 3000ms");
}

TEST(RunLimit, EndsTheRunAndCancelsTheStep) {
  Discovery discovery = Make(Limits(10'000, 2'000));
  (void)discovery.Poll(At(0));
  EXPECT_EQ(ToString(discovery.Poll(At(1))), "wait until 2000ms");
  EXPECT_EQ(ToString(discovery.Poll(At(2'000))), "cancel #1");
  const Step last = discovery.Poll(At(2'000));
  EXPECT_EQ(ToString(last), "failed timed_out");
  const Outcome& outcome = std::get<Finished>(last).outcome;
  EXPECT_EQ(outcome.elapsed, milliseconds(2'000));
  EXPECT_EQ(outcome.attempts.front().finished, milliseconds(2'000));
  EXPECT_FALSE(outcome.attempts.front().reason.empty());
}

// Fails if a lookup, which can have found nothing, is asked for what it found.
TEST(RunLimit, EndsALookupToo) {
  for (const auto& [source, step] :
       {std::pair{Source::kSrv, kSrv}, {Source::kHttpRedirect, kProbe}}) {
    Policy policy = Limits(10'000, 2'000);
    policy.sources = {source};
    Discovery discovery = Make(policy);
    EXPECT_EQ(ToString(discovery.Poll(At(0))), "#1 " + std::string(step));
    EXPECT_EQ(ToString(discovery.Poll(At(2'000))), "cancel #1");
    EXPECT_EQ(ToString(discovery.Poll(At(2'000))), "failed timed_out");
  }
}

// Fails if a deadline hides that the password is wrong.
TEST(RunLimit, IsTheKindOnlyIfNothingBetterIsKnown) {
  Discovery discovery = Make(Limits(10'000, 2'000));
  (void)discovery.Poll(At(0));
  discovery.Tell({1}, AsksForBasic(), At(100));
  (void)discovery.Poll(At(100));
  discovery.Tell({2}, AsksForBasic(), At(200));
  (void)discovery.Poll(At(200));
  EXPECT_EQ(ToString(discovery.Poll(At(2'000))), "cancel #3");
  EXPECT_EQ(ToString(discovery.Poll(At(2'000))),
            "failed authentication_failed");
}

TEST(RunLimit, TakesAnAnswerThatCameInTime) {
  Discovery discovery = Make(Limits(10'000, 2'000));
  (void)discovery.Poll(At(0));
  discovery.Tell({1}, Ok(PoxSettings(kEws)), At(1'999));
  EXPECT_EQ(ToString(discovery.Poll(At(2'500))), kFoundEws);
}

// Fails if the second protocol, asked for the rest, costs what the first gave.
TEST(RunLimit, KeepsWhatIsThereAlready) {
  Policy policy = Limits(10'000, 2'000);
  policy.wanted.services = {Service::kEws, Service::kActiveSync};
  Discovery discovery = Make(policy);
  (void)discovery.Poll(At(0));
  discovery.Tell({1}, Ok(PoxSettings(kEws)), At(100));
  EXPECT_EQ(ToString(discovery.Poll(At(100))), "#2 " + std::string(kRoot));
  EXPECT_EQ(ToString(discovery.Poll(At(2'000))), "cancel #2");
  const Step last = discovery.Poll(At(2'000));
  EXPECT_EQ(ToString(last), kFoundEws);
  const Outcome& outcome = std::get<Finished>(last).outcome;
  EXPECT_FALSE(outcome.error);
  EXPECT_FALSE(outcome.attempts.back().succeeded);
}

TEST(RunLimit, KeepsTheOneServiceThatV2Gave) {
  Policy policy = Limits(10'000, 2'000);
  policy.protocols = {Protocol::kV2};
  policy.wanted.services = {Service::kEws, Service::kActiveSync};
  Discovery discovery = Make(policy);
  (void)discovery.Poll(At(0));
  discovery.Tell(
      {1},
      Ok(R"({"Protocol":"Ews","Url":"https://mail.corp.test/EWS/a.asmx"})"),
      At(100));
  (void)discovery.Poll(At(100));
  EXPECT_EQ(ToString(discovery.Poll(At(2'000))), "cancel #2");
  EXPECT_EQ(ToString(discovery.Poll(At(2'000))), kFoundEws);
}

TEST(RunLimit, MayBeAbsurd) {
  Policy policy;
  policy.run_limit = milliseconds::max();
  policy.speculation.grace = milliseconds::max();
  Discovery discovery = Make(policy);
  EXPECT_EQ(ToString(discovery.Poll(At(0))), "#1 " + std::string(kRoot));
}

TEST(Stop, CancelsAndEnds) {
  Discovery discovery = Make(InTurn());
  (void)discovery.Poll(At(0));
  discovery.Stop(At(10));
  discovery.Stop(At(11));
  EXPECT_EQ(ToString(discovery.Poll(At(11))), "cancel #1");
  EXPECT_EQ(ToString(discovery.Poll(At(11))), "failed cancelled");
  discovery.Tell({1}, Ok(PoxSettings(kEws)), At(12));
  EXPECT_EQ(ToString(discovery.Poll(At(12))), "failed cancelled");
}

TEST(Tell, IgnoresWhatWasNeverStarted) {
  Discovery discovery = Make(InTurn());
  (void)discovery.Poll(At(0));
  discovery.Tell({99}, Ok(PoxSettings(kEws)), At(1));
  discovery.Tell({0}, Ok(PoxSettings(kEws)), At(1));
  EXPECT_EQ(ToString(discovery.Poll(At(1))), "wait until 10500ms");
}

TEST(Trace, TellsTimesSinceTheStart) {
  Discovery discovery("ann@corp.test", Means{.password = true},
                      Only(Source::kRootDomain), 1, At(5'000));
  (void)discovery.Poll(At(5'010));
  discovery.Tell({1}, NotThere(), At(5'030));
  const Step last = discovery.Poll(At(5'040));
  const Attempt& attempt = std::get<Finished>(last).outcome.attempts.front();
  EXPECT_EQ(attempt.started, milliseconds(10));
  EXPECT_EQ(attempt.finished, milliseconds(30));
  EXPECT_EQ(attempt.status, 404);
}

}  // namespace
}  // namespace autodiscover::core::testing
