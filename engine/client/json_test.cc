// SPDX-License-Identifier: Apache-2.0

#include "autodiscover/json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace autodiscover {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;

TEST(JsonTest, WritesASuccess) {
  Outcome outcome;
  outcome.settings = Settings{.ews_url = "https://m.corp.test/EWS",
                              .smtp_address = "ann@corp.test",
                              .protocols = {{.type = "EXPR", .values = {}}}};
  outcome.source = Source::kSrv;
  outcome.elapsed = milliseconds(12);
  const Json json = Json::parse(ToJson(outcome));
  EXPECT_EQ(json["schema"], "autodiscover-outcome/1");
  EXPECT_EQ(json["found"], true);
  EXPECT_EQ(json["ews_url"], "https://m.corp.test/EWS");
  EXPECT_EQ(json["source"], ToString(Source::kSrv));
  EXPECT_EQ(json["elapsed_ms"], 12);
  EXPECT_EQ(json["protocols"][0]["type"], "EXPR");
  EXPECT_FALSE(json.contains("error"));
}

TEST(JsonTest, WritesWhatWasSaidOfOtherUsers) {
  Outcome outcome;
  EXPECT_FALSE(Json::parse(ToJson(outcome)).contains("users"));
  outcome.users = {
      {.address = "b@corp.test", .settings = Settings{.ews_url = "https://e"}},
      {.address = "c@corp.test",
       .error = "RedirectAddress",
       .redirect = "c@far.test"}};
  const Json users = Json::parse(ToJson(outcome))["users"];
  ASSERT_EQ(users.size(), 2U);
  EXPECT_EQ(users[0]["found"], true);
  EXPECT_EQ(users[0]["ews_url"], "https://e");
  EXPECT_EQ(users[1]["error"], "RedirectAddress");
  EXPECT_EQ(users[1]["redirect"], "c@far.test");
}

TEST(JsonTest, WritesAFailureWithItsAttempts) {
  Outcome outcome;
  outcome.error = Error{.code = ErrorCode::kTlsFailed, .message = "m"};
  outcome.attempts = {{.source = Source::kRootDomain,
                       .action = "POST https://corp.test/",
                       .stage = Stage::kTls,
                       .reason = "r",
                       .advice = "a",
                       .failure = ErrorCode::kTlsFailed,
                       .started = milliseconds(1),
                       .finished = milliseconds(3)},
                      {.parent = 0, .status = 404}};
  const Json json = Json::parse(ToJson(outcome));
  EXPECT_EQ(json["found"], false);
  EXPECT_EQ(json["error"]["kind"], "tls_failed");
  const Json& first = json["attempts"][0];
  EXPECT_EQ(first["failure"], "tls_failed");
  EXPECT_EQ(first["finished_ms"], 3);
  EXPECT_FALSE(first.contains("parent"));
  EXPECT_FALSE(first.contains("status"));
  EXPECT_EQ(json["attempts"][1]["parent"], 0);
  EXPECT_EQ(json["attempts"][1]["status"], 404);
  EXPECT_FALSE(json.contains("ews_url"));
}

TEST(JsonTest, WritesTheFactsOfAnAttempt) {
  Outcome outcome;
  Attempt attempt;
  attempt.facts.dns = {{.name = "corp.test",
                        .type = "A",
                        .rcode = "NOERROR",
                        .answers = {"192.0.2.1"},
                        .ttl = std::chrono::seconds(60)}};
  const std::chrono::sys_days end = std::chrono::year{2020} / 2 / 3;
  attempt.facts.tls = TlsFacts{
      .verdict = "expired",
      .chain = {{.subject = "CN=corp.test", .not_after = end, .sha256 = "ab"}}};
  attempt.facts.http = HttpFacts{.method = "GET", .headers = {{"via", "x"}}};
  outcome.attempts = {attempt, {}};
  const Json attempts = Json::parse(ToJson(outcome))["attempts"];
  EXPECT_EQ(attempts[0]["dns"][0]["answers"][0], "192.0.2.1");
  EXPECT_EQ(attempts[0]["dns"][0]["ttl"], 60);
  EXPECT_EQ(attempts[0]["tls"]["verdict"], "expired");
  EXPECT_EQ(attempts[0]["tls"]["chain"][0]["not_after"],
            "2020-02-03T00:00:00Z");
  EXPECT_EQ(attempts[0]["http"]["headers"][0]["name"], "via");
  EXPECT_EQ(attempts[0]["reused_connection"], false);
  EXPECT_FALSE(attempts[1].contains("dns"));
  EXPECT_FALSE(attempts[1].contains("tls"));
  EXPECT_FALSE(attempts[1].contains("http"));
}

TEST(UtcTextTest, WritesTheEdges) {
  EXPECT_EQ(UtcText(std::chrono::sys_seconds{}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(UtcText(std::chrono::sys_seconds(std::chrono::seconds(951868799))),
            "2000-02-29T23:59:59Z");
}

// Fails if a server can break the document, or stop the program.
TEST(JsonTest, SurvivesBytesThatAreNotUtf8) {
  Outcome outcome;
  outcome.error = Error{.message = "bad \xFF byte"};
  EXPECT_TRUE(Json::accept(ToJson(outcome)));
}

}  // namespace
}  // namespace autodiscover
