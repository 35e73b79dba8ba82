// SPDX-License-Identifier: Apache-2.0

#include "base/host_name.h"

#include <string>

#include <gtest/gtest.h>

namespace autodiscover {
namespace {

TEST(NormaliseHostName, GivesOneForm) {
  EXPECT_EQ(*NormaliseHostName("Mail.CORP.test."), "mail.corp.test");
  EXPECT_EQ(*NormaliseHostName("b\xC3\xBC"
                               "cher.test"),
            "xn--bcher-kva.test");
  // Sharp s is a letter of its own, not ss.
  EXPECT_EQ(*NormaliseHostName("stra\xC3\x9F"
                               "e.test"),
            "xn--strae-oqa.test");
  EXPECT_EQ(*NormaliseHostName("a_b.test"), "a_b.test");
}

TEST(NormaliseHostName, RefusesWhatIsNoName) {
  for (const std::string& name :
       {std::string(), std::string("."), std::string("a..b"),
        std::string("-a.test"), std::string("a b"), std::string("a/b"),
        std::string("10.0.0.5"), std::string("0x7f.1"), std::string("a.0x7f"),
        std::string("a\0b.test", 8), std::string("\xFF.test"),
        std::string(64, 'a'), std::string(254, 'a')}) {
    EXPECT_FALSE(NormaliseHostName(name)) << name;
  }
}

TEST(NormaliseUrlHost, TakesAddresses) {
  EXPECT_EQ(*NormaliseUrlHost("10.0.0.5"), "10.0.0.5");
  EXPECT_EQ(*NormaliseUrlHost("[2001:DB8:0:0::1]"), "[2001:db8::1]");
  EXPECT_FALSE(NormaliseUrlHost("[2001:db8::1"));
  EXPECT_FALSE(NormaliseUrlHost("[fe80::1%eth0]"));
  EXPECT_FALSE(NormaliseUrlHost("[]"));
  EXPECT_FALSE(NormaliseUrlHost("127.1"));
  EXPECT_FALSE(NormaliseUrlHost("2130706433"));
  EXPECT_TRUE(IsAddressLiteral("10.0.0.5"));
  EXPECT_TRUE(IsAddressLiteral("[::1]"));
  EXPECT_FALSE(IsAddressLiteral("corp.test"));
}

// Fails if the rule of trust is a comparison of text.
TEST(IsInDomain, ComparesWholeLabels) {
  EXPECT_TRUE(IsInDomain("corp.test", "corp.test"));
  EXPECT_TRUE(IsInDomain("a.b.corp.test", "corp.test"));
  EXPECT_FALSE(IsInDomain("evilcorp.test", "corp.test"));
  EXPECT_FALSE(IsInDomain("corp.test.evil.test", "corp.test"));
  EXPECT_FALSE(IsInDomain("test", "corp.test"));
}

}  // namespace
}  // namespace autodiscover
