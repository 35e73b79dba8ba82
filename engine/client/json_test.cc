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

// Fails if a server can break the document, or stop the program.
TEST(JsonTest, SurvivesBytesThatAreNotUtf8) {
  Outcome outcome;
  outcome.error = Error{.message = "bad \xFF byte"};
  EXPECT_TRUE(Json::accept(ToJson(outcome)));
}

}  // namespace
}  // namespace autodiscover
