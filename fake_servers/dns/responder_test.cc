// SPDX-License-Identifier: Apache-2.0

#include "dns/responder.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dns/dns_client.h"
#include "dns/record.h"

namespace fake {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ResponderTest : public testing::Test {
 protected:
  std::optional<DnsReply> Respond(const std::string& query,
                                  DnsTransport transport = DnsTransport::kUdp) {
    return Responder(zone_, transcript_, secrets_, options_)
        .Respond(query, transport);
  }

  // The response that must come.
  ReceivedResponse Answer(const std::string& query,
                          DnsTransport transport = DnsTransport::kUdp) {
    const auto reply = Respond(query, transport);
    ReceivedResponse response = ReadResponse(reply ? reply->bytes : "none");
    EXPECT_FALSE(response.malformed);
    return response;
  }

  template <typename T>
  std::vector<T> Recorded() {
    std::vector<T> found;
    for (const auto& [seq, event] : transcript_.Events()) {
      if (const auto* one = std::get_if<T>(&event)) {
        found.push_back(*one);
      }
    }
    return found;
  }

  Zone zone_ = {
      {"mail.test", {.a = {"192.0.2.10"}}},
      {"alias.test", {.cname = "mail.test"}},
      {"tc.test", {.a = {"192.0.2.11"}, .truncate = true}},
      {"slow.test", {.a = {"192.0.2.12"}, .delay = Milliseconds(200)}},
      {"silent.test", {.fault = DnsFault::kSilent}},
  };
  Transcript transcript_;
  SecretFinder secrets_{Sought{.passwords = {"Correct Horse"}}};
  DnsOptions options_;
};

TEST_F(ResponderTest, NamesAreComparedWithoutCase) {
  const ReceivedResponse response =
      Answer(MakeQuery("MAIL.Test", dns_type::kA));
  ASSERT_THAT(response.answers, SizeIs(1));
  EXPECT_EQ(response.answers[0].data, "192.0.2.10");
  EXPECT_EQ(response.question, "MAIL.Test");
}

TEST_F(ResponderTest, WritesDownEachQuery) {
  (void)Answer(MakeQuery("ALIAS.test", dns_type::kA), DnsTransport::kTcp);
  (void)Respond(MakeQuery("silent.test", dns_type::kAaaa));
  (void)Answer(MakeQuery("none.test", dns_type::kSrv));
  const auto events = Recorded<DnsEvent>();
  ASSERT_THAT(events, SizeIs(3));
  EXPECT_EQ(events[0].transport, "tcp");
  EXPECT_EQ(events[0].name, "alias.test");
  EXPECT_EQ(events[0].type, "A");
  EXPECT_EQ(events[0].rcode, "NOERROR");
  EXPECT_THAT(events[0].answers, ElementsAre("alias.test CNAME mail.test",
                                             "mail.test A 192.0.2.10"));
  EXPECT_EQ(events[1].rcode, "silent");
  EXPECT_THAT(events[1].answers, IsEmpty());
  EXPECT_EQ(events[2].rcode, "NXDOMAIN");
}

TEST_F(ResponderTest, WritesDownEdnsAndFaults) {
  (void)Answer(MakeQuery("mail.test", dns_type::kA, {.edns_payload = 1232}));
  (void)Respond(MakeQuery("silent.test", dns_type::kAaaa));
  const auto events = Recorded<DnsEvent>();
  ASSERT_THAT(events, SizeIs(2));
  EXPECT_TRUE(events[0].edns);
  EXPECT_THAT(events[0].faults, IsEmpty());
  EXPECT_FALSE(events[1].edns);
  EXPECT_THAT(events[1].faults, ElementsAre("silent.test answer silent"));
}

// Fails if an answer that the client must ask for again over TCP counts.
TEST_F(ResponderTest, CountsTheAnswersOfEachType) {
  zone_["change.test"] = {.a = {"192.0.2.1"},
                          .aaaa = {"2001:db8::1"},
                          .truncate = true,
                          .then = {{.a = {"192.0.2.2"}}}};
  Responder responder(zone_, transcript_, secrets_, options_);
  const auto address = [&](std::uint16_t type, DnsTransport transport) {
    const auto reply =
        responder.Respond(MakeQuery("change.test", type), transport);
    const auto response = ReadResponse(reply.value_or(DnsReply{}).bytes);
    return response.answers.empty() ? "TC" : response.answers[0].data;
  };
  EXPECT_EQ(address(dns_type::kA, DnsTransport::kUdp), "TC");
  EXPECT_EQ(address(dns_type::kA, DnsTransport::kTcp), "192.0.2.1");
  EXPECT_EQ(address(dns_type::kA, DnsTransport::kTcp), "192.0.2.2");
  EXPECT_EQ(address(dns_type::kAaaa, DnsTransport::kTcp), "2001:db8::1");
}

TEST_F(ResponderTest, SendsASpoiledAnswer) {
  zone_["twice.test"] = {.a = {"192.0.2.1"}, .message = DnsMessage::kDuplicate};
  const auto reply = Respond(MakeQuery("twice.test", dns_type::kA));
  ASSERT_TRUE(reply);
  EXPECT_THAT(reply->more, ElementsAre(reply->bytes));
}

TEST_F(ResponderTest, ADeadServerSaysNothing) {
  options_.dead = true;
  EXPECT_EQ(Respond(MakeQuery("mail.test", dns_type::kA)), std::nullopt);
  EXPECT_EQ(Recorded<DnsEvent>().at(0).rcode, "silent");
  options_ = {.tcp = DnsTcp::kSilent};
  const std::string query = MakeQuery("mail.test", dns_type::kA);
  EXPECT_TRUE(Respond(query));
  EXPECT_EQ(Respond(query, DnsTransport::kTcp), std::nullopt);
}

TEST_F(ResponderTest, SilenceIsNoReply) {
  EXPECT_EQ(Respond(MakeQuery("silent.test", dns_type::kA)), std::nullopt);
}

TEST_F(ResponderTest, TruncatesOverUdpOnly) {
  const std::string query = MakeQuery("tc.test", dns_type::kA);
  EXPECT_TRUE(Answer(query).truncated);
  EXPECT_THAT(Answer(query).answers, IsEmpty());
  EXPECT_FALSE(Answer(query, DnsTransport::kTcp).truncated);
  EXPECT_THAT(Answer(query, DnsTransport::kTcp).answers, SizeIs(1));
}

TEST_F(ResponderTest, TruncatesWhatDoesNotFit) {
  std::vector<std::string>& addresses = zone_["many.test"].a;
  for (int i = 1; i < 60; ++i) {
    addresses.push_back("192.0.2." + std::to_string(i));
  }
  EXPECT_TRUE(Answer(MakeQuery("many.test", dns_type::kA)).truncated);
  const ReceivedResponse large =
      Answer(MakeQuery("many.test", dns_type::kA, {.edns_payload = 4096}));
  EXPECT_FALSE(large.truncated);
  EXPECT_THAT(large.answers, SizeIs(59));
}

TEST_F(ResponderTest, ChargesDelaysAndRoundTripsOnTheClientsClock) {
  options_.clock_rate = 20;
  options_.rtt = Milliseconds(100);
  const std::string query = MakeQuery("slow.test", dns_type::kA);
  EXPECT_EQ(Respond(query).value_or(DnsReply{}).delay,
            std::chrono::milliseconds(15));
  EXPECT_EQ(Respond(query, DnsTransport::kTcp).value_or(DnsReply{}).delay,
            std::chrono::milliseconds(20));
}

TEST_F(ResponderTest, TellsWhatItDoesNotDo) {
  EXPECT_EQ(
      Answer(MakeQuery("mail.test", dns_type::kA, {.dns_class = 3})).rcode, 5);
  EXPECT_EQ(Answer(MakeQuery("mail.test", dns_type::kA,
                             {.edns_payload = 512, .edns_version = 1}))
                .rcode,
            16);
  EXPECT_EQ(Respond("not DNS"), std::nullopt);
  EXPECT_THAT(Recorded<DnsEvent>(), SizeIs(2));
}

TEST_F(ResponderTest, TakesTheSecretOutOfAName) {
  for (const char* name :
       {"Correct Horse.evil.test", "correct horse.evil.test",
        "cORRECT hORSE.evil.test", "Q29ycmVjdCBIb3JzZQ.evil.test"}) {
    (void)Answer(MakeQuery(name, dns_type::kA));
  }
  std::vector<std::string> names;
  for (const DnsEvent& event : Recorded<DnsEvent>()) {
    names.push_back(event.name);
  }
  EXPECT_THAT(names, Each(std::string("[secret].evil.test")));
  EXPECT_THAT(names, SizeIs(4));
}

TEST_F(ResponderTest, TellsOfTheSecretAfterTheQuery) {
  (void)Answer(MakeQuery("Correct Horse.evil.test", dns_type::kA));
  const auto secrets = Recorded<SecretEvent>();
  ASSERT_THAT(secrets, SizeIs(1));
  EXPECT_EQ(secrets[0].where, "dns name");
  EXPECT_EQ(secrets[0].form, "raw");
  EXPECT_EQ(secrets[0].event, 1);
  EXPECT_EQ(secrets[0].fingerprint,
            secrets_.FindEach("Correct Horse").front().fingerprint);
  EXPECT_EQ(secrets[0].place.host, Recorded<DnsEvent>().front().name);
  EXPECT_EQ(secrets[0].place.port, 53);
  EXPECT_FALSE(secrets[0].tls);
}

}  // namespace
}  // namespace fake
