// SPDX-License-Identifier: Apache-2.0

#include "base/email_address.h"

#include <gtest/gtest.h>

#include "base/strings.h"

namespace autodiscover {
namespace {

// What is typed is read as the address `text` in `domain`.
void ExpectReads(std::string_view typed, std::string_view text,
                 std::string_view domain) {
  const Result<EmailAddress> address = ParseEmailAddress(typed);
  ASSERT_TRUE(address) << typed;
  EXPECT_EQ(address->text, text);
  EXPECT_EQ(address->domain, domain);
}

TEST(ParseEmailAddress, FindsTheDomain) {
  ExpectReads("ann@corp.test", "ann@corp.test", "corp.test");
  ExpectReads("Ann@CORP.Test", "Ann@CORP.Test", "corp.test");
  ExpectReads("ann@corp.test.", "ann@corp.test", "corp.test");
  ExpectReads("  ann@corp.test ", "ann@corp.test", "corp.test");
  ExpectReads("j\xC3\xB6rg@corp.test", "j\xC3\xB6rg@corp.test", "corp.test");
  constexpr std::string_view kUmlaut = "ann@b\xC3\xBC\x63her.test";
  ExpectReads(kUmlaut, kUmlaut, "xn--bcher-kva.test");
}

TEST(ParseEmailAddress, SkipsWhatIsQuoted) {
  for (const std::string_view typed :
       {R"("a@evil.test"@corp.test)", R"("a\"@evil.test"@corp.test)",
        R"("a b"@corp.test)", R"(a&b'<x>@corp.test)"}) {
    ExpectReads(typed, typed, "corp.test");
  }
}

void ExpectRefuses(std::string_view typed) {
  const Result<EmailAddress> address = ParseEmailAddress(typed);
  ASSERT_FALSE(address) << typed;
  EXPECT_EQ(address.error().code, ErrorCode::kInvalidAddress);
  EXPECT_FALSE(address.error().message.empty());
}

TEST(ParseEmailAddress, Refuses) {
  for (const std::string& typed : {std::string(),
                                   std::string("ann"),
                                   std::string("@corp.test"),
                                   std::string("ann@"),
                                   std::string("ann@."),
                                   std::string("ann@.test"),
                                   std::string("ann@corp..test"),
                                   std::string("ann@corp.test.."),
                                   std::string("ann@test"),
                                   std::string("ann@localhost"),
                                   std::string("ann@[10.0.0.5]"),
                                   std::string("ann@[IPv6:::1]"),
                                   std::string("ann@10.0.0.5"),
                                   std::string("ann@1.0x7f"),
                                   std::string("ann@a.123"),
                                   std::string("\"ann@corp.test"),
                                   std::string("a b@corp.test"),
                                   std::string("ann@corp test"),
                                   std::string("ann@-corp.test"),
                                   std::string("ann@corp-.test"),
                                   std::string("ann@co%72p.test"),
                                   std::string("ann@corp.test:25"),
                                   std::string("ann@corp.test/x"),
                                   std::string("ann\n@corp.test"),
                                   std::string("ann@corp.test\r\nX: y"),
                                   std::string("a\0b@c.test", 10),
                                   std::string("ann@\xFF.test"),
                                   std::string(400, 'a') + "@corp.test",
                                   "ann@" + std::string(64, 'a') + ".test"}) {
    ExpectRefuses(typed);
  }
}

// Fails if a message repeats what was typed in a form that steers a terminal.
TEST(ParseEmailAddress, DoesNotQuoteControlCharacters) {
  const Result<EmailAddress> address = ParseEmailAddress("\x1B[31m@corp.test");
  ASSERT_FALSE(address);
  EXPECT_EQ(address.error().message.find('\x1B'), std::string::npos);
}

TEST(EmailAddress, IsTheSameInOtherLetters) {
  EXPECT_EQ(*ParseEmailAddress("ANN@Corp.test."),
            *ParseEmailAddress("ann@corp.test"));
  EXPECT_FALSE(*ParseEmailAddress("ann@corp.test") ==
               *ParseEmailAddress("ann@mail.corp.test"));
}

}  // namespace
}  // namespace autodiscover
