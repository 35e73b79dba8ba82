// SPDX-License-Identifier: Apache-2.0

#include "base/url.h"

#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

namespace autodiscover {
namespace {

std::string Normal(std::string_view text) {
  const Result<Url> url = ParseUrl(text);
  return url ? url->ToString() : "refused";
}

TEST(ParseUrl, GivesOneForm) {
  EXPECT_EQ(Normal("HTTPS://Mail.CORP.test:443/A/B.xml?Q=1#f"),
            "https://mail.corp.test/A/B.xml?Q=1");
  EXPECT_EQ(Normal("http://corp.test:80"), "http://corp.test/");
  EXPECT_EQ(Normal("https://corp.test:80/"), "https://corp.test:80/");
  EXPECT_EQ(Normal("https://corp.test:/x"), "https://corp.test/x");
  EXPECT_EQ(Normal(" https://corp.test/x\r\n"), "https://corp.test/x");
  EXPECT_EQ(Normal("https://corp.test?x"), "https://corp.test/?x");
  EXPECT_EQ(Normal("https://corp.test./a/./b/../c"), "https://corp.test/a/c");
  EXPECT_EQ(Normal("https://corp.test/../../a/.."), "https://corp.test/");
  EXPECT_EQ(Normal("https://corp.test/\xC3\xB6\"<"),
            "https://corp.test/%C3%B6%22%3C");
  EXPECT_EQ(Normal("https://[2001:DB8::0:1]:8443/"),
            "https://[2001:db8::1]:8443/");
}

TEST(ParseUrl, DropsUserInfo) {
  const Result<Url> url = ParseUrl("https://good.test:pw@evil.test/");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "evil.test");
  EXPECT_TRUE(url->had_user_info);
  EXPECT_EQ(url->ToString(), "https://evil.test/");
  EXPECT_EQ(ParseUrl("https://a@b@evil.test/")->host, "evil.test");
}

TEST(ParseUrl, Refuses) {
  for (const std::string& text : {std::string(),
                                  std::string(" "),
                                  std::string("corp.test"),
                                  std::string("/a"),
                                  std::string("//corp.test/"),
                                  std::string("https:"),
                                  std::string("https:a"),
                                  std::string("https://"),
                                  std::string("https:///a"),
                                  std::string("https://:443/"),
                                  std::string("https://corp.test:0/"),
                                  std::string("https://corp.test:65536/"),
                                  std::string("https://corp.test:-1/"),
                                  std::string("https://corp.test:4 43/"),
                                  std::string("https://a b/"),
                                  std::string("https://corp.test/a b"),
                                  std::string("https://corp.test/\r\nX: y"),
                                  std::string("https://corp.test\\@evil.test/"),
                                  std::string("https://corp.test/\0", 19),
                                  std::string("ftp://corp.test/"),
                                  std::string("javascript:alert(1)"),
                                  std::string("mailto:a@corp.test"),
                                  std::string("https://%63orp.test/"),
                                  std::string("https://1.2.3/"),
                                  std::string("https://[::1/"),
                                  std::string("https://::1/")}) {
    EXPECT_EQ(Normal(text), "refused") << text;
  }
}

TEST(ParseUrl, TellsOtherSchemesApart) {
  EXPECT_EQ(ParseUrl("ftp://corp.test/").error().code,
            ErrorCode::kRefusedByPolicy);
  EXPECT_EQ(ParseUrl("https://corp.test:x/").error().code,
            ErrorCode::kServerError);
}

std::string Resolved(std::string_view reference) {
  static const Url base = *ParseUrl("http://a.test/b/c/d;p?q");
  const Result<Url> url = ResolveUrl(base, reference);
  return url ? url->ToString() : "refused";
}

// RFC 3986 5.4, as far as its base fits a host of ours.
TEST(ResolveUrl, FollowsTheExamplesOfTheRfc) {
  using Example = std::pair<std::string_view, std::string_view>;
  for (const auto& [reference, expected] :
       {Example("g", "/b/c/g"),
        Example("./g", "/b/c/g"),
        Example("g/", "/b/c/g/"),
        Example("/g", "/g"),
        Example("?y", "/b/c/d;p?y"),
        Example("g?y", "/b/c/g?y"),
        Example("#s", "/b/c/d;p?q"),
        Example(";x", "/b/c/;x"),
        Example(".", "/b/c/"),
        Example("./", "/b/c/"),
        Example("..", "/b/"),
        Example("../", "/b/"),
        Example("../g", "/b/g"),
        Example("../..", "/"),
        Example("../../../g", "/g"),
        Example("/./g", "/g"),
        Example("g.", "/b/c/g."),
        Example("..g", "/b/c/..g"),
        Example("./g/.", "/b/c/g/"),
        Example("g/../h", "/b/c/h"),
        Example("g?y/../x", "/b/c/g?y/../x")}) {
    EXPECT_EQ(Resolved(reference), "http://a.test" + std::string(expected));
  }
  EXPECT_EQ(Resolved("//g.test/x"), "http://g.test/x");
  EXPECT_EQ(Resolved("https://g.test"), "https://g.test/");
}

TEST(ResolveUrl, RefusesWhatParseUrlRefuses) {
  for (const char* reference : {"", "g h", "data:x", "//", "http://:1/"}) {
    EXPECT_EQ(Resolved(reference), "refused") << reference;
  }
}

// Fails if a redirect that only changes letters or names port 443 is taken for
// progress.
TEST(LoopKey, IgnoresCaseAndTheDefaultPort) {
  EXPECT_EQ(ParseUrl("https://H.test:443/A.xml")->LoopKey(),
            ParseUrl("https://h.test/a.XML")->LoopKey());
  EXPECT_NE(ParseUrl("https://h.test/a?X")->LoopKey(),
            ParseUrl("https://h.test/a?x")->LoopKey());
  EXPECT_NE(ParseUrl("https://h.test:8443/a")->LoopKey(),
            ParseUrl("https://h.test/a")->LoopKey());
}

}  // namespace
}  // namespace autodiscover
