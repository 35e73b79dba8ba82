// SPDX-License-Identifier: Apache-2.0

#include "driver/spnego.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace autodiscover::driver {
namespace {

using namespace std::string_literals;

// Written by hand after RFC 4178, appendix A.
const std::string kMechanisms =
    "\x30\x0C\x06\x0A\x2B\x06\x01\x04\x01\x82\x37\x02\x02\x0A"s;

std::string ServerSays(const std::string& token) {
  const auto size = static_cast<char>(token.size());
  const std::string field =
      "\xA2"s + static_cast<char>(size + 2) + "\x04" + size + token;
  const std::string fields = "\xA0\x03\x0A\x01\x01"s + field;
  return "\xA1"s + static_cast<char>(fields.size() + 2) + "\x30" +
         static_cast<char>(fields.size()) + fields;
}

TEST(SpnegoTest, OffersNtlmAlone) {
  EXPECT_EQ(SpnegoMechanisms(), kMechanisms);
  EXPECT_EQ(
      SpnegoFirst("abc"),
      "\x60\x23\x06\x06\x2B\x06\x01\x05\x05\x02\xA0\x19\x30\x17\xA0\x0E"s +
          kMechanisms + "\xA2\x05\x04\x03" + "abc");
}

TEST(SpnegoTest, SignsTheLastLegIfThereIsASignature) {
  EXPECT_EQ(SpnegoNext("abc", "xy"),
            "\xA1\x0F\x30\x0D\xA2\x05\x04\x03"
            "abc"
            "\xA3\x04\x04\x02"
            "xy"s);
  EXPECT_EQ(SpnegoNext("abc", ""),
            "\xA1\x09\x30\x07\xA2\x05\x04\x03"
            "abc"s);
}

TEST(SpnegoTest, ReadsTheServersToken) {
  const std::string whole = ServerSays("token");
  EXPECT_EQ(TokenInSpnego(whole), "token");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(TokenInSpnego(std::string_view(whole).substr(0, size)), "")
        << size;
  }
  EXPECT_EQ(TokenInSpnego(SpnegoFirst("token")), "");
  // A length that is left open is BER, which nobody sends here.
  EXPECT_EQ(TokenInSpnego("\xA1\x80\x30\x80\xA2\x05\x04\x03"
                          "abc\0\0\0\0"s),
            "");
}

}  // namespace
}  // namespace autodiscover::driver
