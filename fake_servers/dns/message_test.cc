// SPDX-License-Identifier: Apache-2.0

#include "dns/message.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dns/dns_client.h"
#include "dns/wire.h"

namespace fake {
namespace {

using testing::ElementsAre;

DnsQuery Decoded(const std::string& bytes) {
  const auto decoded = DecodeQuery(bytes);
  const auto* query = std::get_if<DnsQuery>(&decoded);
  EXPECT_NE(query, nullptr);
  return query != nullptr ? *query : DnsQuery{};
}

NotAQuery Refused(const std::string& bytes) {
  const auto decoded = DecodeQuery(bytes);
  const auto* refused = std::get_if<NotAQuery>(&decoded);
  EXPECT_NE(refused, nullptr);
  return refused != nullptr ? *refused : NotAQuery{};
}

// A header with these flags and counts.
std::string Header(unsigned flags, unsigned questions, unsigned additional) {
  std::string bytes;
  for (const unsigned value : {7U, flags, questions, 0U, 0U, additional}) {
    AppendU16(bytes, value);
  }
  return bytes;
}

TEST(DecodeQueryTest, ReadsAQuery) {
  const DnsQuery query =
      Decoded(MakeQuery("Mail.Corp.test", dns_type::kSrv, {.id = 0xBEEF}));
  EXPECT_EQ(query.header.id, 0xBEEF);
  EXPECT_TRUE(query.header.recursion_desired);
  EXPECT_THAT(query.question.labels, ElementsAre("Mail", "Corp", "test"));
  EXPECT_EQ(query.question.type, dns_type::kSrv);
  EXPECT_EQ(query.question.dns_class, 1);
  EXPECT_FALSE(query.edns.has_value());
  EXPECT_EQ(NameText(query.question), "Mail.Corp.test");
}

TEST(DecodeQueryTest, ReadsEdns) {
  const DnsQuery query =
      Decoded(MakeQuery("corp.test", dns_type::kA, {.edns_payload = 4096}));
  EXPECT_EQ(query.edns.value_or(Edns{}).payload_bytes, 4096);
  EXPECT_EQ(query.edns.value_or(Edns{.version = 9}).version, 0);
}

TEST(DecodeQueryTest, TheRootIsADot) {
  EXPECT_EQ(NameText(Decoded(MakeQuery("", dns_type::kA)).question), ".");
}

// Fails if a label with a dot in it could be taken for two labels.
TEST(DecodeQueryTest, OddBytesInNamesAreEscaped) {
  std::string bytes = Header(0x0100, 1, 0);
  bytes += std::string(
      "\x05"
      "a.b\\\x01",
      6);
  bytes += std::string("\0\0\1\0\1", 5);
  EXPECT_EQ(NameText(Decoded(bytes).question), "a\\.b\\\\\\001");
}

TEST(DecodeQueryTest, IgnoresWhatIsNoQuery) {
  EXPECT_EQ(Refused("").rcode, std::nullopt);
  EXPECT_EQ(Refused(std::string(11, '\0')).rcode, std::nullopt);
  EXPECT_EQ(Refused(Header(0x8000, 1, 0)).rcode, std::nullopt);
}

TEST(DecodeQueryTest, RefusesOtherKindsOfMessages) {
  const NotAQuery refused = Refused(Header(0x2000, 1, 0));
  EXPECT_EQ(refused.rcode, Rcode::kNotImp);
  EXPECT_EQ(refused.header.id, 7);
}

TEST(DecodeQueryTest, SaysWhatIsMalformed) {
  const std::string good = MakeQuery("corp.test", dns_type::kA);
  EXPECT_EQ(Refused(Header(0x0100, 0, 0)).rcode, Rcode::kFormErr);
  EXPECT_EQ(Refused(Header(0x0100, 2, 0) + good.substr(12)).rcode,
            Rcode::kFormErr);
  for (std::size_t length = 12; length < good.size(); ++length) {
    EXPECT_EQ(Refused(good.substr(0, length)).rcode, Rcode::kFormErr) << length;
  }
}

TEST(DecodeQueryTest, NoPointerCanBeInTheFirstName) {
  EXPECT_EQ(
      Refused(Header(0x0100, 1, 0) + "\xC0\x0C" + std::string("\0\1\0\1", 4))
          .rcode,
      Rcode::kFormErr);
}

TEST(DecodeQueryTest, ANameHasAtMost255Bytes) {
  const std::string label(63, 'a');
  const std::string longest = label + '.' + label + '.' + label + '.';
  const auto query = [&](std::size_t last) {
    return MakeQuery(longest + std::string(last, 'a'), dns_type::kA);
  };
  EXPECT_EQ(Decoded(query(61)).question.wire.size(), 255U);
  EXPECT_EQ(Refused(query(62)).rcode, Rcode::kFormErr);
}

TEST(DecodeQueryTest, StepsOverOtherRecords) {
  std::string bytes =
      Header(0x0100, 1, 2) + MakeQuery("corp.test", dns_type::kA).substr(12);
  bytes += std::string("\xC0\x0C\0\xFA\0\1\0\0\0\0\0\2xy", 14);
  bytes += MakeQuery("x", 1, {.edns_payload = 600}).substr(19);
  const DnsQuery query = Decoded(bytes);
  EXPECT_EQ(query.edns.value_or(Edns{}).payload_bytes, 600);
}

TEST(DecodeQueryTest, TwoOptRecordsAreOneTooMany) {
  const std::string with_opt =
      MakeQuery("x", dns_type::kA, {.edns_payload = 600});
  const std::string opt = with_opt.substr(19);
  EXPECT_EQ(Refused(Header(0x0100, 1, 2) + with_opt.substr(12) + opt).rcode,
            Rcode::kFormErr);
}

// Fails if a client that checks the case of the letters (0x20) is confused.
TEST(EncodeResponseTest, RepeatsTheQuestionInItsCase) {
  const DnsQuery query = Decoded(MakeQuery("mAiL.tEsT", dns_type::kA));
  const ReceivedResponse response = ReadResponse(EncodeResponse(
      query,
      {.answers = {AddressRecord("mail.test", dns_type::kA, "192.0.2.10")}}));
  ASSERT_FALSE(response.malformed);
  EXPECT_TRUE(response.is_response);
  EXPECT_TRUE(response.recursion_desired);
  EXPECT_TRUE(response.recursion_available);
  EXPECT_EQ(response.question, "mAiL.tEsT");
  ASSERT_EQ(response.answers.size(), 1U);
  EXPECT_EQ(response.answers[0].owner, "mAiL.tEsT");
  EXPECT_EQ(response.answers[0].data, "192.0.2.10");
}

TEST(EncodeResponseTest, EveryKindOfRecordReadsBack) {
  const DnsQuery query = Decoded(MakeQuery("a.test", dns_type::kA));
  const ReceivedResponse response = ReadResponse(EncodeResponse(
      query,
      {.answers = {CnameRecord("a.test", "b.test"),
                   AddressRecord("b.test", dns_type::kAaaa, "2001:db8::10"),
                   SrvRecordOf("b.test", {.priority = 1,
                                          .weight = 2,
                                          .port = 443,
                                          .target = "c.test"}),
                   SrvRecordOf("b.test", {.target = "."}),
                   TxtRecord("b.test", "v=spf1")},
       .authority = {SoaRecord("test")}}));
  ASSERT_FALSE(response.malformed);
  std::vector<std::string> texts;
  texts.reserve(response.answers.size());
  for (const ReceivedRecord& record : response.answers) {
    texts.push_back(record.owner + ' ' + record.data);
  }
  EXPECT_THAT(texts, ElementsAre("a.test b.test", "b.test 2001:db8::10",
                                 "b.test 1 2 443 c.test", "b.test 0 0 0 ",
                                 "b.test v=spf1"));
  EXPECT_FALSE(response.has_opt);
}

TEST(EncodeResponseTest, NamesTheZoneOfWhatIsNotThere) {
  const DnsQuery query = Decoded(MakeQuery("a.test", dns_type::kA));
  const ReceivedResponse response =
      ReadResponse(EncodeResponse(query, {.authority = {SoaRecord("test")}}));
  ASSERT_EQ(response.authority.size(), 1U);
  EXPECT_EQ(response.authority[0].owner, "test");
  EXPECT_EQ(response.authority[0].type, dns_type::kSoa);
}

TEST(EncodeResponseTest, AnswersEdnsWithEdns) {
  const DnsQuery query =
      Decoded(MakeQuery("a.test", dns_type::kA, {.edns_payload = 4096}));
  const ReceivedResponse response =
      ReadResponse(EncodeResponse(query, {.rcode = Rcode::kBadVers}));
  ASSERT_FALSE(response.malformed);
  EXPECT_TRUE(response.has_opt);
  EXPECT_EQ(response.rcode, 16);
}

TEST(EncodeErrorTest, IsAHeaderAndNothingElse) {
  const ReceivedResponse response =
      ReadResponse(EncodeError({.id = 9}, Rcode::kFormErr));
  ASSERT_FALSE(response.malformed);
  EXPECT_EQ(response.id, 9);
  EXPECT_EQ(response.rcode, 1);
  EXPECT_FALSE(response.has_question);
}

TEST(UdpBytesMaxTest, IsWhatBothSidesTake) {
  const auto limit = [](std::optional<std::uint16_t> payload) {
    return UdpBytesMax(
        Decoded(MakeQuery("a.test", dns_type::kA, {.edns_payload = payload})));
  };
  EXPECT_EQ(limit(std::nullopt), 512U);
  EXPECT_EQ(limit(100), 512U);
  EXPECT_EQ(limit(1000), 1000U);
  EXPECT_EQ(limit(65535), 1232U);
}

TEST(DnsTypeNameTest, NamesTheUnknownByNumber) {
  EXPECT_EQ(DnsTypeName(33), "SRV");
  EXPECT_EQ(DnsTypeName(65280), "TYPE65280");
}

}  // namespace
}  // namespace fake
