// SPDX-License-Identifier: Apache-2.0

#include "driver/handshake_guard.h"

#include <gtest/gtest.h>

#include "driver/base64.h"

namespace autodiscover::driver {
namespace {

// Type 2 with the flag for target information, and 4 bytes of it.
constexpr std::string_view kVersion2 =
    "TlRMTVNTUAACAAAAAAAAADAAAAABAoAAASNFZ4mrze8AAAAAAAAAAAQABAAwAAAAAAAAAA==";
// The same without.
constexpr std::string_view kVersion1 =
    "TlRMTVNTUAACAAAAAAAAADAAAAABAgAAASNFZ4mrze8AAAAAAAAAAAAAAAAwAAAA";

TEST(HandshakeGuardTest, KnowsWhatNtlmV2Needs) {
  EXPECT_TRUE(AllowsNtlmV2(kVersion2));
  EXPECT_FALSE(AllowsNtlmV2(kVersion1));
  EXPECT_FALSE(AllowsNtlmV2(""));
  EXPECT_FALSE(AllowsNtlmV2("TlRMTVNTUAACAAAA"));
  EXPECT_FALSE(AllowsNtlmV2("***"));
}

// Fails if a server can have the weak answer of NTLMv1.
TEST(HandshakeGuardTest, StopsAtAnOldChallenge) {
  HandshakeGuard guard;
  EXPECT_TRUE(guard.OnHeaderLine("www-authenticate: NTLM\r\n"));
  EXPECT_TRUE(guard.OnHeaderLine("X-Other: NTLM TlRM\r\n"));
  EXPECT_TRUE(guard.OnHeaderLine("WWW-Authenticate: NTLM " +
                                 std::string(kVersion2) + "\r\n"));
  EXPECT_EQ(guard.why(), "");
  EXPECT_FALSE(guard.OnHeaderLine("WWW-Authenticate: Basic, NTLM " +
                                  std::string(kVersion1) + "\r\n"));
  EXPECT_NE(guard.why(), "");
}

// The two inside SPNEGO. Fails if what is inside Negotiate is not looked at, or
// if Kerberos is taken for it.
TEST(HandshakeGuardTest, LooksInsideNegotiate) {
  const auto inside = [](std::string_view type2) {
    const std::string token = "frame" + FromBase64(type2);
    std::string encoded;
    AppendBase64(token, encoded);
    return "WWW-Authenticate: Negotiate " + encoded + "\r\n";
  };
  HandshakeGuard guard;
  EXPECT_TRUE(guard.OnHeaderLine("WWW-Authenticate: Negotiate YIIabc=\r\n"));
  EXPECT_EQ(guard.challenge(), "");
  EXPECT_TRUE(guard.OnHeaderLine(inside(kVersion2)));
  EXPECT_NE(guard.challenge(), "");
  EXPECT_TRUE(guard.OnHeaderLine("HTTP/1.1 401 No\r\n"));
  EXPECT_EQ(guard.challenge(), "");
  EXPECT_FALSE(guard.OnHeaderLine(inside(kVersion1)));
}

TEST(Base64Test, ReadsWhatItWrites) {
  for (const std::string text : {"", "a", "ab", "abc", "abcd"}) {
    std::string encoded;
    AppendBase64(text, encoded);
    EXPECT_EQ(FromBase64(encoded), text);
  }
  for (const char* none : {"=", "====", "ab", "a===", "****", "  ==", "A"}) {
    EXPECT_LE(FromBase64(none).size(), 1U) << none;
  }
}

// Fails if a challenge is taken for the last word.
TEST(HandshakeGuardTest, KnowsAnAnswerInTheMiddle) {
  HandshakeGuard guard;
  const std::string challenge =
      "WWW-Authenticate: NTLM " + std::string(kVersion2) + "\r\n";
  EXPECT_TRUE(guard.OnHeaderLine("HTTP/1.1 401 No\r\n"));
  EXPECT_TRUE(guard.OnHeaderLine(challenge));
  HandshakeGuard finished = guard;
  guard.OnEnd();
  EXPECT_NE(guard.why(), "");
  EXPECT_TRUE(finished.OnHeaderLine("HTTP/1.1 200 OK\r\n"));
  finished.OnEnd();
  EXPECT_EQ(finished.why(), "");
}

// Fails if a leg may go to another connection than the one before (AUTH-10).
TEST(HandshakeGuardTest, KeepsTheLegsTogether) {
  HandshakeGuard guard;
  EXPECT_TRUE(guard.OnLeg(1000, false));
  EXPECT_TRUE(guard.OnLeg(1001, false));  // The first was closed meanwhile.
  EXPECT_TRUE(guard.OnLeg(1001, true));
  EXPECT_FALSE(guard.OnLeg(1002, true));
  EXPECT_NE(guard.why(), "");
}

}  // namespace
}  // namespace autodiscover::driver
