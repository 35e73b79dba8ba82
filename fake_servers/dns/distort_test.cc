// SPDX-License-Identifier: Apache-2.0

#include "dns/distort.h"

#include <gtest/gtest.h>

#include "dns/dns_client.h"
#include "dns/record.h"

namespace fake {
namespace {

constexpr std::uint16_t kId = 0x1234;

std::vector<std::string> Spoil(DnsMessage how) {
  const auto decoded = DecodeQuery(MakeQuery("mail.test", dns_type::kA));
  const auto& query = std::get<DnsQuery>(decoded);
  const DnsResponse response = {
      .answers = {AddressRecord("mail.test", dns_type::kA, "192.0.2.10")}};
  return Distort(query, EncodeResponse(query, response), how);
}

ReceivedResponse Only(DnsMessage how) {
  const std::vector<std::string> messages = Spoil(how);
  EXPECT_EQ(messages.size(), 1U);
  return ReadResponse(messages.front());
}

TEST(DistortTest, LeavesARightMessageAlone) {
  const ReceivedResponse right = Only(DnsMessage::kRight);
  EXPECT_FALSE(right.malformed);
  EXPECT_EQ(right.id, kId);
  EXPECT_EQ(right.answers.size(), 1U);
}

TEST(DistortTest, AnswersSomeoneElse) {
  EXPECT_NE(Only(DnsMessage::kWrongId).id, kId);
  EXPECT_EQ(Only(DnsMessage::kWrongQuestion).question, "xail.test");
  EXPECT_EQ(Only(DnsMessage::kWrongQuestion).id, kId);
  EXPECT_FALSE(Only(DnsMessage::kNotAResponse).is_response);
}

TEST(DistortTest, AnswersTwice) {
  const auto twice = Spoil(DnsMessage::kDuplicate);
  ASSERT_EQ(twice.size(), 2U);
  EXPECT_EQ(twice[0], twice[1]);
  const auto forged = Spoil(DnsMessage::kForgedFirst);
  ASSERT_EQ(forged.size(), 2U);
  EXPECT_NE(ReadResponse(forged[0]).id, kId);
  EXPECT_EQ(ReadResponse(forged[0]).rcode, 3);
  EXPECT_EQ(forged[1], twice[1]);
}

TEST(DistortTest, BreaksTheMessage) {
  for (const DnsMessage how :
       {DnsMessage::kCut, DnsMessage::kCountTooHigh, DnsMessage::kPointerLoop,
        DnsMessage::kGarbage}) {
    const auto broken = Spoil(how);
    ASSERT_EQ(broken.size(), 1U);
    EXPECT_TRUE(ReadResponse(broken[0]).malformed);
    EXPECT_EQ(broken[0].substr(0, 2), "\x12\x34");
  }
  EXPECT_EQ(Only(DnsMessage::kDataTooLong).answers.at(0).data, "wrong length");
  EXPECT_EQ(Spoil(DnsMessage::kEmpty), std::vector<std::string>{""});
}

}  // namespace
}  // namespace fake
