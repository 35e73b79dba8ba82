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
        directory(world.accounts),
        behaviour(world, world.hosts[0], world.hosts[0].services[0], directory,
                  board) {}
  int Status(const Request& request) {
    return behaviour.Judge(request, connection).reply.status;
  }
  World world;
  Directory directory;
  Board board;
  ServiceBehaviour behaviour;
  Negotiation connection;
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
  service.auth.schemes = {AuthScheme::kBasic};
  Served served(service);
  EXPECT_EQ(served.Status(Pox()), 401);
  EXPECT_EQ(served.Status(PoxAs(kWrong)), 401);
  Request head = PoxAs(kRight);
  head.method = "HEAD";
  EXPECT_EQ(served.behaviour.Judge(head, served.connection).reply.name,
            "error");
  EXPECT_EQ(served.behaviour.Judge(PoxAs(kRight), served.connection).reply.name,
            "redirect-url");
  EXPECT_EQ(served.behaviour.Judge(PoxAs(kRight), served.connection).reply.name,
            "settings");
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
  basic.schemes = {AuthScheme::kBasic};
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

}  // namespace
}  // namespace fake
