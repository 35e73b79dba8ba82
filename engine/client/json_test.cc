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
                        .aliases = {"web.test"},
                        .ttl = std::chrono::seconds(60)}};
  const std::chrono::sys_days end = std::chrono::year{2020} / 2 / 3;
  attempt.facts.tls = TlsFacts{.version = "TLSv1.3",
                               .cipher = "AES",
                               .verdict = "expired",
                               .chain = {{.subject = "CN=corp.test",
                                          .issuer = "CN=Root",
                                          .names = {"corp.test", "b.test"},
                                          .not_after = end,
                                          .sha256 = "ab"}}};
  attempt.facts.http = HttpFacts{.method = "GET",
                                 .headers = {{"via", "x"}},
                                 .request_bytes = 7,
                                 .answer_bytes = 8};
  attempt.facts.reused = true;
  outcome.attempts = {attempt, {}};
  const Json attempts = Json::parse(ToJson(outcome))["attempts"];
  EXPECT_EQ(attempts[0]["dns"][0]["answers"][0], "192.0.2.1");
  EXPECT_EQ(attempts[0]["dns"][0]["ttl"], 60);
  EXPECT_EQ(attempts[0]["dns"][0]["aliases"], Json({"web.test"}));
  EXPECT_EQ(attempts[0]["tls"]["verdict"], "expired");
  EXPECT_EQ(attempts[0]["tls"]["cipher"], "AES");
  const Json& own = attempts[0]["tls"]["chain"][0];
  EXPECT_EQ(own["issuer"], "CN=Root");
  EXPECT_EQ(own["names"], Json({"corp.test", "b.test"}));
  EXPECT_EQ(attempts[0]["tls"]["chain"][0]["not_after"],
            "2020-02-03T00:00:00Z");
  EXPECT_EQ(attempts[0]["http"]["headers"][0]["name"], "via");
  EXPECT_EQ(attempts[0]["http"]["request_bytes"], 7);
  EXPECT_EQ(attempts[0]["http"]["answer_bytes"], 8);
  EXPECT_EQ(attempts[0]["reused_connection"], true);
  EXPECT_FALSE(attempts[1].contains("dns"));
  EXPECT_FALSE(attempts[1].contains("tls"));
  EXPECT_FALSE(attempts[1].contains("http"));
}

TEST(JsonTest, WritesWhatAnAttemptSentAndMet) {
  Outcome outcome;
  outcome.deciding = 0;
  outcome.attempts = {{.secret_sent = true,
                       .auth_scheme = AuthScheme::kNtlm,
                       .ahead_of_turn = true,
                       .advice = "mend it",
                       .bearer = BearerChallenge{.authorization_uri = "u",
                                                 .tenant = "t",
                                                 .client_id = "c",
                                                 .realm = "r"},
                       .mender = Mender::kDns,
                       .rule = "LOC-01",
                       .peer_address = "192.0.2.1"},
                      {}};
  const Json json = Json::parse(ToJson(outcome));
  EXPECT_EQ(json["deciding"], 0);
  const Json& first = json["attempts"][0];
  EXPECT_EQ(first["advice"], "mend it");
  EXPECT_EQ(first["mender"], ToString(Mender::kDns));
  EXPECT_EQ(first["rule"], "LOC-01");
  EXPECT_EQ(first["secret_sent"], true);
  EXPECT_EQ(first["ahead_of_turn"], true);
  EXPECT_EQ(first["auth_scheme"], ToString(AuthScheme::kNtlm));
  EXPECT_EQ(first["peer_address"], "192.0.2.1");
  EXPECT_EQ(first["bearer"], Json({{"authorization_uri", "u"},
                                   {"tenant", "t"},
                                   {"client_id", "c"},
                                   {"realm", "r"}}));
  const Json& second = json["attempts"][1];
  EXPECT_EQ(second["secret_sent"], false);
  EXPECT_EQ(second["ahead_of_turn"], false);
  for (const char* name : {"advice", "mender", "rule", "auth_scheme", "bearer",
                           "peer_address", "failure"}) {
    EXPECT_FALSE(second.contains(name)) << name;
  }
}

TEST(JsonTest, WritesAllThatSettingsHold) {
  Outcome outcome;
  outcome.settings = Settings{
      .mailboxes = {{.type = "Archive",
                     .smtp_address = "a@corp.test",
                     .owner_smtp_address = "o@corp.test"}},
      .connections = {{"ExternalPop3",
                       {{.host = "a.test", .port = 995}, {.host = "b.test"}}}},
      .web_access = {{.url = "https://owa.test/", .internal = true}},
      .setting_errors = {{.setting = "X", .code = "InvalidSetting"}},
      .server_version = ServerVersion{.major = 15, .minor = 2}};
  const Json json = Json::parse(ToJson(outcome));
  EXPECT_EQ(json["mailboxes"][0]["smtp_address"], "a@corp.test");
  EXPECT_EQ(json["mailboxes"][0]["owner_smtp_address"], "o@corp.test");
  EXPECT_EQ(json["setting_errors"][0]["code"], "InvalidSetting");
  const Json& hosts = json["connections"]["ExternalPop3"];
  ASSERT_EQ(hosts.size(), 2U);
  EXPECT_EQ(hosts[0]["port"], 995);
  EXPECT_FALSE(hosts[1].contains("port"));
  EXPECT_EQ(json["web_access"][0]["internal"], true);
  EXPECT_EQ(json["server_version"]["major"], 15);
  EXPECT_EQ(json["server_version"]["minor"], 2);
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
