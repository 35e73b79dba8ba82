// SPDX-License-Identifier: Apache-2.0

#include "driver/address_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/fakes.h"

namespace autodiscover::driver {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::SizeIs;

class AddressBookTest : public testing::Test {
 protected:
  void Tell(Family family, AddressAnswer answer) {
    resolver_.addresses.at({"corp.test", family})(std::move(answer));
  }

  FakeClock clock_;
  FakeResolver resolver_;
  AddressBook book_{resolver_, clock_};
};

// Fails if a name is looked up for every request.
TEST_F(AddressBookTest, AsksForEachNameOnce) {
  book_.Ask("corp.test", clock_.Now());
  book_.Ask("corp.test", clock_.Now());
  resolver_.Answer("corp.test", {"192.0.2.1"});
  book_.Ask("corp.test", clock_.Now());
  EXPECT_THAT(resolver_.asked, ElementsAre("A corp.test", "AAAA corp.test"));
}

TEST_F(AddressBookTest, PutsIpv6First) {
  book_.Ask("corp.test", clock_.Now());
  Tell(Family::kIpv4, {.addresses = {"192.0.2.1"}});
  Tell(Family::kIpv6, {.addresses = {"2001:db8::1"}});
  ASSERT_TRUE(book_.Find("corp.test"));
  EXPECT_THAT(book_.Find("corp.test")->addresses,
              ElementsAre("2001:db8::1", "192.0.2.1"));
}

// Fails if a resolver that drops AAAA queries holds up the run.
TEST_F(AddressBookTest, DoesNotWaitLongForTheSecondFamily) {
  book_.Ask("corp.test", clock_.Now());
  EXPECT_FALSE(book_.NextChange());
  Tell(Family::kIpv4, {.addresses = {"192.0.2.1"}});
  EXPECT_FALSE(book_.Find("corp.test"));
  EXPECT_EQ(book_.NextChange(), clock_.Now() + AddressBook::kSecondFamilyGrace);
  clock_.Advance(AddressBook::kSecondFamilyGrace);
  ASSERT_TRUE(book_.Find("corp.test"));
  EXPECT_THAT(book_.Find("corp.test")->addresses, ElementsAre("192.0.2.1"));
  EXPECT_FALSE(book_.NextChange());
}

// An answer without addresses is no reason to hurry.
TEST_F(AddressBookTest, WaitsForTheSecondFamilyWhenTheFirstHasNothing) {
  book_.Ask("corp.test", clock_.Now());
  Tell(Family::kIpv4, {.why = "NODATA"});
  clock_.Advance(milliseconds(500));
  EXPECT_FALSE(book_.Find("corp.test"));
  Tell(Family::kIpv6, {.addresses = {"2001:db8::1"}});
  ASSERT_TRUE(book_.Find("corp.test"));
  EXPECT_THAT(book_.Find("corp.test")->addresses, ElementsAre("2001:db8::1"));
}

TEST_F(AddressBookTest, PrefersTheReasonOfTheFamilyThatFailed) {
  book_.Ask("corp.test", clock_.Now());
  Tell(Family::kIpv4, {.why = "SERVFAIL", .failed = true});
  Tell(Family::kIpv6, {.why = "NODATA"});
  ASSERT_TRUE(book_.Find("corp.test"));
  EXPECT_EQ(book_.Find("corp.test")->why, "SERVFAIL");
}

TEST_F(AddressBookTest, KeepsAnAddressForAsLongAsItHolds) {
  book_.Ask("corp.test", clock_.Now());
  Tell(Family::kIpv4,
       {.addresses = {"192.0.2.1"}, .lives = std::chrono::seconds(20)});
  Tell(Family::kIpv6, {.why = "NODATA"});
  clock_.Advance(milliseconds(19'999));
  book_.ForgetOld();
  EXPECT_TRUE(book_.Find("corp.test"));
  clock_.Advance(milliseconds(1));
  // Not in the course of a run: it was asked, and is not asked again.
  EXPECT_TRUE(book_.Find("corp.test"));
  book_.ForgetOld();
  EXPECT_FALSE(book_.Find("corp.test"));
  book_.Ask("corp.test", clock_.Now());
  EXPECT_EQ(resolver_.asked.size(), 4U);
}

// Fails if a name server that was down once is taken for down for ever.
TEST_F(AddressBookTest, ForgetsFailuresAndWhatIsUnknown) {
  book_.Ask("corp.test", clock_.Now());
  Tell(Family::kIpv4, {.why = "SERVFAIL", .failed = true});
  Tell(Family::kIpv6, {.why = "SERVFAIL", .failed = true});
  book_.Ask("silent.test", clock_.Now());
  book_.ForgetOld();
  EXPECT_FALSE(book_.Find("corp.test"));
  // An answer to the old question is nobody's.
  resolver_.Answer("silent.test", {"192.0.2.1"});
  EXPECT_FALSE(book_.Find("silent.test"));
  book_.Ask("silent.test", clock_.Now());
  EXPECT_EQ(resolver_.asked.size(), 6U);
}

TEST_F(AddressBookTest, KnowsNothingOfOtherNames) {
  EXPECT_FALSE(book_.Find("corp.test"));
}

// Among runs that overlap: fails if a late one gets what was out of date when
// it began, or an early one is sent to ask again.
TEST_F(AddressBookTest, AsksAgainForARunThatBeganLater) {
  const core::Timestamp early = clock_.Now();
  book_.Ask("corp.test", early);
  Tell(Family::kIpv4, {.addresses = {"192.0.2.1"}, .lives = seconds(10)});
  Tell(Family::kIpv6, {.why = "NODATA"});
  clock_.Advance(seconds(11));
  book_.Ask("corp.test", early);
  EXPECT_THAT(resolver_.asked, SizeIs(2));
  book_.Ask("corp.test", clock_.Now());
  EXPECT_THAT(resolver_.asked, SizeIs(4));
  EXPECT_FALSE(book_.Find("corp.test"));
}

// Fails if those who wait are forgotten, or one that is told is told again.
TEST_F(AddressBookTest, TellsAllWhoWaitOnce) {
  int told = 0;
  book_.Ask("corp.test", clock_.Now(), [&told] { ++told; });
  book_.Ask("corp.test", clock_.Now(), [&told] { ++told; });
  Tell(Family::kIpv4, {.addresses = {"192.0.2.1"}});
  book_.TellOfTime();
  EXPECT_EQ(told, 0);
  clock_.Advance(AddressBook::kSecondFamilyGrace);
  book_.TellOfTime();
  EXPECT_EQ(told, 2);
  Tell(Family::kIpv6, {.why = "NODATA"});
  EXPECT_EQ(told, 2);
}

TEST_F(AddressBookTest, KeepsForRunsUnderWayWhatTheyWaitFor) {
  book_.Ask("silent.test", clock_.Now());
  book_.Ask("corp.test", clock_.Now());
  Tell(Family::kIpv4, {.why = "SERVFAIL", .failed = true});
  Tell(Family::kIpv6, {.why = "SERVFAIL", .failed = true});
  book_.ForgetUnused();
  EXPECT_TRUE(book_.Find("corp.test"));
  clock_.Advance(AddressBook::kLingers);
  book_.ForgetUnused();
  EXPECT_FALSE(book_.Find("corp.test"));
  resolver_.Answer("silent.test", {"192.0.2.1"});
  EXPECT_TRUE(book_.Find("silent.test"));
}

}  // namespace
}  // namespace autodiscover::driver
