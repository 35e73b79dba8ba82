// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/report_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/autodiscover/markup.h"

namespace autodiscover::tools {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

Outcome Failure() {
  Outcome outcome;
  outcome.error =
      Error{.code = ErrorCode::kTlsFailed, .message = "no <trust> there"};
  outcome.elapsed = milliseconds(8);
  outcome.attempts = {{.action = "GET http://a.test/",
                       .reason = "redirected",
                       .status = 302,
                       .finished = milliseconds(2)},
                      {.parent = 0,
                       .action = "POST https://b.test/",
                       .reason = "it has expired",
                       .advice = "renew it",
                       .failure = ErrorCode::kTlsFailed,
                       .mender = Mender::kCertificate,
                       .rule = "TLS-01",
                       .started = milliseconds(2),
                       .finished = milliseconds(8)}};
  outcome.deciding = 1;
  return outcome;
}

TEST(ReportPageTest, SaysFirstWhatDecided) {
  const std::string page = ToPage(Failure(), "ann@corp.test");
  EXPECT_THAT(page, HasSubstr("<strong>tls_failed</strong>"));
  EXPECT_THAT(page, HasSubstr("<dt>Rule</dt><dd>TLS-01</dd>"));
  EXPECT_LT(page.find("it has expired"), page.find("What was tried"));
  EXPECT_THAT(page, HasSubstr("id=\"decided\""));
  EXPECT_THAT(page, HasSubstr("margin-left:min(25%,calc(100% - 3px));"
                              "width:75%"));
}

// Fails if a server can write into the page.
TEST(ReportPageTest, TakesServerTextAsText) {
  Outcome outcome = Failure();
  outcome.attempts[0].reason = "<script>alert(1)</script>";
  outcome.attempts[0].facts.http =
      HttpFacts{.headers = {{"server", "<img src=x>\xFF"}}};
  const std::string page = ToPage(outcome, "<b>@corp.test");
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("<b>")));
  EXPECT_EQ(Escaped("a\x01&\"'"), "a?&amp;&quot;&#39;");
}

// Fails if reading the page tells anybody that it is read.
TEST(ReportPageTest, NeedsNothingElse) {
  const std::string page = ToPage(Failure(), "ann@corp.test");
  for (const char* outside :
       {"src=", "url(", "<link", "@import", "href=\"http"}) {
    EXPECT_THAT(page, Not(HasSubstr(outside)));
  }
}

TEST(ReportPageTest, TellsOfASuccess) {
  Outcome outcome;
  outcome.settings = Settings{.ews_url = "https://m.corp.test/EWS"};
  const std::string page = ToPage(outcome, "ann@corp.test");
  EXPECT_THAT(page, HasSubstr("Found: <code>https://m.corp.test/EWS"));
  EXPECT_THAT(page, Not(HasSubstr("What was tried")));
}

}  // namespace
}  // namespace autodiscover::tools
