// SPDX-License-Identifier: Apache-2.0

#include "history/secret_finder.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/encoding.h"

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
  const SecretFinder finder({.passwords = {planted.password}});
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
        {"Hex", "p&ss", "id-70267373.", "hex", "id-[secret]."},
        {"HexAfterADigit", "p&ss", "f702673735", "hex", "f[secret]5"},
        {"HexOfUtf16", "pass", "7000610073007300", "hex", "[secret]"},
        {"QuotedPrintable", "p&ss=", "p=26ss=3D", "quoted-printable",
         "[secret]"},
        {"QuotedPrintableInLines", "p&ss word", "p&ss =\r\nword",
         "quoted-printable", "[secret]"},
        {"Utf16Little", "pass", "x" + Wide("pass", true), "utf-16",
         "x[secret]"},
        {"Utf16Big", "pass", "x" + Wide("pass", false), "utf-16", "x[secret]"},
    }),
    [](const auto& one) { return std::string(one.param.name); });

TEST(SecretFinderFormsTest, TellsEachFormOnce) {
  const SecretFinder finder({.passwords = {"p&ss word"}});
  EXPECT_THAT(finder.Find("p&ss word p&ss word p%26ss+word p&amp;ss word"),
              UnorderedElementsAre("raw", "percent", "xml"));
}

// Fails if a plain find is also named after a decoding that left it alone.
TEST(SecretFinderFormsTest, TellsThePlainestFormOnly) {
  const SecretFinder finder({.passwords = {"passw0rd"}});
  EXPECT_THAT(finder.Find("passw0rd %41 &amp; \\n"), ElementsAre("raw"));
}

TEST(SecretFinderFormsTest, TakesOutTheLongerOfTwo) {
  const SecretFinder finder({.passwords = {"abcdefgh", "abcd"}});
  EXPECT_EQ(finder.Redact("abcdefgh"), "[secret]");
}

TEST(SecretFinderFormsTest, KnowsEveryPassword) {
  const SecretFinder finder({.passwords = {"first one", "second one"}});
  EXPECT_EQ(finder.Redact("first one, second one"), "[secret], [secret]");
}

TEST(SecretFinderFormsTest, TheSameSecretHasOneFingerprint) {
  const SecretFinder finder({.passwords = {"p&ss word", "another one"},
                             .tokens = {"a.token.of.ours"}});
  const auto print = [&finder](std::string_view bytes) {
    const auto found = finder.FindEach(bytes);
    return found.size() == 1 ? found.front().fingerprint : "";
  };
  const std::string first = print("p&ss word");
  EXPECT_EQ(first.size(), 16U);
  EXPECT_EQ(print("p%26ss+word"), first);
  EXPECT_EQ(print("p&amp;ss word"), first);
  EXPECT_EQ(print(Wide("p&ss word", true)), first);
  EXPECT_NE(print("another one"), first);
  EXPECT_NE(print("a.token.of.ours"), print("another one"));
  // Another world's tells nothing of it.
  EXPECT_NE(SecretFinder({.passwords = {"p&ss word"}}).FindEach("p&ss word"),
            finder.FindEach("p&ss word"));
}

// Fails if what only resembles the secret is taken for it.
TEST(SecretFinderFormsTest, LeavesNearMissesAlone) {
  const SecretFinder finder({.passwords = {"Correct Horse"}});
  for (const std::string bytes :
       {"", "Correct", "CORRECT HORSE", "Correct_Horse", "Correct%2Horse",
        "Correct&Horse", "Q29ycmVjdCBIb3J", "Correct&#3;Horse", "C&o;rrect",
        "%", "%2", "&", "&#;", "&#x;", "\\", "\\u", "\\u12", "\\uD800",
        "Q29ycmVj dCBIb3JzZQ"}) {
    EXPECT_THAT(finder.Find(bytes), IsEmpty()) << bytes;
    EXPECT_EQ(finder.Redact(bytes), bytes);
  }
}

// A message 3 with an NT response of 20 bytes, the last part of it.
std::string NtlmResponse() {
  std::string message = "NTLMSSP" + std::string(1, '\0') + "\3";
  message.resize(64);
  message[20] = 20;
  message[24] = 64;
  return message + std::string(20, 'r');
}

// Fails if what is made from the password, or a token, is not taken for a
// secret, in whatever encoding.
TEST(SecretFinderFormsTest, KnowsCredentialsThatAreNotThePassword) {
  const SecretFinder finder(
      {.passwords = {"Password"}, .tokens = {"eyJ0eXAiOiJKV1QifQ.e30.c2ln"}});
  const std::string kerberos = "\x2A\x86\x48\x86\xF7\x12\x01\x02\x02\x01" +
                               std::string(1, '\0') + "\x6E\x04" + "aprq";
  for (const auto& [bytes, form, redacted] :
       std::vector<std::tuple<std::string, std::string, std::string>>{
           {"h=a4f49c406510bdcab6824ee7c30fd852.", "nt-hash", "h=[secret]."},
           {"A4F49C406510BDCAB6824EE7C30FD852", "nt-hash", "[secret]"},
           {"pPScQGUQvcq2gk7nww/YUg==", "nt-hash", "[secret]=="},
           {"x" + NtlmResponse() + "y", "ntlm-response", "x[secret]y"},
           {"NTLM " + ToBase64(NtlmResponse()), "ntlm-response",
            "NTLM [secret]"},
           {"Negotiate " + ToBase64("xyz" + kerberos + "end"), "kerberos",
            "Negotiate eHl6[secret]lbmQ="},
           {"a=1, response=\"0123456789abcdef0123456789ABCDEF\"",
            "digest-response", "a=1, [secret]\""},
           {"Bearer eyJ0eXAiOiJKV1QifQ.e30.c2ln", "token", "Bearer [secret]"},
           {"t%3DeyJ0eXAiOiJKV1QifQ%2Ee30%2Ec2ln", "token", "t%3D[secret]"},
       }) {
    EXPECT_THAT(finder.Find(bytes), ElementsAre(form)) << bytes;
    EXPECT_EQ(finder.Redact(bytes), redacted);
  }
}

// Fails if what only begins like a credential, or is an empty one, is one.
TEST(SecretFinderFormsTest, KnowsWhatIsNoCredential) {
  const SecretFinder finder({.passwords = {"Password"}});
  std::string anonymous = NtlmResponse();
  anonymous[20] = 0;
  std::string first = NtlmResponse();
  first[8] = 1;
  for (const std::string& bytes :
       {anonymous, first, std::string("response=\"abc\""),
        std::string("response=0123456789abcdef0123456789abcde")}) {
    EXPECT_THAT(finder.Find(bytes), IsEmpty()) << bytes;
  }
}

TEST(SecretFinderFormsTest, ShortPasswordsAreNotLookedFor) {
  EXPECT_THAT(SecretFinder({.passwords = {"abc", ""}}).Find("abcabc"),
              IsEmpty());
}

TEST(SecretFinderFormsTest, KnowsTheCookiesThatWereSet) {
  const SecretFinder finder({.cookies = {"a1b2c3"}});
  EXPECT_THAT(finder.Find("tracking=a1b2c3"), ElementsAre("cookie"));
  EXPECT_THAT(finder.Find("tracking%3Da1b2%633"), ElementsAre("cookie"));
  EXPECT_EQ(finder.Redact("tracking=a1b2c3"), "tracking=[secret]");
}

TEST(SecretFinderFormsTest, AnAddressIsFoundButNoSecret) {
  const SecretFinder finder(
      {.passwords = {"p&ss word"}, .addresses = {"Ann@corp.test"}});
  const auto forms = [&finder](const std::string& bytes) {
    std::vector<std::string> out;
    for (const FoundSecret& found : finder.FindAddresses(bytes)) {
      out.push_back(found.form);
    }
    return out;
  };
  EXPECT_THAT(forms("/?m=Ann@corp.test"), ElementsAre("raw"));
  EXPECT_THAT(forms("/?m=ann%40corp.test"), ElementsAre("percent"));
  EXPECT_THAT(forms("QW5uQGNvcnAudGVzdA=="), ElementsAre("base64"));
  EXPECT_THAT(forms("p&ss word, bob@corp.test"), IsEmpty());
  EXPECT_THAT(finder.Find("Ann@corp.test"), IsEmpty());
  EXPECT_EQ(finder.Redact("Ann@corp.test"), "Ann@corp.test");
}

TEST(SecretFinderFormsTest, WithoutPasswordsNothingIsSecret) {
  const SecretFinder finder(Sought{});
  EXPECT_EQ(finder.Redact("anything"), "anything");
}

}  // namespace
}  // namespace fake
