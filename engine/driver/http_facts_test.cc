// SPDX-License-Identifier: Apache-2.0

#include "driver/http_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::driver {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

core::SendHttp Question() {
  return {.method = "POST", .url = "https://corp.test/", .body = "12345"};
}

HttpFacts With(const std::string& name, const std::string& value) {
  const core::HttpAnswer answer{.status = 200, .headers = {{name, value}}};
  return HttpFactsOf(Question(), &answer);
}

TEST(HttpFactsTest, TellsWhatWasAskedAndHowMuchCame) {
  const core::HttpAnswer answer{
      .status = 200,
      .headers = {{"Content-Type", "text/xml"}, {"Server", "nginx"}},
      .body = "123"};
  const HttpFacts facts = HttpFactsOf(Question(), &answer);
  EXPECT_EQ(facts.method, "POST");
  EXPECT_EQ(facts.url, "https://corp.test/");
  EXPECT_EQ(facts.request_bytes, 5U);
  EXPECT_EQ(facts.answer_bytes, 3U);
  EXPECT_EQ(facts.content_type, "text/xml");
  EXPECT_THAT(facts.headers, ElementsAre(Pair("server", "nginx")));
  EXPECT_THAT(HttpFactsOf(Question(), nullptr).headers, IsEmpty());
}

// Fails if a header that may hold a secret is told of.
TEST(HttpFactsTest, LeavesOutWhatMayBeSecret) {
  EXPECT_THAT(With("Set-Cookie", "session=1").headers, IsEmpty());
  EXPECT_THAT(With("X-Anything", "1").headers, IsEmpty());
  EXPECT_THAT(With("WWW-Authenticate", "NTLM TlRMTVNTUAAC").headers,
              ElementsAre(Pair("www-authenticate", "ntlm")));
  EXPECT_THAT(With("Location", "https://ann:pass@b.test/x?token=1").headers,
              ElementsAre(Pair("location", "https://b.test/x?…")));
  EXPECT_THAT(With("Location", "//ann@b.test/a@b").headers,
              ElementsAre(Pair("location", "//b.test/a@b")));
}

}  // namespace
}  // namespace autodiscover::driver
