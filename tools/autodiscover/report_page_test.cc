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

// What stands above the tree.
std::string Summary(const Outcome& outcome) {
  const std::string page = ToPage(outcome, "ann@corp.test");
  return page.substr(0, page.find("What was tried"));
}

TEST(ReportPageTest, SaysAboveAllWhoHasToDoWhat) {
  const std::string summary = Summary(Failure());
  EXPECT_THAT(summary, HasSubstr("<dt>Reason</dt><dd>it has expired</dd>"));
  EXPECT_THAT(summary, HasSubstr("<dt>To do</dt><dd>renew it</dd>"));
  EXPECT_THAT(summary, HasSubstr("<dt>Mended by</dt><dd>"));
  EXPECT_THAT(summary, HasSubstr("<dt>After</dt><dd>8 ms</dd>"));
}

// Fails if a reader is told the same thing twice.
TEST(ReportPageTest, DoesNotRepeatTheMessage) {
  Outcome outcome = Failure();
  outcome.error->message = "it has expired; renew it";
  const std::string summary = Summary(outcome);
  EXPECT_THAT(summary, Not(HasSubstr("<dt>Reason</dt>")));
  EXPECT_THAT(summary, Not(HasSubstr("<dt>To do</dt>")));
}

TEST(ReportPageTest, ShowsWhatEachAttemptSentAndMet) {
  Outcome outcome = Failure();
  Attempt& attempt = outcome.attempts[0];
  attempt.secret_sent = true;
  attempt.auth_scheme = AuthScheme::kBasic;
  attempt.peer_address = "192.0.2.1";
  attempt.facts.dns = {{.name = "a.test", .type = "A", .rcode = "NXDOMAIN"}};
  const std::string page = ToPage(outcome, "ann@corp.test");
  EXPECT_THAT(page,
              HasSubstr("<dt>Login</dt><dd>with the password by basic</dd>"));
  EXPECT_THAT(page, HasSubstr("<dt>Connected to</dt><dd>192.0.2.1</dd>"));
  EXPECT_THAT(page, HasSubstr("<dt>DNS</dt><dd>a.test: A NXDOMAIN</dd>"));
}

TEST(ReportPageTest, MarksTheBarOfWhatDecided) {
  const std::string page = ToPage(Failure(), "ann@corp.test");
  const std::string times = page.substr(page.find("<h2>When</h2>"));
  EXPECT_THAT(times, HasSubstr("<code>GET http://a.test/</code><span "
                               "class=\"track\"><span class=\"bar\""));
  EXPECT_THAT(times, HasSubstr("<code>POST https://b.test/</code><span "
                               "class=\"track\"><span class=\"bar bad\""));
}

// Fails if a server can write into the page.
TEST(ReportPageTest, TakesServerTextAsText) {
  Outcome outcome = Failure();
  outcome.attempts[0].reason = "<script>alert(1)</script>";
  outcome.attempts[1].action = "POST https://b.test/<b>";
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
  EXPECT_THAT(page, HasSubstr("<dt>Through</dt><dd>the mail domain itself"));
  EXPECT_THAT(page, HasSubstr("<dt>Trust</dt><dd>names of the mail domain"));
  EXPECT_THAT(page, Not(HasSubstr("What was tried")));
}

}  // namespace
}  // namespace autodiscover::tools
