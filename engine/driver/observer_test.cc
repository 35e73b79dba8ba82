// SPDX-License-Identifier: Apache-2.0

#include "driver/observer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/fakes.h"

namespace autodiscover::driver {
namespace {

using std::chrono::milliseconds;
using testing::IsEmpty;
using testing::SizeIs;

constexpr core::StepId kFirst{1};

class ObserverTest : public testing::Test {
 protected:
  FakeClock clock_;
  std::vector<Observed> told_;
  Observer observer_{[this](const Observed& seen) { told_.push_back(seen); },
                     clock_};
  const core::Action question_ =
      core::SendHttp{.method = "POST",
                     .url = "https://corp.test/",
                     .headers = {{"Accept", "text/xml"}},
                     .body = "question",
                     .login = core::Login{.scheme = AuthScheme::kBasic}};
};

TEST_F(ObserverTest, TellsBothSidesOfAnExchange) {
  clock_.Advance(milliseconds(5));
  observer_.Began(kFirst, question_);
  clock_.Advance(milliseconds(7));
  observer_.Finished(
      {.id = kFirst,
       .report = core::HttpAnswer{.status = 200, .body = "answer"}});
  ASSERT_THAT(told_, SizeIs(1));
  EXPECT_EQ(told_[0].started, milliseconds(5));
  EXPECT_EQ(told_[0].finished, milliseconds(12));
  EXPECT_EQ(told_[0].request_body, "question");
  EXPECT_EQ(told_[0].login, AuthScheme::kBasic);
  EXPECT_EQ(told_[0].status, 200);
  EXPECT_EQ(told_[0].answer_body, "answer");
}

TEST_F(ObserverTest, TellsWhereItEndedWithoutAnAnswer) {
  observer_.Began(kFirst, question_);
  observer_.Finished({.id = kFirst,
                      .report = core::TransportFailure{.stage = Stage::kTls,
                                                       .timed_out = true}});
  ASSERT_THAT(told_, SizeIs(1));
  EXPECT_FALSE(told_[0].status.has_value());
  EXPECT_EQ(told_[0].stage, Stage::kTls);
  EXPECT_TRUE(told_[0].timed_out);
}

TEST_F(ObserverTest, ForgetsWhatWasGivenUp) {
  observer_.Began(kFirst, question_);
  observer_.GaveUp(kFirst);
  observer_.Finished({.id = kFirst, .report = core::HttpAnswer{}});
  EXPECT_THAT(told_, IsEmpty());
}

}  // namespace
}  // namespace autodiscover::driver
