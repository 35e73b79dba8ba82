// SPDX-License-Identifier: Apache-2.0

#include "http/service_behaviour.h"

#include <algorithm>
#include <array>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/test_requests.h"
#include "http/test_world.h"

namespace fake {
namespace {

using ::testing::ElementsAre;

constexpr const char* kXml = "/autodiscover/autodiscover.xml";

Answer Status(int status) { return {.status = status}; }

Request Pox() { return PostTo(kXml, PoxRequestText()); }

Request PoxAs(const std::string& authorization) {
  Request request = Pox();
  request.headers.emplace_back("authorization", authorization);
  return request;
}

constexpr const char* kRight = "Basic YW5uQGNvcnAudGVzdDpjb3JyZWN0IGhvcnNl";
constexpr const char* kWrong = "Basic YW5uQGNvcnAudGVzdDp3cm9uZw==";

// A world with one service, and the behaviour of that service.
struct Served {
  explicit Served(Service service)
      : world(MakeWorld({std::move(service)})),
        behaviour(world, world.hosts[0], world.hosts[0].services[0]) {}
  int Status(const Request& request) {
    return behaviour.Judge(request).reply.status;
  }
  World world;
  ServiceBehaviour behaviour;
};

Service Scripted(std::vector<Answer> script) {
  Service service;
  service.port = 443;
  service.script = std::move(script);
  return service;
}

TEST(ServiceBehaviourTest, WithoutAnswersThereIsNothing) {
  Served served(Scripted({}));
  EXPECT_EQ(served.Status(Pox()), 404);
}

TEST(ServiceBehaviourTest, OtherPathsAreNotFound) {
  Served served(Scripted({Status(200)}));
  EXPECT_EQ(served.Status(PostTo("/other", "")), 404);
  EXPECT_EQ(served.Status(PostTo("/AUTODISCOVER/AutoDiscover.XML", "")), 200);
}

TEST(ServiceBehaviourTest, PlaysTheScriptAndRepeatsTheLast) {
  Served served(Scripted({Status(500), Status(503), Status(200)}));
  EXPECT_EQ(served.Status(Pox()), 500);
  EXPECT_EQ(served.Status(Pox()), 503);
  EXPECT_EQ(served.Status(Pox()), 200);
  EXPECT_EQ(served.Status(Pox()), 200);
}

// Fails if a 401 or a probe uses up what was meant for the real request.
TEST(ServiceBehaviourTest, OnlyRequestsThatGetAnAnswerUseAStep) {
  Service service =
      Scripted({{.reply = ReplyKind::kRedirectUrl, .to = "https://x.test/"},
                SettingsAnswer()});
  service.auth.basic = true;
  Served served(service);
  EXPECT_EQ(served.Status(Pox()), 401);
  EXPECT_EQ(served.Status(PoxAs(kWrong)), 401);
  Request head = PoxAs(kRight);
  head.method = "HEAD";
  EXPECT_EQ(served.behaviour.Judge(head).reply.name, "error");
  EXPECT_EQ(served.behaviour.Judge(PoxAs(kRight)).reply.name, "redirect-url");
  EXPECT_EQ(served.behaviour.Judge(PoxAs(kRight)).reply.name, "settings");
}

// Fails if two requests at once can get the same step.
TEST(ServiceBehaviourTest, EachOfManyRequestsAtOnceTakesAStepOfItsOwn) {
  constexpr int kThreads = 4;
  constexpr int kEach = 50;
  std::vector<Answer> script;
  for (int i = 0; i < kThreads * kEach; ++i) {
    script.push_back(Status(200 + i));
  }
  Served served(Scripted(std::move(script)));
  std::array<std::vector<int>, kThreads> seen;
  std::vector<std::thread> threads;
  for (auto& mine : seen) {
    threads.emplace_back([&served, &mine] {
      for (int i = 0; i < kEach; ++i) {
        mine.push_back(served.Status(Pox()));
      }
    });
  }
  std::vector<int> all;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    threads[i].join();
    all.insert(all.end(), seen.at(i).begin(), seen.at(i).end());
  }
  std::ranges::sort(all);
  for (int i = 0; i < kThreads * kEach; ++i) {
    EXPECT_EQ(all.at(static_cast<std::size_t>(i)), 200 + i);
  }
}

TEST(ServiceBehaviourTest, TheFirstRouteThatMatchesWins) {
  Service service = Scripted({Status(200)});
  service.routes = {
      {.match = {.method = "get"}, .script = {Status(201)}},
      {.match = {.protocol = "soap"}, .script = {Status(202)}},
      {.match = {.path = "/Healthcheck"}, .script = {Status(203)}},
      {.match = {.path = "/CASE", .path_exact = true}, .script = {Status(204)}},
      {.match = {.headers = {{"X-Kind", "a"}}}, .script = {Status(205)}},
      {.match = {.body = "ann@"}, .script = {Status(206), Status(207)}}};
  Served served(service);
  EXPECT_EQ(served.Status(Get(kXml)), 201);
  EXPECT_EQ(served.Status(PostTo("/autodiscover/autodiscover.svc",
                                 SoapRequestText({"UserDN"}))),
            202);
  EXPECT_EQ(served.Status(Get("/HEALTHCHECK")), 203);
  EXPECT_EQ(served.Status(PostTo("/case", "")), 404);
  EXPECT_EQ(served.Status(PostTo("/CASE", "")), 204);
  Request with_header = Pox();
  with_header.headers.emplace_back("x-kind", "A");
  EXPECT_EQ(served.Status(with_header), 205);
  EXPECT_EQ(served.Status(Pox()), 206);
  EXPECT_EQ(served.Status(Pox()), 207);
  EXPECT_EQ(served.Status(PostTo(kXml, "")), 200);
}

TEST(ServiceBehaviourTest, ARoutesOwnLoginReplacesTheServices) {
  Auth basic;
  basic.basic = true;
  Service service = Scripted({Status(200)});
  service.auth = basic;
  service.routes = {
      {.match = {.method = "GET"}, .auth = Auth(), .script = {Status(201)}},
      {.match = {.path = "/open"}, .script = {Status(202)}},
      {.match = {.path = "/closed"}, .auth = basic, .script = {Status(203)}},
      {.match = {.path = "/x/autodiscover.xml"}, .script = {Status(204)}}};
  Served served(service);
  EXPECT_EQ(served.Status(Get(kXml)), 201);
  EXPECT_EQ(served.Status(PostTo("/open", "")), 202);
  EXPECT_EQ(served.Status(PostTo("/closed", "")), 401);
  EXPECT_EQ(served.Status(PostTo("/x/autodiscover.xml", "")), 401);
  EXPECT_EQ(served.Status(Pox()), 401);
}

struct Login {
  const char* name;
  const char* authorization;
  const char* scheme;
  const char* credential;
};

TEST(CheckAuthTest, JudgesBasicForReal) {
  Auth auth;
  auth.basic = true;
  const Accounts accounts = {{"ann@corp.test", kPassword}};
  for (const auto& [name, authorization, scheme, credential] : {
           Login{"right", kRight, "basic", "accepted"},
           Login{"scheme in another case",
                 "bAsIc YW5uQGNvcnAudGVzdDpjb3JyZWN0IGhvcnNl", "basic",
                 "accepted"},
           Login{"ANN@CORP.TEST", "Basic QU5OQENPUlAuVEVTVDpjb3JyZWN0IGhvcnNl",
                 "basic", "accepted"},
           Login{"wrong password", kWrong, "basic", "rejected"},
           Login{"no colon", "Basic YW5uQGNvcnAudGVzdA==", "basic", "rejected"},
           Login{"no base64", "Basic ????", "basic", "rejected"},
           Login{"empty", "Basic", "basic", "rejected"},
           Login{"another scheme", "Bearer abc", "bearer", "rejected"},
           Login{"NTLM's first message",
                 "NTLM TlRMTVNTUAABAAAAt4II4gAAAAA=", "ntlm", "none"},
           Login{"NTLM's third message",
                 "NTLM TlRMTVNTUAADAAAAGAAYAHAAAAA=", "ntlm", "rejected"},
       }) {
    const AuthVerdict verdict = CheckAuth(PoxAs(authorization), auth, accounts);
    EXPECT_EQ(verdict.scheme, scheme) << name;
    EXPECT_EQ(verdict.credential, credential) << name;
    EXPECT_EQ(verdict.admitted, verdict.credential == "accepted") << name;
  }
  const AuthVerdict nobody = CheckAuth(Pox(), auth, accounts);
  EXPECT_EQ(nobody.scheme, "none");
  EXPECT_EQ(nobody.credential, "none");
  EXPECT_FALSE(nobody.admitted);
}

TEST(CheckAuthTest, DoesNotJudgeWhatNobodyDemanded) {
  const AuthVerdict verdict = CheckAuth(PoxAs(kWrong), Auth(), {});
  EXPECT_TRUE(verdict.admitted);
  EXPECT_EQ(verdict.scheme, "basic");
  EXPECT_EQ(verdict.credential, "none");
}

TEST(CheckAuthTest, AcceptsNobodyWhereTheScenarioSaysSo) {
  Auth auth;
  auth.basic = true;
  auth.accept_nobody = true;
  const Accounts accounts = {{"ann@corp.test", kPassword}};
  EXPECT_EQ(CheckAuth(PoxAs(kRight), auth, accounts).credential, "rejected");
}

TEST(ChallengeTest, GivesEachChallengeAHeaderOfItsOwn) {
  Auth auth;
  auth.challenge = {"Bearer realm=\"x\"", "Basic realm=\"y\""};
  std::vector<std::string> challenges;
  for (const auto& [name, value] : Challenge(auth, kHost).headers) {
    if (name == "WWW-Authenticate") {
      challenges.push_back(value);
    }
  }
  EXPECT_THAT(challenges,
              ElementsAre("Bearer realm=\"x\"", "Basic realm=\"y\""));
}

}  // namespace
}  // namespace fake
