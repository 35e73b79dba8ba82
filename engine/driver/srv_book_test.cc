// SPDX-License-Identifier: Apache-2.0

#include "driver/srv_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/fakes.h"

namespace autodiscover::driver {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

constexpr const char* kName = "_autodiscover._tcp.corp.test";

class SrvBookTest : public testing::Test {
 protected:
  void Ask() {
    book_.LookupSrv(kName, [this](const core::SrvAnswer& answer) {
      told_.push_back(answer.why);
    });
  }

  FakeClock clock_;
  FakeResolver resolver_;
  SrvBook book_{resolver_, clock_};
  std::vector<std::string> told_;
};

// Fails if each mailbox of a domain costs a lookup.
TEST_F(SrvBookTest, AsksOnceForAll) {
  Ask();
  Ask();
  EXPECT_THAT(resolver_.asked, SizeIs(1));
  resolver_.srv.at(kName)({.why = "NXDOMAIN"});
  Ask();
  EXPECT_THAT(told_, ElementsAre("NXDOMAIN", "NXDOMAIN", "NXDOMAIN"));
  EXPECT_THAT(resolver_.asked, SizeIs(1));
}

TEST_F(SrvBookTest, AsksAgainWhenTheAnswerIsOld) {
  Ask();
  resolver_.srv.at(kName)({.why = "NXDOMAIN"});
  clock_.Advance(SrvBook::kLives);
  Ask();
  EXPECT_THAT(resolver_.asked, SizeIs(2));
}

TEST_F(SrvBookTest, DoesNotKeepAFailure) {
  Ask();
  resolver_.srv.at(kName)({.why = "SERVFAIL", .failed = true});
  Ask();
  EXPECT_THAT(resolver_.asked, SizeIs(2));
}

// Fails if a lookup under way is forgotten with those who wait for it.
TEST_F(SrvBookTest, ForgetsOnlyWhatIsOld) {
  Ask();
  book_.ForgetOld();
  resolver_.srv.at(kName)({.why = "NXDOMAIN"});
  EXPECT_THAT(told_, SizeIs(1));
  book_.ForgetOld();
  Ask();
  EXPECT_THAT(resolver_.asked, SizeIs(1));
}

}  // namespace
}  // namespace autodiscover::driver
