// SPDX-License-Identifier: Apache-2.0
//
// SPNEGO tokens, and the order of the legs.

#include "auth/negotiation.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "auth/der.h"
#include "auth/little_endian.h"

namespace fake {
namespace {

using namespace std::string_literals;

std::string Message1() {
  std::string message = "NTLMSSP\0"s;
  AppendLittle32(message, 1);
  AppendLittle32(message, ntlm::kUnicode);
  return message + std::string(16, '\0');
}

std::string InitialToken(const std::vector<std::string_view>& mechanisms,
                         const std::string& token) {
  std::string list;
  for (const std::string_view mechanism : mechanisms) {
    list += MakeDer(kDerOid, mechanism);
  }
  std::string fields = MakeDer(DerContext(0), MakeDer(kDerSequence, list));
  if (!token.empty()) {
    fields += MakeDer(DerContext(2), MakeDer(kDerOctets, token));
  }
  return MakeDer(0x60,
                 MakeDer(kDerOid, spnego::kSpnego) +
                     MakeDer(DerContext(0), MakeDer(kDerSequence, fields)));
}

class NegotiationTest : public testing::Test {
 protected:
  Leg Negotiate(const std::string& token) {
    return connection_.StepNegotiate(token, server_, directory_);
  }

  const NtlmOptions options_{};
  NtlmServer server_{options_, "mail.corp.test"};
  Directory directory_{{{"ann", "p"}}};
  Negotiation connection_;
};

TEST_F(NegotiationTest, NtlmInSpnegoIsAnsweredInSpnego) {
  const Leg leg = Negotiate(InitialToken({spnego::kNtlm}, Message1()));
  EXPECT_EQ(leg.state, Leg::State::kMore);
  EXPECT_EQ(leg.name, "ntlm-1");
  const auto reply = ParseSpnego(leg.token);
  ASSERT_TRUE(reply.has_value());
  EXPECT_EQ(NtlmMessageType(reply->token), 2);
}

TEST_F(NegotiationTest, NtlmAsItIsIsAnsweredAsItIs) {
  EXPECT_EQ(NtlmMessageType(Negotiate(Message1()).token), 2);
}

// Fails if the optimistic token of another mechanism is read as NTLM.
TEST_F(NegotiationTest, NtlmIsAskedForWhereItIsNotTheFirst) {
  const Leg leg =
      Negotiate(InitialToken({spnego::kKerberos, spnego::kNtlm}, "a ticket"));
  EXPECT_EQ(leg.state, Leg::State::kMore);
  const auto reply = ParseSpnego(leg.token);
  ASSERT_TRUE(reply.has_value());
  EXPECT_EQ(reply->token, "");
  EXPECT_EQ(Negotiate(InitialToken({spnego::kKerberos}, "a ticket")).state,
            Leg::State::kRejected);
}

TEST_F(NegotiationTest, TheLastLegAloneIsNothing) {
  std::string message = "NTLMSSP\0"s;
  AppendLittle32(message, 3);
  const Leg leg = connection_.StepNtlm(message + std::string(80, '\0'), server_,
                                       directory_);
  EXPECT_EQ(leg.name, "ntlm-3");
  EXPECT_EQ(leg.state, Leg::State::kRejected);
}

TEST_F(NegotiationTest, EveryPrefixOfATokenIsRefused) {
  const std::string good = InitialToken({spnego::kNtlm}, Message1());
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(Negotiate(good.substr(0, size)).state, Leg::State::kRejected);
  }
}

TEST(DerTest, LongLengthsComeBack) {
  for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 70000U}) {
    const std::string content(size, 'x');
    EXPECT_EQ(DerContent(MakeDer(kDerOctets, content), kDerOctets), content);
  }
  EXPECT_FALSE(DerContent("\x04\x84\1\0\0\0x"s, kDerOctets).has_value());
  EXPECT_FALSE(DerContent("\x04\x80"s, kDerOctets).has_value());
  EXPECT_FALSE(DerContent("\x04\1xy"s, kDerOctets).has_value());
}

}  // namespace
}  // namespace fake
