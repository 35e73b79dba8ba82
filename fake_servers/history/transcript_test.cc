// SPDX-License-Identifier: Apache-2.0

#include "history/transcript.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "history/event_json.h"

namespace fake {
namespace {

using Json = nlohmann::json;
using testing::SizeIs;

constexpr std::chrono::seconds kLimit{10};

Json OneEvent(const Event& event) {
  return Json::parse(EventToJson(3, 1.23456, event));
}

TEST(EventToJsonTest, WritesDns) {
  EXPECT_EQ(OneEvent(DnsEvent{"udp", "a.test", "A", "NXDOMAIN", {}}),
            Json::parse(R"({"seq": 3, "t_ms": 1.235, "kind": "dns",
              "transport": "udp", "name": "a.test", "type": "A",
              "edns": false, "rcode": "NXDOMAIN", "answers": []})"));
}

TEST(EventToJsonTest, LeavesOutWhatIsAbsent) {
  EXPECT_EQ(OneEvent(ConnectEvent{{1, "a.test", 443}, "192.0.2.10", ""}),
            Json::parse(R"({"seq": 3, "t_ms": 1.235, "kind": "connect",
              "connection": 1, "host": "a.test", "port": 443,
              "address": "192.0.2.10"})"));
  EXPECT_EQ(OneEvent(TlsEvent{.place = {1, "a.test", 443}}),
            Json::parse(R"({"seq": 3, "t_ms": 1.235, "kind": "tls",
              "connection": 1, "host": "a.test", "port": 443, "ok": false,
              "resumed": false})"));
  EXPECT_EQ(
      OneEvent(SecretEvent{{0, "", 53}, false, 2, "dns name", "raw", "f"}),
      Json::parse(R"({"seq": 3, "t_ms": 1.235, "kind": "secret",
              "port": 53, "tls": false, "event": 2, "where": "dns name",
              "form": "raw", "fingerprint": "f"})"));
}

TEST(EventToJsonTest, WritesARequest) {
  RequestEvent request;
  request.place = {2, "mail.test", 443};
  request.tls = true;
  request.method = "POST";
  request.target = "/a%62c?x=y";
  request.path = "/abc";
  request.query = "x=y";
  request.http_host = "mail.test";
  request.headers = {{"Host", "mail.test"}, {"X", ""}};
  request.body = "<a/>";
  request.body_bytes = 4;
  request.protocol = "pox";
  request.address = "ann@corp.test";
  request.auth = "basic";
  request.credential = "accepted";
  request.user = "ann";
  EXPECT_EQ(OneEvent(request), Json::parse(R"({
    "seq": 3, "t_ms": 1.235, "kind": "request", "connection": 2,
    "host": "mail.test", "port": 443, "tls": true, "method": "POST",
    "target": "/a%62c?x=y", "path": "/abc", "query": "x=y",
    "http_host": "mail.test", "headers": [["Host", "mail.test"], ["X", ""]],
    "body": "<a/>", "body_bytes": 4, "protocol": "pox",
    "address": "ann@corp.test", "auth": "basic", "credential": "accepted",
    "user": "ann"})"));
}

TEST(EventToJsonTest, WritesAReplyAndAClose) {
  ReplyEvent reply;
  reply.place = {2, "mail.test", 443};
  reply.request = 1;
  reply.status = 200;
  reply.reply = "settings";
  reply.ews = {"https://mail.test/EWS"};
  reply.bytes = 9;
  EXPECT_EQ(OneEvent(reply), Json::parse(R"({
    "seq": 3, "t_ms": 1.235, "kind": "reply", "connection": 2,
    "host": "mail.test", "port": 443, "request": 1, "status": 200,
    "reply": "settings", "ews": ["https://mail.test/EWS"], "headers": [],
    "bytes": 9})"));
  EXPECT_EQ(OneEvent(CloseEvent{{2, "mail.test", 443}, "client", 7, 8, "x"}),
            Json::parse(R"({"seq": 3, "t_ms": 1.235, "kind": "close",
              "connection": 2, "host": "mail.test", "port": 443,
              "by": "client", "bytes_in": 7, "bytes_out": 8,
              "unread": "x"})"));
}

// Fails if a client's odd bytes make the transcript unreadable.
TEST(EventToJsonTest, IsUtf8WhateverWasReceived) {
  CloseEvent close{{1, "a.test", 443}, "client", 4, 0, "a\xFF\xC0\x80\x01\n"};
  const std::string line = EventToJson(1, 0, close);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(Json::parse(line).at("unread"), "a\uFFFD\uFFFD\uFFFD\u0001\n");
}

TEST(TranscriptTest, NumbersEventsFromOne) {
  Transcript transcript;
  EXPECT_EQ(transcript.Record(DnsEvent{}), 1);
  EXPECT_EQ(transcript.Record(CloseEvent{}), 2);
  const auto events = transcript.Events();
  ASSERT_THAT(events, SizeIs(2));
  EXPECT_EQ(events[1].first, 2);
  EXPECT_TRUE(std::holds_alternative<CloseEvent>(events[1].second));
}

TEST(TranscriptTest, IsADocument) {
  Transcript transcript;
  Json empty = Json::parse(transcript.ToJson("w\"x.yaml", std::nullopt));
  EXPECT_EQ(empty.at("schema"), "autodiscover-transcript/1");
  EXPECT_EQ(empty.at("world"), "w\"x.yaml");
  EXPECT_TRUE(empty.at("seconds").is_number());
  EXPECT_FALSE(empty.contains("exit_code"));
  EXPECT_THAT(empty.at("events"), SizeIs(0));
  transcript.Record(DnsEvent{});
  transcript.Record(DnsEvent{});
  const Json full = Json::parse(transcript.ToJson("w", 3));
  EXPECT_EQ(full.at("exit_code"), 3);
  ASSERT_THAT(full.at("events"), SizeIs(2));
  EXPECT_EQ(full.at("events").at(1).at("seq"), 2);
}

// Fails if another program cannot place its own deeds among the events.
TEST(TranscriptTest, SaysWhenItBeganOnTheMachinesClock) {
  const auto now = [] {
    return std::chrono::duration<double>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
  };
  const double before = now();
  Transcript transcript;
  transcript.Start();
  const double began = Json::parse(transcript.ToJson("w", std::nullopt))
                           .at("monotonic_s")
                           .get<double>();
  EXPECT_GE(began, before - 1e-6);
  EXPECT_LE(began, now() + 1e-6);
}

// Fails if times do not count on the client's clock.
TEST(TranscriptTest, TimesAreTheClients) {
  Transcript transcript(1e6);
  const auto start = std::chrono::steady_clock::now();
  transcript.Start();
  while (std::chrono::steady_clock::now() - start <
         std::chrono::milliseconds(2)) {
  }
  transcript.Record(DnsEvent{});
  const Json json = Json::parse(transcript.ToJson("w", std::nullopt));
  EXPECT_GT(json.at("events").at(0).at("t_ms").get<double>(), 1e6);
  EXPECT_GT(json.at("seconds").get<double>(), 1e3);
}

TEST(TranscriptTest, TellsAFollowerEachEvent) {
  Transcript transcript;
  std::vector<std::string> lines;
  transcript.Follow(
      [&lines](const std::string& line) { lines.push_back(line); });
  transcript.Record(DnsEvent{.name = "a.test"});
  ASSERT_THAT(lines, SizeIs(1));
  EXPECT_EQ(Json::parse(lines[0]).at("name"), "a.test");
}

TEST(TranscriptTest, KeepsOrderAmongThreads) {
  Transcript transcript;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&transcript] {
      for (int k = 0; k < 250; ++k) {
        transcript.Record(DnsEvent{});
      }
    });
  }
  EXPECT_TRUE(transcript.WaitFor(
      [](const auto& events) { return events.size() == 1000; }, kLimit));
  for (std::thread& thread : threads) {
    thread.join();
  }
  const Json events =
      Json::parse(transcript.ToJson("w", std::nullopt)).at("events");
  ASSERT_THAT(events, SizeIs(1000));
  for (std::size_t i = 1; i < events.size(); ++i) {
    EXPECT_EQ(events[i].at("seq"), i + 1);
    EXPECT_GE(events[i].at("t_ms"), events[i - 1].at("t_ms"));
  }
}

TEST(TranscriptTest, WaitsNoLongerThanAllowed) {
  const Transcript transcript;
  EXPECT_FALSE(transcript.WaitFor([](const auto&) { return false; },
                                  std::chrono::milliseconds(1)));
  EXPECT_TRUE(transcript.WaitFor([](const auto&) { return true; }, kLimit));
}

TEST(TranscriptTest, TellsTimeInRoundTripsWhereThereIsOne) {
  EXPECT_DOUBLE_EQ(
      Json::parse(EventToJson(1, 130.0, ConnectEvent{}, 50.0))["round_trips"],
      2.6);
  EXPECT_FALSE(Json::parse(EventToJson(1, 130.0, ConnectEvent{}))
                   .contains("round_trips"));
}

TEST(TranscriptTest, KeepsNoMoreThanItMay) {
  const RequestEvent large{.body = std::string(1000, 'x')};
  Transcript transcript(1.0, 10'000);
  int followed = 0;
  transcript.Follow([&followed](const std::string& /*line*/) { ++followed; });
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(transcript.Record(large), i + 1);
  }
  const Json document = Json::parse(transcript.ToJson("w.yaml", {}));
  const std::size_t kept = document["events"].size();
  EXPECT_GT(kept, 2U);
  EXPECT_LT(kept, 10U);
  EXPECT_EQ(document["dropped"], 50 - kept);
  EXPECT_EQ(followed, 50);
}

TEST(TranscriptTest, AFaultHasFiredThoughItsEventIsNotKept) {
  Transcript transcript(1.0, 0);
  transcript.Declare({"a.test:443 tcp reset", "b.test:443 tcp reset"});
  transcript.Record(
      ConnectEvent{.place = {.host = "a.test", .port = 443}, .fault = "reset"});
  EXPECT_THAT(transcript.Unfired(),
              testing::ElementsAre("b.test:443 tcp reset"));
}

}  // namespace
}  // namespace fake
