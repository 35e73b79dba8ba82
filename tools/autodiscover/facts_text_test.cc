// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/facts_text.h"

#include <gtest/gtest.h>

namespace autodiscover::tools {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

Attempt Met() {
  const sys_days start = year{2020} / 1 / 2;
  const sys_days end = year{2020} / 2 / 3;
  Attempt attempt{.status = 401};
  attempt.facts.dns = {
      {.name = "corp.test",
       .type = "A",
       .rcode = "NOERROR",
       .answers = {"192.0.2.1"},
       .aliases = {"web.corp.test"},
       .ttl = std::chrono::seconds(60)},
      {.name = "corp.test", .type = "AAAA", .rcode = "NOERROR"}};
  attempt.facts.tls = TlsFacts{.version = "TLSv1.3",
                               .verdict = "expired",
                               .chain = {{.subject = "CN=corp.test,O=Corp",
                                          .issuer = "O=Trust,CN=Root",
                                          .not_before = start,
                                          .not_after = end,
                                          .sha256 = "ab"}}};
  attempt.facts.http =
      HttpFacts{.headers = {{"server", "nginx"}, {"www-authenticate", "basic"}},
                .content_type = "text/html",
                .answer_bytes = 12};
  return attempt;
}

TEST(FactsTextTest, TellsWhatAnAdministratorLooksFor) {
  const std::vector<FactLine> lines = FactsText().Lines(Met());
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].text,
            "corp.test -> web.corp.test: A 192.0.2.1 (TTL 60 s); AAAA no "
            "record");
  EXPECT_EQ(lines[1].text,
            "TLSv1.3; certificate of corp.test, issued by Root, good from "
            "2020-01-02 to 2020-02-03, 1 in the chain; expired; SHA-256 ab");
  EXPECT_EQ(lines[2].text,
            "text/html, 12 bytes; server: nginx; asks for: basic");
}

// Fails if a tree repeats a certificate at each of its branches.
TEST(FactsTextTest, TellsANameAndACertificateOnce) {
  FactsText text;
  (void)text.Lines(Met());
  const std::vector<FactLine> lines = text.Lines(Met());
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].topic, "HTTP");
}

TEST(FactsTextTest, SaysWhyThereIsNoAddress) {
  Attempt attempt;
  attempt.facts.dns = {{.name = "corp.test", .type = "A", .rcode = "NXDOMAIN"}};
  const std::vector<FactLine> lines = FactsText().Lines(attempt);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].text, "corp.test: A NXDOMAIN");
}

}  // namespace
}  // namespace autodiscover::tools
