// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/rca_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::tools {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kUrl = "https://b.test/autodiscover/autodiscover.xml";

Attempt Post() {
  Attempt attempt{.action = std::string("POST ") + kUrl,
                  .reason = "it challenges",
                  .status = 401};
  attempt.facts.dns = {{.name = "b.test",
                        .type = "A",
                        .rcode = "NOERROR",
                        .answers = {"192.0.2.1"}}};
  attempt.facts.tls = TlsFacts{.version = "TLSv1.3", .verdict = "valid"};
  attempt.facts.http = HttpFacts{};
  return attempt;
}

TEST(RcaReportTest, WritesStepsInSteps) {
  Outcome outcome{.error = Error{.message = "nothing"}};
  outcome.attempts = {Post()};
  const std::string report = ToRcaReport(outcome, "ann@corp.test");
  EXPECT_THAT(report, HasSubstr("IP addresses returned: 192.0.2.1"));
  EXPECT_THAT(report, HasSubstr("Testing TCP port 443 on host b.test"));
  EXPECT_THAT(report, HasSubstr("for user ann@corp.test."));
  EXPECT_THAT(report, HasSubstr("HTTP Status Code: 401."));
}

// Fails if a login counts as two requests, which the Analyzer calls one.
TEST(RcaReportTest, CountsAChallengeAndItsAnswerOnce) {
  Outcome outcome{.settings = Settings{.ews_url = "https://m.test/EWS"}};
  Attempt login{.parent = 0,
                .action = std::string("POST ") + kUrl + " basic",
                .succeeded = true,
                .status = 200};
  login.facts.reused = true;
  outcome.attempts = {Post(), login};
  const std::string report = ToRcaReport(outcome, "ann@corp.test");
  EXPECT_THAT(report, Not(HasSubstr("401")));
  EXPECT_EQ(report.find("TCP port"), report.rfind("TCP port"));
  EXPECT_THAT(report,
              HasSubstr("&lt;EwsUrl&gt;https://m.test/EWS&lt;/EwsUrl&gt;"));
}

TEST(RcaReportTest, SaysWhatIsWrongWithACertificate) {
  Outcome outcome{.error = Error{.message = "nothing"}};
  outcome.attempts = {Post()};
  outcome.attempts[0].stage = Stage::kTls;
  outcome.attempts[0].failure = ErrorCode::kTlsFailed;
  for (const auto& [verdict, words] :
       {std::pair{"expired", "certificate has expired"},
        std::pair{"wrong-name", "The host name b.test doesn&#39;t match"},
        std::pair{"unknown-ca", "chain couldn&#39;t be built"},
        std::pair{"not-yet-valid", "isn&#39;t valid on today&#39;s date"}}) {
    outcome.attempts[0].facts.tls->verdict = verdict;
    EXPECT_THAT(ToRcaReport(outcome, "ann@corp.test"), HasSubstr(words));
  }
}

}  // namespace
}  // namespace autodiscover::tools
