// SPDX-License-Identifier: Apache-2.0

#include "driver/address_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/fakes.h"

namespace autodiscover::driver {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

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
  book_.Ask("corp.test");
  book_.Ask("corp.test");
  resolver_.Answer("corp.test", {"192.0.2.1"});
  book_.Ask("corp.test");
  EXPECT_THAT(resolver_.asked, ElementsAre("A corp.test", "AAAA corp.test"));
}

TEST_F(AddressBookTest, PutsIpv6First) {
  book_.Ask("corp.test");
  Tell(Family::kIpv4, {.addresses = {"192.0.2.1"}});
  Tell(Family::kIpv6, {.addresses = {"2001:db8::1"}});
  ASSERT_TRUE(book_.Find("corp.test"));
  EXPECT_THAT(book_.Find("corp.test")->addresses,
              ElementsAre("2001:db8::1", "192.0.2.1"));
}

// Fails if a resolver that drops AAAA queries holds up the run.
TEST_F(AddressBookTest, DoesNotWaitLongForTheSecondFamily) {
  book_.Ask("corp.test");
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
  book_.Ask("corp.test");
  Tell(Family::kIpv4, {.why = "NODATA"});
  clock_.Advance(milliseconds(500));
  EXPECT_FALSE(book_.Find("corp.test"));
  Tell(Family::kIpv6, {.addresses = {"2001:db8::1"}});
  ASSERT_TRUE(book_.Find("corp.test"));
  EXPECT_THAT(book_.Find("corp.test")->addresses, ElementsAre("2001:db8::1"));
}

TEST_F(AddressBookTest, PrefersTheReasonOfTheFamilyThatFailed) {
  book_.Ask("corp.test");
  Tell(Family::kIpv4, {.why = "SERVFAIL", .failed = true});
  Tell(Family::kIpv6, {.why = "NODATA"});
  ASSERT_TRUE(book_.Find("corp.test"));
  EXPECT_EQ(book_.Find("corp.test")->why, "SERVFAIL");
}

TEST_F(AddressBookTest, KeepsAnAddressForAsLongAsItHolds) {
  book_.Ask("corp.test");
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
  book_.Ask("corp.test");
  EXPECT_EQ(resolver_.asked.size(), 4U);
}

// Fails if a name server that was down once is taken for down for ever.
TEST_F(AddressBookTest, ForgetsFailuresAndWhatIsUnknown) {
  book_.Ask("corp.test");
  Tell(Family::kIpv4, {.why = "SERVFAIL", .failed = true});
  Tell(Family::kIpv6, {.why = "SERVFAIL", .failed = true});
  book_.Ask("silent.test");
  book_.ForgetOld();
  EXPECT_FALSE(book_.Find("corp.test"));
  // An answer to the old question is nobody's.
  resolver_.Answer("silent.test", {"192.0.2.1"});
  EXPECT_FALSE(book_.Find("silent.test"));
  book_.Ask("silent.test");
  EXPECT_EQ(resolver_.asked.size(), 6U);
}

TEST_F(AddressBookTest, KnowsNothingOfOtherNames) {
  EXPECT_FALSE(book_.Find("corp.test"));
}

}  // namespace
}  // namespace autodiscover::driver
