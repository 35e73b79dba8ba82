// SPDX-License-Identifier: Apache-2.0
//
// Over real sockets of the loopback interface, at ports of the kernel's choice.

#include "dns/dns_server.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dns/dns_client.h"
#include "dns/record.h"
#include "dns/wire.h"

namespace fake {
namespace {

using testing::HasSubstr;
using testing::SizeIs;
using Kind = TestSocket::Kind;

// Long enough that an answer with this delay cannot come by itself.
constexpr Milliseconds kForever{3'600'000};

class DnsServerTest : public testing::Test {
 protected:
  void SetUp() override {
    auto started = DnsServer::Start(zone_, transcript_, secrets_, {.port = 0});
    ASSERT_TRUE(std::holds_alternative<std::unique_ptr<DnsServer>>(started));
    server_ = std::move(std::get<std::unique_ptr<DnsServer>>(started));
  }

  [[nodiscard]] TestSocket Connect(Kind kind) const {
    return {kind, server_->port()};
  }

  Zone zone_ = {
      {"mail.test", {.a = {"192.0.2.10"}}},
      {"later.test", {.a = {"192.0.2.11"}, .delay = Milliseconds(30)}},
      {"much-later.test", {.a = {"192.0.2.12"}, .delay = kForever}},
      {"silent.test", {.fault = DnsFault::kSilent}},
      {"tc.test", {.a = {"192.0.2.13"}, .truncate = true}},
  };
  Transcript transcript_;
  SecretFinder secrets_{Sought{}};
  std::unique_ptr<DnsServer> server_;
};

std::string FirstAnswer(const std::string& bytes) {
  const ReceivedResponse response = ReadResponse(bytes);
  return response.malformed || response.answers.empty()
             ? "none"
             : response.answers[0].data;
}

TEST_F(DnsServerTest, AnswersOverUdpAndTcpOnOnePort) {
  for (const Kind kind : {Kind::kUdp, Kind::kTcp}) {
    TestSocket client = Connect(kind);
    client.Send(MakeQuery("mail.test", dns_type::kA));
    EXPECT_EQ(FirstAnswer(client.Receive()), "192.0.2.10");
  }
}

TEST_F(DnsServerTest, ATruncatedAnswerIsWholeOverTcp) {
  const std::string query = MakeQuery("tc.test", dns_type::kA);
  TestSocket udp = Connect(Kind::kUdp);
  udp.Send(query);
  EXPECT_TRUE(ReadResponse(udp.Receive()).truncated);
  TestSocket tcp = Connect(Kind::kTcp);
  tcp.Send(query);
  EXPECT_EQ(FirstAnswer(tcp.Receive()), "192.0.2.13");
}

// Fails if a delayed or silent answer holds up another one.
TEST_F(DnsServerTest, AnswersOthersWhileOneWaits) {
  for (const Kind kind : {Kind::kUdp, Kind::kTcp}) {
    TestSocket client = Connect(kind);
    client.Send(MakeQuery("much-later.test", dns_type::kA));
    client.Send(MakeQuery("silent.test", dns_type::kA));
    client.Send(MakeQuery("mail.test", dns_type::kA));
    EXPECT_EQ(FirstAnswer(client.Receive()), "192.0.2.10");
  }
}

TEST_F(DnsServerTest, ADelayedAnswerComesAfterItsTime) {
  TestSocket client = Connect(Kind::kUdp);
  const auto start = std::chrono::steady_clock::now();
  client.Send(MakeQuery("later.test", dns_type::kA));
  EXPECT_EQ(FirstAnswer(client.Receive()), "192.0.2.11");
  EXPECT_GE(std::chrono::steady_clock::now() - start, Milliseconds(30));
}

// A query is written down before its answer goes out, so what the client does
// next cannot come before it.
TEST_F(DnsServerTest, TheQueryIsWrittenDownBeforeItsAnswer) {
  TestSocket client = Connect(Kind::kUdp);
  for (std::size_t i = 1; i <= 100; ++i) {
    client.Send(MakeQuery("mail.test", dns_type::kA));
    ASSERT_NE(client.Receive(), "");
    ASSERT_THAT(transcript_.Events(), SizeIs(i));
  }
}

TEST_F(DnsServerTest, TakesSeveralQueriesInOnePiece) {
  const std::string query = MakeQuery("mail.test", dns_type::kA);
  std::string framed;
  AppendU16(framed, static_cast<unsigned>(query.size()));
  framed += query;
  TestSocket client = Connect(Kind::kTcp);
  client.SendRaw(framed + framed + framed.substr(0, 5));
  EXPECT_EQ(FirstAnswer(client.Receive()), "192.0.2.10");
  EXPECT_EQ(FirstAnswer(client.Receive()), "192.0.2.10");
  client.SendRaw(framed.substr(5));
  EXPECT_EQ(FirstAnswer(client.Receive()), "192.0.2.10");
}

TEST_F(DnsServerTest, AnswersAClientThatHasFinishedSending) {
  TestSocket client = Connect(Kind::kTcp);
  client.Send(MakeQuery("later.test", dns_type::kA));
  client.FinishSending();
  EXPECT_EQ(FirstAnswer(client.Receive()), "192.0.2.11");
  EXPECT_EQ(client.Receive(), "");  // Closed.
}

TEST_F(DnsServerTest, SurvivesManyConnections) {
  std::vector<TestSocket> clients;
  clients.reserve(100);
  for (int i = 0; i < 100; ++i) {
    clients.push_back(Connect(Kind::kTcp));
  }
  clients.back().Send(MakeQuery("mail.test", dns_type::kA));
  EXPECT_EQ(FirstAnswer(clients.back().Receive()), "192.0.2.10");
  EXPECT_EQ(clients.front().Receive(), "");  // Closed: it was the oldest.
}

TEST_F(DnsServerTest, SurvivesRubbish) {
  TestSocket udp = Connect(Kind::kUdp);
  udp.Send("");
  udp.Send("rubbish");
  udp.Send(std::string(2000, '\xFF'));
  TestSocket tcp = Connect(Kind::kTcp);
  tcp.SendRaw(std::string("\0\0\0\1x", 5));
  udp.Send(MakeQuery("mail.test", dns_type::kA));
  EXPECT_EQ(FirstAnswer(udp.Receive()), "192.0.2.10");
}

TEST_F(DnsServerTest, StopsAtOnceWithAnswersOutstanding) {
  TestSocket client = Connect(Kind::kTcp);
  client.Send(MakeQuery("much-later.test", dns_type::kA));
  client.Send(MakeQuery("mail.test", dns_type::kA));
  ASSERT_NE(client.Receive(), "");
  server_->Stop();
  server_->Stop();
  server_.reset();
  EXPECT_EQ(client.Receive(), "");
}

TEST_F(DnsServerTest, SaysWhatCouldNotBeBound) {
  const auto second =
      DnsServer::Start(zone_, transcript_, secrets_, {.port = server_->port()});
  ASSERT_TRUE(std::holds_alternative<std::string>(second));
  EXPECT_THAT(std::get<std::string>(second),
              HasSubstr("cannot listen for DNS on 127.0.0.1 port " +
                        std::to_string(server_->port())));
  const auto nowhere = DnsServer::Start(zone_, transcript_, secrets_,
                                        {.address = "nowhere", .port = 0});
  ASSERT_TRUE(std::holds_alternative<std::string>(nowhere));
  EXPECT_THAT(std::get<std::string>(nowhere), HasSubstr("nowhere"));
}

}  // namespace
}  // namespace fake
