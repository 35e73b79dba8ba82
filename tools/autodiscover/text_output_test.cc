// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/text_output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/autodiscover/waterfall.h"

namespace autodiscover::tools {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Outcome Failure() {
  Outcome outcome;
  outcome.error =
      Error{.code = ErrorCode::kNotFound, .message = "nothing at corp.test"};
  outcome.elapsed = milliseconds(9);
  outcome.attempts = {{.action = "GET http://a.test/",
                       .reason = "redirected",
                       .status = 302,
                       .started = milliseconds(0),
                       .finished = milliseconds(2)},
                      {.action = "SRV _autodiscover._tcp.corp.test",
                       .reason = "NXDOMAIN",
                       .failure = ErrorCode::kNotFound},
                      {.parent = 0,
                       .action = "POST https://b.test/",
                       .reason = "connection refused",
                       .advice = "open port 443",
                       .failure = ErrorCode::kNotFound,
                       .mender = Mender::kNetwork,
                       .rule = "LOC-03",
                       .started = milliseconds(2),
                       .finished = milliseconds(7)}};
  outcome.deciding = 2;
  return outcome;
}

TEST(TextOutputTest, DrawsTheAttemptsAsATree) {
  EXPECT_EQ(ToExplanation(Failure(), Style{}),
            "not_found: nothing at corp.test\n"
            "  after 9 ms\n"
            "  decided by: POST https://b.test/: connection refused\n"
            "  can be mended by: who keeps the network: firewall, routing, "
            "name servers\n"
            "  rule: LOC-03\n"
            "\n"
            "|- . GET http://a.test/  302  at 0 ms, took 2 ms\n"
            "|     redirected\n"
            "|  `- x POST https://b.test/  at 2 ms, took 5 ms\n"
            "|        (this decided: see above)\n"
            "|        > open port 443\n"
            "`- x SRV _autodiscover._tcp.corp.test  at 0 ms, took 0 ms\n"
            "      NXDOMAIN\n"
            "\n" +
                Waterfall(Failure(), Style{}));
}

// Fails if the reason stands there twice.
TEST(TextOutputTest, SaysWhatDecidedOnce) {
  Outcome outcome = Failure();
  outcome.error->message += ": connection refused. open port 443";
  const std::string text = ToExplanation(outcome, Style{});
  EXPECT_EQ(text.find("refused"), text.rfind("refused"));
  EXPECT_EQ(text.find("open port"), text.rfind("open port"));
  EXPECT_THAT(text, HasSubstr("  decided by: POST https://b.test/\n"));
}

TEST(TextOutputTest, UsesSymbolsAndColoursWhereTheyCanBeShown) {
  const std::string text =
      ToExplanation(Failure(), {.colours = true, .unicode = true});
  EXPECT_THAT(text, HasSubstr("└─ "));
  EXPECT_THAT(text, HasSubstr("\x1b[31m✗\x1b[0m POST https://b.test/"));
  // What need not have succeeded is no alarm.
  EXPECT_THAT(text, Not(HasSubstr("\x1b[31m✗\x1b[0m SRV")));
}

// Fails if a server can move the cursor (SEC-07).
TEST(TextOutputTest, ShowsNoControlCharacters) {
  Outcome outcome = Failure();
  outcome.attempts[0].reason = "a\x1b]0;x\x07\nb\xC2\x9Bq";
  EXPECT_THAT(ToExplanation(outcome, Style{}), HasSubstr("a?]0;x??b?q"));
}

// Fails if a parent that is not one makes the tree endless, or loses a node.
TEST(TextOutputTest, SurvivesAWrongParent) {
  Outcome outcome = Failure();
  outcome.attempts[0].parent = 2;
  EXPECT_THAT(ToExplanation(outcome, Style{}), HasSubstr("http://a.test/"));
}

TEST(TextOutputTest, SaysTheEndpointFirst) {
  Outcome outcome;
  outcome.settings = Settings{.ews_url = "https://m.corp.test/EWS",
                              .smtp_address = "ann@corp.test"};
  EXPECT_THAT(ToPlain(outcome),
              StartsWith("EWS URL:  https://m.corp.test/EWS\n"));
  EXPECT_THAT(ToPlain(outcome), Not(HasSubstr("Name:")));
  EXPECT_THAT(ToExplanation(outcome, Style{}),
              StartsWith("found: https://m.corp.test/EWS\n"));
}

TEST(WaterfallTest, HasABarForEachAttempt) {
  EXPECT_EQ(Waterfall(Failure(), Style{}),
            "0 ms                                     9 ms\n"
            "#########                                GET http://a.test/\n"
            "#                                        SRV "
            "_autodiscover._tcp.corp.test\n"
            "        ########################         POST https://b.test/\n");
  EXPECT_EQ(Waterfall(Outcome{}, Style{}), "");
}

}  // namespace
}  // namespace autodiscover::tools
