// SPDX-License-Identifier: Apache-2.0

#include "base/strings.h"

#include <gtest/gtest.h>

namespace autodiscover {
namespace {

constexpr std::string_view kMark = "\xEF\xBF\xBD";

TEST(SafeText, KeepsText) {
  EXPECT_EQ(SafeText("J\xC3\xB6rg \xF0\x9F\x93\xA7", 100),
            "J\xC3\xB6rg \xF0\x9F\x93\xA7");
  EXPECT_EQ(SafeText("a\r\nb\tc", 100), "a  b c");
}

TEST(SafeText, ReplacesWhatSteersATerminalOrHidesText) {
  EXPECT_EQ(SafeText("\x1B[31m", 100), StrCat(kMark, "[31m"));
  EXPECT_EQ(SafeText(std::string("a\0b", 3), 100), StrCat("a", kMark, "b"));
  EXPECT_EQ(SafeText("\xC2\x9B", 100), kMark);  // CSI
  const std::string right_to_left = {'\xE2', '\x80', '\xAE'};
  EXPECT_EQ(SafeText(right_to_left, 100), kMark);
  EXPECT_EQ(SafeText("\xC3(", 100), StrCat(kMark, "("));  // Not UTF-8.
  EXPECT_EQ(SafeText("\xED\xA0\x80", 100), StrCat(kMark, kMark, kMark));
}

TEST(SafeText, LeavesPlainTextAsItIs) {
  EXPECT_EQ(SafeText("plain ~ text", 12), "plain ~ text");
  EXPECT_EQ(SafeText("plain ~ text", 5), "plain");
  EXPECT_EQ(SafeText("plain\x7F", 100), StrCat("plain", kMark));
  EXPECT_TRUE(IsPlain("plain ~ text"));
  for (const char* text : {"a\tb", "a\x7F", "a\xC3\xB6", "a\x1B"}) {
    EXPECT_FALSE(IsPlain(text)) << text;
  }
}

TEST(SafeText, CutsBetweenCharacters) {
  EXPECT_EQ(SafeText("a\xC3\xB6", 2), "a");
  EXPECT_EQ(SafeText("a\xC3\xB6", 3), "a\xC3\xB6");
}

TEST(Compare, IgnoresCaseOfAsciiAlone) {
  EXPECT_TRUE(EqualsIgnoreCase("EXPR", "expr"));
  EXPECT_FALSE(EqualsIgnoreCase("EXPR", "exp"));
  EXPECT_FALSE(EqualsIgnoreCase("\xC3\x84", "\xC3\xA4"));
  EXPECT_TRUE(EndsWithIgnoreCase("a.XML", ".xml"));
  EXPECT_FALSE(EndsWithIgnoreCase("xml", ".xml"));
  EXPECT_TRUE(ContainsIgnoreCase("<HTML>", "<html"));
  EXPECT_FALSE(ContainsIgnoreCase("", "<html"));
}

TEST(Trim, TakesBlanksAndLineEnds) {
  EXPECT_EQ(Trim(" \t\r\na b\n"), "a b");
  EXPECT_EQ(Trim(" "), "");
}

}  // namespace
}  // namespace autodiscover
