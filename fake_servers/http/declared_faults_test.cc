// SPDX-License-Identifier: Apache-2.0

#include "http/declared_faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "history/fired_faults.h"
#include "history/transcript.h"

namespace fake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

World FaultyWorld() {
  Service service = {.port = 443,
                     .tls = Tls{.certificate = CertificateKind::kExpired},
                     .tcp = TcpBehaviour::kHalfClose};
  service.script = {Answer{.fault = Drip{Milliseconds(1)}}};
  World world;
  world.zone["gone.test"] = {.fault = DnsFault::kServfail};
  world.resolver.servers = {NameServer::kDead, NameServer::kAlive};
  world.hosts = {{.name = "mail.test", .services = {service}}};
  return world;
}

TEST(DeclaredFaultsTest, NamesEachFaultOfEachLayer) {
  EXPECT_THAT(
      DeclaredFaults(FaultyWorld()),
      ElementsAre("dns gone.test answer servfail", "dns resolver servers dead",
                  "mail.test:443 fault drip", "mail.test:443 tcp half-close",
                  "mail.test:443 tls certificate expired"));
}

TEST(DeclaredFaultsTest, ARightWorldHasNone) {
  World world;
  world.zone["mail.test"] = {.a = {"192.0.2.10"}};
  world.hosts = {{.name = "mail.test", .services = {{.port = 443}}}};
  EXPECT_THAT(DeclaredFaults(world), IsEmpty());
}

// Fails if what is declared and what an event shows are not the same words.
TEST(DeclaredFaultsTest, AnEventTakesItsFaultOffTheList) {
  const Place place = {.connection = 1, .host = "mail.test", .port = 443};
  Transcript transcript;
  transcript.Declare(DeclaredFaults(FaultyWorld()));
  transcript.Record(DnsEvent{
      .faults = {"gone.test answer servfail", "resolver servers dead"}});
  transcript.Record(ConnectEvent{.place = place, .fault = "half-close"});
  transcript.Record(
      TlsEvent{.place = place, .faults = {"certificate expired"}});
  EXPECT_THAT(transcript.Unfired(), ElementsAre("mail.test:443 fault drip"));
  transcript.Record(ReplyEvent{.place = place, .fault = "drip"});
  EXPECT_THAT(transcript.Unfired(), IsEmpty());
}

}  // namespace
}  // namespace fake
