// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/adapter_command.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace autodiscover::tools {
namespace {

using Json = nlohmann::json;

Json AskAdapter(const std::string& request, const Outcome& outcome,
                Request* seen = nullptr) {
  return Json::parse(
      AnswerAdapterRequest(request, {}, [&outcome, seen](const Request& asked) {
        if (seen != nullptr) {
          *seen = asked;
        }
        return outcome;
      }));
}

Outcome Failed(ErrorCode code) {
  Outcome outcome;
  outcome.error = Error{.code = code, .message = "because"};
  return outcome;
}

TEST(AdapterCommandTest, PassesTheRequestOn) {
  Request seen;
  AskAdapter(R"({"version": 1, "command": "discover", "address": "a@corp.test",
                 "username": "u", "password": "p", "protocol": "soap", "want": "mapi",
                 "allow_redirect_to": ["h.test"], "timeout_s": 2.5,
                 "ca_file": "/ca.pem", "unknown": true})",
             Failed(ErrorCode::kNotFound), &seen);
  EXPECT_EQ(seen.address, "a@corp.test");
  EXPECT_EQ(seen.username, "u");
  EXPECT_EQ(seen.password(), "p");
  EXPECT_EQ(seen.policy.protocols.front(), Protocol::kSoap);
  EXPECT_EQ(seen.policy.wanted.services, std::vector{Service::kMapi});
  EXPECT_EQ(seen.policy.consented_hosts, std::vector<std::string>{"h.test"});
  EXPECT_EQ(seen.policy.run_limit, std::chrono::milliseconds(2500));
  EXPECT_EQ(seen.network.ca_file, "/ca.pem");
}

// Fails if what a user decided before the run does not reach it.
TEST(AdapterCommandTest, PassesTheUsersDecisionsOn) {
  Request seen;
  AskAdapter(R"({"version": 1, "command": "discover", "address": "a@corp.test",
                 "endpoint": "https://m.corp.test/autodiscover/autodiscover.xml",
                 "proxy": "http://proxy.corp.test:3128",
                 "without": ["srv", "http-redirect-probe", "unknown"],
                 "trust": {"corp.test": "00ff"}})",
             Failed(ErrorCode::kNotFound), &seen);
  EXPECT_EQ(seen.policy.endpoint,
            "https://m.corp.test/autodiscover/autodiscover.xml");
  EXPECT_EQ(seen.network.proxy, "http://proxy.corp.test:3128");
  EXPECT_EQ(seen.policy.sources,
            (std::vector{Source::kLastGood, Source::kScp, Source::kV2Host,
                         Source::kRootDomain, Source::kAutodiscoverHost}));
  EXPECT_EQ(seen.policy.directory.uri, "");
  ASSERT_EQ(seen.network.certificate_exceptions.size(), 1U);
  EXPECT_EQ(seen.network.certificate_exceptions.front().host, "corp.test");
  EXPECT_EQ(seen.network.certificate_exceptions.front().sha256, "00ff");
  EXPECT_EQ(seen.cache, nullptr);
}

TEST(AdapterCommandTest, PassesTheDirectoryOn) {
  Request seen;
  AskAdapter(R"({"version": 1, "command": "discover", "address": "a@corp.test",
                 "directory": "ldap://dc.corp.test", "directory_site": "Main",
                 "directory_login": true})",
             Failed(ErrorCode::kNotFound), &seen);
  EXPECT_EQ(seen.policy.directory.uri, "ldap://dc.corp.test");
  EXPECT_EQ(seen.policy.directory.site, "Main");
  EXPECT_TRUE(seen.policy.directory.login);
}

// Fails if a run has a memory although no folder was given, or none with one.
TEST(AdapterCommandTest, RemembersInTheFolderGiven) {
  Request seen;
  const Json request = {{"version", 1},
                        {"command", "discover"},
                        {"address", "a@corp.test"},
                        {"state_dir", ::testing::TempDir()}};
  AskAdapter(request.dump(), Failed(ErrorCode::kNotFound), &seen);
  EXPECT_NE(seen.cache, nullptr);
}

TEST(AdapterCommandTest, SaysWhereEachCandidateEnded) {
  Outcome outcome = Failed(ErrorCode::kNotFound);
  outcome.attempts.push_back({.action = "POST https://corp.test/x",
                              .stage = Stage::kConnect,
                              .reason = "refused"});
  const Json reply =
      AskAdapter(R"({"version": 1, "command": "discover"})", outcome);
  EXPECT_EQ(reply["attempts"], (Json{{{"target", "POST https://corp.test/x"},
                                      {"stage", "connect"},
                                      {"reason", "refused"}}}));
}

TEST(AdapterCommandTest, GivesTheEndpoint) {
  Outcome outcome;
  outcome.trust = TrustPath::kSrv;
  outcome.settings =
      Settings{.ews_url = "https://m.corp.test/EWS/Exchange.asmx",
               .smtp_address = "ann@corp.test",
               .protocols = {{.type = "EXPR", .values = {{"Server", "m"}}}},
               .named = {{"UserDN", "x"}}};
  const Json reply = AskAdapter(
      R"({"version": 1, "command": "discover", "address": "a@corp.test"})",
      outcome);
  EXPECT_EQ(reply["outcome"], "found");
  EXPECT_EQ(reply["ews_url"], "https://m.corp.test/EWS/Exchange.asmx");
  EXPECT_EQ(reply["address"], "ann@corp.test");
  EXPECT_EQ(reply["trust"], "srv");
  EXPECT_EQ(reply["settings"], (Json{{"EXPR.Server", "m"}, {"UserDN", "x"}}));
}

TEST(AdapterCommandTest, NamesEachKindOfFailure) {
  const std::pair<ErrorCode, const char*> kinds[] = {
      {ErrorCode::kNotFound, "not_found"},
      {ErrorCode::kAuthenticationFailed, "auth_failed"},
      {ErrorCode::kRefusedByPolicy, "refused"},
      {ErrorCode::kServerError, "server_error"},
      {ErrorCode::kTlsFailed, "tls_error"},
      {ErrorCode::kInvalidAddress, "invalid_address"},
      {ErrorCode::kTimedOut, "not_found"}};
  for (const auto& [code, name] : kinds) {
    const Json reply = AskAdapter(
        R"({"version": 1, "command": "discover", "address": "a@corp.test"})",
        Failed(code));
    EXPECT_EQ(reply["outcome"], name);
    EXPECT_EQ(reply["message"], "because");
  }
}

// Fails if nonsense is taken for a discovery: the suite asks for it once.
TEST(AdapterCommandTest, SaysUnsupported) {
  for (const char* request :
       {R"({"version": 1, "command": "juggle"})",
        R"({"version": 2, "command": "discover", "address": "a@corp.test"})",
        R"({"version": 1, "command": "discover", "protocol": "imap"})",
        R"({})"}) {
    EXPECT_EQ(AskAdapter(request, Outcome{})["outcome"], "unsupported")
        << request;
  }
}

// Fails if whoever speaks a later version is not told what is wrong.
TEST(AdapterCommandTest, NamesTheVersionThatItKnows) {
  const Json reply = AskAdapter(R"({"version": 2})", Outcome{});
  EXPECT_NE(reply["message"].get<std::string>().find("version 1"),
            std::string::npos);
}

TEST(AdapterCommandTest, HasNoAnswerToRubbish) {
  EXPECT_EQ(AnswerAdapterRequest("rubbish", {}, {}), "");
  EXPECT_EQ(AnswerAdapterRequest("[]", {}, {}), "");
}

}  // namespace
}  // namespace autodiscover::tools
