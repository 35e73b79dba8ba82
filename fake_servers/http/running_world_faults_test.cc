// SPDX-License-Identifier: Apache-2.0
//
// Each fault as a client sees it, over plain TCP and over TLS.

#include <algorithm>
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "http/request_head.h"
#include "http/test_client.h"
#include "http/test_world.h"

namespace fake {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Clock = std::chrono::steady_clock;

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start)
      .count();
}

// Parameter: over TLS.
class FaultTest : public ::testing::TestWithParam<bool> {
 protected:
  static World WorldWith(Answer answer) {
    return MakeWorld({GetParam() ? TlsService(std::move(answer))
                                 : PlainService(std::move(answer))});
  }
  static World WorldWith(TcpBehaviour tcp) {
    World world = WorldWith(SettingsAnswer());
    world.hosts[0].services[0].tcp = tcp;
    return world;
  }

  static void Connect(TestClient& client) {
    if (GetParam()) {
      ASSERT_EQ(client.StartTls({.root_pem = RootPem(), .sni = kHost}), "");
    }
  }
};

INSTANTIATE_TEST_SUITE_P(PlainAndTls, FaultTest, ::testing::Bool(),
                         [](const auto& run) {
                           return run.param ? "Tls" : "Plain";
                         });

TEST_P(FaultTest, ResetsAfterSoManyBytesOfTheReply) {
  Answer answer = SettingsAnswer();
  answer.fault = ResetAfter{.reply_bytes = 30};
  TestWorld world(WorldWith(answer));
  TestClient client(world.port());
  Connect(client);
  client.Send(PoxRequest());
  EXPECT_EQ(client.ReadToEnd().size(), 30U);
  EXPECT_EQ(client.end(), "reset");
  EXPECT_EQ(world.First<ReplyEvent>().fault, "reset_after");
  EXPECT_EQ(world.First<ReplyEvent>().bytes, 30U);
  EXPECT_EQ(world.First<CloseEvent>().by, "server");
}

TEST_P(FaultTest, ResetsBeforeTheFirstByteOfTheReply) {
  Answer answer = SettingsAnswer();
  answer.fault = ResetAfter{.reply_bytes = 0};
  TestWorld world(WorldWith(answer));
  TestClient client(world.port());
  Connect(client);
  client.Send(PoxRequest());
  EXPECT_EQ(client.ReadToEnd(), "");
  EXPECT_EQ(client.end(), "reset");
}

TEST_P(FaultTest, TruncatesTheBodyAndLeavesItsLength) {
  Answer answer = {.body = "0123456789"};
  answer.fault = TruncateAfter{.body_bytes = 4};
  TestWorld world(WorldWith(answer));
  TestClient client(world.port());
  Connect(client);
  client.Send(PoxRequest());
  const std::string response = client.ReadToEnd();
  EXPECT_THAT(response, HasSubstr("Content-Length: 10\r\n"));
  EXPECT_TRUE(response.ends_with("\r\n\r\n0123")) << response;
  EXPECT_EQ(client.end(), "fin");
}

// Fails if a URL that was cut off counts as served.
TEST_P(FaultTest, DoesNotCountAUrlThatWasCutOff) {
  Answer answer = {.body = "<EwsUrl>https://a.test/EWS/Exchange.asmx</EwsUrl>"};
  answer.fault = TruncateAfter{.body_bytes = 40};
  TestWorld world(WorldWith(answer));
  TestClient client(world.port());
  Connect(client);
  client.Send(PoxRequest());
  (void)client.ReadToEnd();
  EXPECT_TRUE(world.First<ReplyEvent>().ews.empty());
}

TEST_P(FaultTest, NeverAnswersAndEndsWithTheWorld) {
  Answer answer = SettingsAnswer();
  answer.fault = NeverAnswer();
  TestWorld world(WorldWith(answer));
  TestClient client(world.port());
  Connect(client);
  client.Send(PoxRequest());
  EXPECT_EQ(world.First<ReplyEvent>().fault, "silent");
  EXPECT_TRUE(client.NothingComes());
  world.Stop();
  EXPECT_EQ(client.ReadToEnd(), "");
}

TEST_P(FaultTest, DripsByteByByte) {
  Answer answer = {.body = "0123456789"};
  answer.fault = Drip{.per_byte = Milliseconds(20)};
  TestWorld world(WorldWith(answer), /*clock_rate=*/20);
  TestClient client(world.port());
  Connect(client);
  const auto start = Clock::now();
  client.Send(PoxRequest());
  const std::string response = client.ReadResponse();
  EXPECT_TRUE(response.ends_with("0123456789"));
  // One millisecond a byte on our clock.
  EXPECT_GE(MillisecondsSince(start), static_cast<double>(response.size()));
}

TEST_P(FaultTest, WaitsBeforeTheReply) {
  Answer answer = SettingsAnswer();
  answer.delay = Milliseconds(600);
  TestWorld world(WorldWith(answer), /*clock_rate=*/10);
  TestClient client(world.port());
  Connect(client);
  const auto start = Clock::now();
  client.Send(PoxRequest());
  EXPECT_THAT(client.ReadResponse(), StartsWith("HTTP/1.1 200"));
  EXPECT_GE(MillisecondsSince(start), 60);
}

// Fails if Stop waits for a delay, or a thread is left behind.
TEST_P(FaultTest, StopEndsALongDelay) {
  Answer answer = SettingsAnswer();
  answer.delay = std::chrono::hours(1);
  TestWorld world(WorldWith(answer));
  TestClient client(world.port());
  Connect(client);
  client.Send(PoxRequest());
  (void)world.First<RequestEvent>();
  const auto start = Clock::now();
  world.Stop();
  EXPECT_LT(MillisecondsSince(start), 2000);
  EXPECT_EQ(client.ReadToEnd(), "");
}

TEST_P(FaultTest, AcceptsAndStaysSilent) {
  TestWorld world(WorldWith(TcpBehaviour::kSilent));
  TestClient client(world.port());
  client.Send("GET / HTTP/1.1\r\nX: correct horse\r\n\r\n");
  EXPECT_EQ(world.First<ConnectEvent>().fault, "silent");
  EXPECT_TRUE(client.NothingComes());
  client.Close();
  EXPECT_EQ(world.First<CloseEvent>().by, "client");
  EXPECT_EQ(world.First<SecretEvent>().where, "stream");
}

TEST_P(FaultTest, IsSilentToAHelloOfTlsToo) {
  TestWorld world(WorldWith(TcpBehaviour::kSilent));
  TestClient client(world.port());
  client.Send("\x16\x03\x01\x02 a hello");
  EXPECT_EQ(world.First<ConnectEvent>().fault, "silent");
  EXPECT_TRUE(client.NothingComes());
}

TEST_P(FaultTest, AcceptsAndResets) {
  TestWorld world(WorldWith(TcpBehaviour::kReset));
  TestClient client(world.port());
  EXPECT_EQ(client.ReadToEnd(), "");
  EXPECT_EQ(client.end(), "reset");
  EXPECT_EQ(world.First<ConnectEvent>().fault, "reset");
}

TEST_P(FaultTest, DoesNotListenWhereItRefuses) {
  TestWorld world(WorldWith(TcpBehaviour::kRefused));
  EXPECT_EQ(world.port(), 0);
}

// How many round trips of `rtt_ms` one request takes, from connecting to its
// reply.
double RoundTripsOfOneRequest(int rtt_ms, bool tls, int version) {
  World slow = MakeWorld(
      {tls ? TlsService(SettingsAnswer()) : PlainService(SettingsAnswer())});
  constexpr int kClockRate = 10;
  slow.rtt = Milliseconds(rtt_ms * kClockRate);
  TestWorld world(slow, kClockRate);
  const auto start = Clock::now();
  TestClient client(world.port());
  if (tls) {
    EXPECT_EQ(
        client.StartTls(
            {.root_pem = RootPem(), .sni = kHost, .max_version = version}),
        "");
  }
  client.Send(PoxRequest());
  (void)client.ReadResponse();
  return MillisecondsSince(start) / rtt_ms;
}

// A busy machine only ever adds time, of which long round trips take no notice:
// one good run is enough.
void ExpectRoundTrips(int count, bool tls, int version) {
  double least = 1e9;
  for (int ms = 40; ms < 3000 && least >= count + 1; ms *= 2) {
    least = std::min(least, RoundTripsOfOneRequest(ms, tls, version));
  }
  EXPECT_GE(least, count);
  EXPECT_LT(least, count + 1);
}

// Fails if a flight of TLS costs nothing, or is charged twice.
TEST(RoundTripTest, ChargesConnectHandshakeAndReply) {
  ExpectRoundTrips(2, /*tls=*/false, 0);
  ExpectRoundTrips(3, /*tls=*/true, TLS1_3_VERSION);
  ExpectRoundTrips(4, /*tls=*/true, TLS1_2_VERSION);
}

}  // namespace
}  // namespace fake
