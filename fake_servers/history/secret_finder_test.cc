// SPDX-License-Identifier: Apache-2.0

#include "history/secret_finder.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

struct Planted {
  const char* name;
  std::string password;
  std::string bytes;
  std::string form;
  std::string redacted;
};

class SecretFinderTest : public testing::TestWithParam<Planted> {};

TEST_P(SecretFinderTest, FindsAndTakesOut) {
  const Planted& planted = GetParam();
  const SecretFinder finder({planted.password});
  EXPECT_THAT(finder.Find(planted.bytes), ElementsAre(planted.form));
  EXPECT_EQ(finder.Redact(planted.bytes), planted.redacted);
  EXPECT_THAT(finder.Find(finder.Redact(planted.bytes)), IsEmpty());
}

std::string Wide(std::string_view ascii, bool little) {
  std::string out;
  for (const char c : ascii) {
    out += little ? std::string{c, '\0'} : std::string{'\0', c};
  }
  return out;
}

// Fails if one of the ways in which a client may send a password is not known.
INSTANTIATE_TEST_SUITE_P(
    , SecretFinderTest,
    testing::ValuesIn(std::vector<Planted>{
        {"Raw", "p&ss word", "a p&ss word b", "raw", "a [secret] b"},
        {"RawTwice", "p&ss", "p&ssp&ss", "raw", "[secret][secret]"},
        {"LowerCase", "PassWord", "https://ann:password@x", "raw",
         "https://ann:[secret]@x"},
        {"Latin1", "p\u00e4ssword", "x p\xE4ssword", "raw", "x [secret]"},
        {"Percent", "p&ss word", "?p=p%26ss%20word&x=y", "percent",
         "?p=[secret]&x=y"},
        {"PercentOfEverything", "p&ss", "%70%26%73%73", "percent", "[secret]"},
        {"PercentInAnyCase", "p{ss}", "p%7bss%7D", "percent", "[secret]"},
        {"PercentWithPlus", "p&ss word", "p%26ss+word", "percent", "[secret]"},
        {"PlusAlone", "pass word", "x=pass+word", "percent", "x=[secret]"},
        {"PercentTwice", "p&ss", "p%2526ss", "percent", "[secret]"},
        {"PercentOfUtf8", "p\u00e4ss", "p%C3%A4ss", "percent", "[secret]"},
        {"Xml", "p&ss<'\">", "<p>p&amp;ss&lt;&apos;&quot;&gt;</p>", "xml",
         "<p>[secret]</p>"},
        {"XmlNumbers", "p&ss\u20ac", "p&#38;&#x73;&#X73;&#8364;", "xml",
         "[secret]"},
        {"Json", "p\"\\/ss", R"({"p":"p\"\\\/ss"})", "json",
         R"({"p":"[secret]"})"},
        {"JsonUnits", "p\u00e4ss\U0001F600", R"(p\u00E4ss\uD83D\ude00)", "json",
         "[secret]"},
        // With none, one, two and three bytes in front.
        {"Base64Alignment0", "correct horse", "Y29ycmVjdCBob3JzZQ==", "base64",
         "[secret]=="},
        {"Base64Alignment1", "correct horse", "YWNvcnJlY3QgaG9yc2U=", "base64",
         "Y[secret]="},
        {"Base64Alignment2", "correct horse",
         "Basic YTljb3JyZWN0IGhvcnNlCg==", "base64", "Basic YT[secret]Cg=="},
        {"Base64Alignment3", "correct horse", "YW46Y29ycmVjdCBob3JzZTo6",
         "base64", "YW46[secret]o6"},
        {"Base64UrlAlphabet", "\xFB\xEF\xFFss", "--__c3M", "base64",
         "[secret]"},
        {"Base64StandardAlphabet", "\xFB\xEF\xFFss", "++//c3M", "base64",
         "[secret]"},
        {"Base64InLines", "correct horse", "Y29ycmVj\r\ndCBob3JzZQ", "base64",
         "[secret]"},
        {"Base64AfterAPath", "correct horse", "/a/Y29ycmVjdCBob3JzZQ", "base64",
         "/a/[secret]"},
        {"Base64Percent", "p?ssw>rd", "x=cD9zc3c%2BcmQ%3D", "base64",
         "x=[secret]%3D"},
        {"Base64OfUtf16", "pass", "cABhAHMAcwA=", "base64", "[secret]="},
        {"Utf16Little", "pass", "x" + Wide("pass", true), "utf-16",
         "x[secret]"},
        {"Utf16Big", "pass", "x" + Wide("pass", false), "utf-16", "x[secret]"},
    }),
    [](const auto& one) { return std::string(one.param.name); });

TEST(SecretFinderFormsTest, TellsEachFormOnce) {
  const SecretFinder finder({"p&ss word"});
  EXPECT_THAT(finder.Find("p&ss word p&ss word p%26ss+word p&amp;ss word"),
              UnorderedElementsAre("raw", "percent", "xml"));
}

// Fails if a plain find is also named after a decoding that left it alone.
TEST(SecretFinderFormsTest, TellsThePlainestFormOnly) {
  const SecretFinder finder({"passw0rd"});
  EXPECT_THAT(finder.Find("passw0rd %41 &amp; \\n"), ElementsAre("raw"));
}

TEST(SecretFinderFormsTest, TakesOutTheLongerOfTwo) {
  const SecretFinder finder({"abcdefgh", "abcd"});
  EXPECT_EQ(finder.Redact("abcdefgh"), "[secret]");
}

TEST(SecretFinderFormsTest, KnowsEveryPassword) {
  const SecretFinder finder({"first one", "second one"});
  EXPECT_EQ(finder.Redact("first one, second one"), "[secret], [secret]");
}

// Fails if what only resembles the secret is taken for it.
TEST(SecretFinderFormsTest, LeavesNearMissesAlone) {
  const SecretFinder finder({"Correct Horse"});
  for (const std::string bytes :
       {"", "Correct", "CORRECT HORSE", "Correct_Horse", "Correct%2Horse",
        "Correct&Horse", "Q29ycmVjdCBIb3J", "Correct&#3;Horse", "C&o;rrect",
        "%", "%2", "&", "&#;", "&#x;", "\\", "\\u", "\\u12", "\\uD800",
        "Q29ycmVj dCBIb3JzZQ"}) {
    EXPECT_THAT(finder.Find(bytes), IsEmpty()) << bytes;
    EXPECT_EQ(finder.Redact(bytes), bytes);
  }
}

TEST(SecretFinderFormsTest, ShortPasswordsAreNotLookedFor) {
  EXPECT_THAT(SecretFinder({"abc", ""}).Find("abcabc"), IsEmpty());
}

TEST(SecretFinderFormsTest, WithoutPasswordsNothingIsSecret) {
  const SecretFinder finder(std::vector<std::string>{});
  EXPECT_EQ(finder.Redact("anything"), "anything");
}

}  // namespace
}  // namespace fake
