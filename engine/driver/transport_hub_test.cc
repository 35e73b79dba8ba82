// SPDX-License-Identifier: Apache-2.0

#include "driver/transport_hub.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/fakes.h"

namespace autodiscover::driver {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr core::StepId kFirst{1};
constexpr core::StepId kSecond{2};

Exchange At(const char* url) { return {.request = {.url = url}}; }

// One run's end of the hub.
struct Party {
  Party(TransportHub& hub, FakeClock& base) : clock(base) {
    port = hub.NewPort(clock, [this] { ++woken; });
  }
  std::vector<core::StepId> Collect() const {
    std::vector<Ended> ended;
    port->Collect(ended);
    std::vector<core::StepId> ids;
    for (const Ended& one : ended) {
      ids.push_back(one.id);
    }
    return ids;
  }
  int woken = 0;
  RunClock clock;
  std::unique_ptr<HttpTransport> port;
};

class TransportHubTest : public testing::Test {
 protected:
  // Ends what was started as the `place`-th.
  void End(std::size_t place) {
    transport_.ready.push_back({.id = transport_.started.at(place).first,
                                .report = core::HttpAnswer{.status = 200}});
    hub_.Process();
  }

  FakeClock clock_;
  FakeTransport transport_{clock_};
  TransportHub hub_{transport_, 1};
  Party ann_{hub_, clock_};
  Party bob_{hub_, clock_};
};

// Fails if two runs that name their steps alike get each other's answers.
TEST_F(TransportHubTest, KeepsTheRunsApart) {
  ann_.port->Start(kFirst, At("https://a.test/"));
  bob_.port->Start(kFirst, At("https://b.test/"));
  ASSERT_THAT(transport_.started, SizeIs(2));
  End(1);
  EXPECT_THAT(ann_.Collect(), IsEmpty());
  EXPECT_EQ(ann_.woken, 0);
  EXPECT_EQ(bob_.woken, 1);
  EXPECT_THAT(bob_.Collect(), ElementsAre(kFirst));
}

// Fails if a host gets more at once than it should.
TEST_F(TransportHubTest, LetsTheNextInLineGoWhenOneIsOver) {
  ann_.port->Start(kFirst, At("https://a.test/1"));
  bob_.port->Start(kFirst, At("https://a.test/2"));
  EXPECT_THAT(transport_.started, SizeIs(1));
  EXPECT_TRUE(bob_.clock.held());
  EXPECT_FALSE(ann_.clock.held());
  clock_.Advance(milliseconds(5'000));
  End(0);
  ASSERT_THAT(transport_.started, SizeIs(2));
  EXPECT_EQ(transport_.started[1].second.request.url, "https://a.test/2");
  EXPECT_FALSE(bob_.clock.held());
  EXPECT_EQ(bob_.woken, 1);
}

Exchange ByNtlm(const char* url, const char* account) {
  Exchange exchange = At(url);
  exchange.proof.ntlm =
      Proof::Ntlm{.username = account, .password = Secret("x")};
  return exchange;
}

// Fails if a login may take the connection that another one of the same account
// was challenged on.
TEST_F(TransportHubTest, LetsOneLoginOfAnAccountGoAtATime) {
  TransportHub hub(transport_, 3);
  Party first(hub, clock_);
  Party second(hub, clock_);
  Party third(hub, clock_);
  first.port->Start(kFirst, ByNtlm("https://a.test/1", "ann"));
  second.port->Start(kFirst, ByNtlm("https://a.test/2", "ann"));
  third.port->Start(kFirst, ByNtlm("https://a.test/3", "bob"));
  third.port->Start(kSecond, At("https://a.test/4"));
  EXPECT_THAT(transport_.started, SizeIs(3));
  EXPECT_TRUE(second.clock.held());
  transport_.ready.push_back({.id = transport_.started.at(0).first,
                              .report = core::HttpAnswer{.status = 200}});
  hub.Process();
  ASSERT_THAT(transport_.started, SizeIs(4));
  EXPECT_EQ(transport_.started[3].second.request.url, "https://a.test/2");
  EXPECT_FALSE(second.clock.held());
}

// Fails if a login that is over holds up all later ones of its account.
TEST_F(TransportHubTest, ForgetsALoginThatIsOver) {
  TransportHub hub(transport_, 3);
  Party party(hub, clock_);
  party.port->Start(kFirst, ByNtlm("https://a.test/1", "ann"));
  party.port->Start(kSecond, At("https://a.test/2"));
  transport_.ready.push_back({.id = transport_.started.at(0).first,
                              .report = core::HttpAnswer{.status = 200}});
  hub.Process();
  party.port->Start(kFirst, ByNtlm("https://a.test/3", "ann"));
  EXPECT_THAT(transport_.started, SizeIs(3));
  EXPECT_FALSE(party.clock.held());
}

// Fails if a run hears of what it has given up.
TEST_F(TransportHubTest, KeepsBackAnAnswerThatNobodyWantsAnyMore) {
  ann_.port->Start(kFirst, At("https://a.test/1"));
  End(0);
  ann_.port->Cancel(kFirst);
  EXPECT_THAT(ann_.Collect(), IsEmpty());
  EXPECT_THAT(transport_.cancelled, IsEmpty());
}

TEST_F(TransportHubTest, TellsHostsByTheirPort) {
  ann_.port->Start(kFirst, At("https://a.test/"));
  bob_.port->Start(kFirst, At("https://a.test:8443/"));
  EXPECT_THAT(transport_.started, SizeIs(2));
}

TEST_F(TransportHubTest, GivesUpAPlaceInTheLine) {
  ann_.port->Start(kFirst, At("https://a.test/1"));
  bob_.port->Start(kFirst, At("https://a.test/2"));
  bob_.port->Start(kSecond, At("https://a.test/3"));
  bob_.port->Cancel(kFirst);
  EXPECT_TRUE(bob_.clock.held());
  End(0);
  ASSERT_THAT(transport_.started, SizeIs(2));
  EXPECT_EQ(transport_.started[1].second.request.url, "https://a.test/3");
  EXPECT_EQ(hub_.in_line(), 0U);
  // Neither of its two holds it up any more.
  EXPECT_FALSE(bob_.clock.held());
}

// Fails if a run that ends keeps its place at the host for ever.
TEST_F(TransportHubTest, MakesRoomWhenARunIsGone) {
  ann_.port->Start(kFirst, At("https://a.test/1"));
  bob_.port->Start(kFirst, At("https://a.test/2"));
  ann_.port.reset();
  EXPECT_THAT(transport_.cancelled, SizeIs(1));
  EXPECT_THAT(transport_.started, SizeIs(2));
  End(0);  // Too late: nobody is told.
  EXPECT_THAT(bob_.Collect(), IsEmpty());
  End(1);
  EXPECT_THAT(bob_.Collect(), ElementsAre(kFirst));
}

}  // namespace
}  // namespace autodiscover::driver
