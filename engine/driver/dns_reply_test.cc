// SPDX-License-Identifier: Apache-2.0

#include "driver/dns_reply.h"

#include <ares.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::driver {
namespace {

using testing::ElementsAre;

// A reply to "SRV a.test" with `count` records, each "PRIORITY WEIGHT PORT"
// 1 2 443 and the target bytes given.
std::vector<unsigned char> SrvReply(int count,
                                    const std::vector<unsigned char>& target) {
  std::vector<unsigned char> reply = {
      0, 1, 0x81, 0x80, 0, 1, 0, static_cast<unsigned char>(count), 0, 0, 0, 0};
  const std::vector<unsigned char> question = {1,   'a', 4, 't', 'e', 's',
                                               't', 0,   0, 33,  0,   1};
  reply.insert(reply.end(), question.begin(), question.end());
  for (int i = 0; i < count; ++i) {
    const std::vector<unsigned char> record = {
        0xC0, 12, 0, 33, 0, 1,
        0,    0,  0, 60, 0, static_cast<unsigned char>(6 + target.size()),
        0,    1,  0, 2,  1, 0xBB};
    reply.insert(reply.end(), record.begin(), record.end());
    reply.insert(reply.end(), target.begin(), target.end());
  }
  return reply;
}

TEST(DnsReplyTest, ReadsSrvRecords) {
  const auto answer = SrvFromReply(
      ARES_SUCCESS, SrvReply(2, {1, 'm', 4, 't', 'e', 's', 't', 0}));
  const core::SrvRecord record{
      .priority = 1, .weight = 2, .port = 443, .target = "m.test"};
  EXPECT_THAT(answer.records, ElementsAre(record, record));
  EXPECT_FALSE(answer.failed);
  EXPECT_EQ(answer.why, "");
}

// Fails if "service not offered" is taken for an empty host (SRV-07).
TEST(DnsReplyTest, ReadsTheRootNameAsADot) {
  const auto answer = SrvFromReply(ARES_SUCCESS, SrvReply(1, {0}));
  ASSERT_EQ(answer.records.size(), 1U);
  EXPECT_EQ(answer.records[0].target, ".");
}

TEST(DnsReplyTest, CallsAnAnswerWithoutRecordsNodata) {
  const auto answer = SrvFromReply(ARES_SUCCESS, SrvReply(0, {}));
  EXPECT_EQ(answer.why, "NODATA");
  EXPECT_FALSE(answer.failed);
}

TEST(DnsReplyTest, CallsGarbageAFailure) {
  const std::vector<unsigned char> garbage(20, 0xFF);
  EXPECT_TRUE(SrvFromReply(ARES_SUCCESS, garbage).failed);
  EXPECT_TRUE(SrvFromReply(ARES_SUCCESS, {}).failed);
}

// Fails if kinds of "no record" are no longer told apart (SRV-11).
TEST(DnsReplyTest, TellsStatusesApart) {
  EXPECT_EQ(ProblemFromStatus(ARES_ENOTFOUND), (DnsProblem{"NXDOMAIN", false}));
  EXPECT_EQ(ProblemFromStatus(ARES_ENODATA), (DnsProblem{"NODATA", false}));
  EXPECT_EQ(ProblemFromStatus(ARES_ESERVFAIL), (DnsProblem{"SERVFAIL", true}));
  EXPECT_EQ(ProblemFromStatus(ARES_EREFUSED), (DnsProblem{"REFUSED", true}));
  EXPECT_EQ(ProblemFromStatus(ARES_ETIMEOUT), (DnsProblem{"timed out", true}));
}

TEST(DnsReplyTest, ReadsNoAddressesAsNodata) {
  EXPECT_EQ(AddressesFromInfo(ARES_SUCCESS, nullptr).why, "NODATA");
  EXPECT_EQ(AddressesFromInfo(ARES_ENOTFOUND, nullptr).why, "NXDOMAIN");
}

}  // namespace
}  // namespace autodiscover::driver
