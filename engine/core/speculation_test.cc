// SPDX-License-Identifier: Apache-2.0
//
// What is done ahead of its turn, and what waits for it (TIME-07, LOC-11).

#include <gtest/gtest.h>

#include "codec/test_bodies.h"
#include "core/discovery.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxRedirectAddress;
using codec::testing::PoxSettings;
using std::chrono::milliseconds;

constexpr std::string_view kMailUrl =
    "https://mail.corp.test/autodiscover/autodiscover.xml";

// A run whose events come when the test says so.
class SpeculationTest : public ::testing::Test {
 protected:
  // Everything that the run does before it waits, a line each.
  std::vector<std::string> Steps(int ms) {
    now_ = Timestamp(milliseconds(ms));
    std::vector<std::string> lines;
    for (;;) {
      const Step step = discovery_->Poll(now_);
      lines.push_back(ToString(step));
      if (const auto* finished = std::get_if<Finished>(&step)) {
        outcome_ = finished->outcome;
        return lines;
      }
      if (std::holds_alternative<Wait>(step)) {
        return lines;
      }
    }
  }
  std::vector<std::string> After(int ms, std::uint32_t id, Report report) {
    now_ = Timestamp(milliseconds(ms));
    discovery_->Tell({id}, report, now_);
    return Steps(ms);
  }
  void Begin(const Policy& policy = {}) {
    discovery_.emplace("ann@corp.test", Means{.password = true}, policy, 1,
                       Timestamp{});
  }
  static std::string Step_(int id, std::string_view text) {
    return "#" + std::to_string(id) + " " + std::string(text);
  }
  using Lines = std::vector<std::string>;

  std::optional<Discovery> discovery_;
  Timestamp now_;
  Outcome outcome_;
};

TEST_F(SpeculationTest, AsksAllSourcesAtOnceWithoutASecret) {
  Begin();
  EXPECT_EQ(Steps(0), (Lines{Step_(1, kRoot), Step_(2, kAuto), Step_(3, kProbe),
                             Step_(4, kSrv), "wait until 3500ms"}));
}

TEST_F(SpeculationTest, SaysWhatWasAskedAhead) {
  Begin();
  (void)Steps(0);
  (void)After(10, 1, Ok(PoxSettings(kEws)));
  ASSERT_EQ(outcome_.attempts.size(), 4U);
  EXPECT_FALSE(outcome_.attempts[0].ahead_of_turn);
  EXPECT_TRUE(outcome_.attempts[1].ahead_of_turn);
  EXPECT_TRUE(outcome_.attempts[3].ahead_of_turn);
}

TEST_F(SpeculationTest, KeepsToItsBound) {
  Policy policy;
  policy.speculation.probes_max = 1;
  Begin(policy);
  EXPECT_EQ(Steps(0),
            (Lines{Step_(1, kRoot), Step_(2, kAuto), "wait until 2000ms"}));
  // Its turn has come: that is no speculation.
  (void)After(1, 1, NotThere());
  EXPECT_EQ(After(2, 2, NotThere()),
            (Lines{Step_(3, kProbe), "wait until 2002ms"}));
}

// Fails if a remembered endpoint costs requests to other hosts.
TEST_F(SpeculationTest, NobodyGoesAheadOfTheEndpointOfLastTime) {
  Policy policy;
  policy.last_good = KnownEndpoint{.url = "https://m.corp.test/a.xml"};
  Begin(policy);
  EXPECT_EQ(Steps(0), (Lines{Step_(1, "POST https://m.corp.test/a.xml"),
                             "wait until 2000ms"}));
  EXPECT_EQ(After(10, 1, NotThere()).size(), 5U);
}

// Fails if a fast candidate gets the password before a better one has failed.
TEST_F(SpeculationTest, ASecretWaitsForItsTurn) {
  Begin();
  (void)Steps(0);
  EXPECT_EQ(After(10, 2, AsksForBasic()), (Lines{"wait until 2000ms"}));
  EXPECT_EQ(After(500, 1, NotThere()),
            (Lines{Step_(5, kAutoBasic), "wait until 3500ms"}));
}

// Fails if who is fast decides what is found.
TEST_F(SpeculationTest, SettingsWaitForTheirTurnToo) {
  Begin();
  (void)Steps(0);
  EXPECT_EQ(After(10, 2, Ok(PoxSettings("https://auto.test/a.asmx"))),
            (Lines{"wait until 2000ms"}));
  EXPECT_EQ(After(500, 1, Ok(PoxSettings(kEws))).back(), kFoundEws);
  EXPECT_EQ(outcome_.source, Source::kRootDomain);
  const Attempt other = AttemptAt(outcome_, kAuto);
  EXPECT_FALSE(other.succeeded);
}

TEST_F(SpeculationTest, HeldSettingsAreTakenWhenBetterOnesFail) {
  Begin();
  (void)Steps(0);
  (void)After(10, 2, Ok(PoxSettings(kEws)));
  EXPECT_EQ(After(500, 1, NotThere()).back(), kFoundEws);
  EXPECT_EQ(outcome_.source, Source::kAutodiscoverHost);
}

// Fails if a candidate gives up where a better one may still get an answer, as
// soon as that one has been silent for the grace.
TEST_F(SpeculationTest, AWorseCandidateWaitsWhereABetterOneIs) {
  Policy policy;
  policy.sources = {Source::kRootDomain, Source::kAutodiscoverHost};
  Begin(policy);
  (void)Steps(0);
  EXPECT_EQ(
      After(10, 2, MovesTo("https://corp.test/autodiscover/autodiscover.xml")),
      (Lines{"wait until 2000ms"}));
  EXPECT_EQ(Steps(2'000), (Lines{"wait until 10500ms"}));
  EXPECT_EQ(After(2'500, 1, NotThere()), (Lines{"failed server_error"}));
  EXPECT_EQ(outcome_.attempts.back().rule, "RED-10");
  EXPECT_EQ(outcome_.attempts.back().started, milliseconds(2'500));
}

TEST_F(SpeculationTest, ABlackHoleIsPassedOverAfterTheGrace) {
  Begin();
  (void)Steps(0);
  EXPECT_EQ(After(40, 2, AsksForBasic()), (Lines{"wait until 2000ms"}));
  EXPECT_EQ(Steps(1'999), (Lines{"wait until 2000ms"}));
  EXPECT_EQ(Steps(2'000), (Lines{Step_(5, kAutoBasic), "wait until 3500ms"}));
  EXPECT_EQ(After(2'010, 5, Ok(PoxSettings(kEws))).back(), kFoundEws);
}

// Fails if a chain that comes alive sends a second secret beside the first.
TEST_F(SpeculationTest, OneSecretAtATime) {
  Begin();
  (void)Steps(0);
  (void)After(40, 2, AsksForBasic());
  (void)Steps(2'000);
  EXPECT_EQ(After(2'010, 1, AsksForBasic()), (Lines{"wait until 3500ms"}));
  EXPECT_EQ(After(2'020, 5, AsksForBasic()).front(), Step_(6, kRootBasic));
}

// AUTH-04. Fails if a challenge that came early is answered as if nothing had
// been used since.
TEST_F(SpeculationTest, AnEarlyChallengeDoesNotBringAWeakerLoginBack) {
  Begin();
  (void)Steps(0);
  (void)After(10, 2, AsksForBasic());
  (void)After(20, 1, Asks({"NTLM"}));
  (void)After(30, 5, Asks({"NTLM"}));  // Rejected.
  (void)After(40, 3, NotThere());
  EXPECT_EQ(After(50, 4, NoRecords()).back(), "failed authentication_failed");
  for (const Attempt& attempt : outcome_.attempts) {
    EXPECT_NE(attempt.auth_scheme, AuthScheme::kBasic) << attempt.action;
  }
}

// TIME-07. Fails if what a stranger could have named wins because it is fast,
// however long the grace.
TEST_F(SpeculationTest, AFastUnsafeCandidateWaitsForASlowSafeOne) {
  Begin(Consents({"evil.test"}));
  (void)Steps(0);
  (void)After(1, 1, NoName());
  (void)After(1, 4, NoRecords());
  EXPECT_EQ(After(1, 3, MovesTo("https://evil.test/a.xml")),
            (Lines{"wait until 2000ms"}));
  EXPECT_EQ(Steps(2'900), (Lines{"wait until 10500ms"}));
  EXPECT_EQ(After(3'000, 2, Ok(PoxSettings(kEws))).back(), kFoundEws);
}

// Fails if all hosts of an SRV answer are asked: the order is theirs (SRV-03).
TEST_F(SpeculationTest, TheNextSrvTargetWaitsForTheFirst) {
  Begin();
  (void)Steps(0);
  const Lines lines =
      After(5, 4,
            Records({{.port = 443, .target = "mail.corp.test"},
                     {.priority = 1, .port = 443, .target = "old.corp.test"}}));
  EXPECT_EQ(lines,
            (Lines{Step_(5, Post("mail.corp.test")), "wait until 2000ms"}));
  EXPECT_EQ(After(9, 5, Refused()).front(), Step_(6, Post("old.corp.test")));
}

// Fails if a silent host costs the grace once for each protocol.
TEST_F(SpeculationTest, OneHostIsWaitedForOnce) {
  Policy policy;
  policy.protocols = {Protocol::kSoap, Protocol::kPox};
  Begin(policy);
  (void)Steps(0);
  (void)After(40, 2, AsksForBasic());
  EXPECT_EQ(Steps(2'000).front(),
            "#5 POST https://autodiscover.corp.test/autodiscover/"
            "autodiscover.svc basic");
}

TEST_F(SpeculationTest, AnSrvTargetIsAskedAheadButTheOneWithoutConsentIsNot) {
  Begin();
  (void)Steps(0);
  const Lines lines = After(
      5, 4,
      Records({{.port = 443, .target = "evil.test"},
               {.priority = 1, .port = 443, .target = "mail.corp.test"}}));
  EXPECT_EQ(lines,
            (Lines{Step_(5, std::string("POST ") + std::string(kMailUrl)),
                   "wait until 10500ms"}));
}

// Fails if one place is asked twice because two ways lead there, or if the one
// that got there first hides the better one.
TEST_F(SpeculationTest, ABetterChainTakesOverWhatAWorseOneAsked) {
  Begin();
  (void)Steps(0);
  (void)After(5, 4, Records({{.port = 443, .target = "mail.corp.test"}}));
  (void)After(9, 5, AsksForBasic());
  // The root leads to the same place: the answer is there already.
  EXPECT_EQ(After(10, 1, MovesTo(kMailUrl)).front(),
            Step_(6, PostBasic("mail.corp.test")));
  EXPECT_EQ(After(20, 6, Ok(PoxSettings(kEws))).back(), kFoundEws);
  EXPECT_EQ(outcome_.source, Source::kRootDomain);
  EXPECT_EQ(outcome_.trust, TrustPath::kTls);
}

TEST_F(SpeculationTest, ABetterChainWaitsForAnAnswerThatIsUnderWay) {
  Begin();
  (void)Steps(0);
  (void)After(5, 4, Records({{.port = 443, .target = "mail.corp.test"}}));
  EXPECT_EQ(After(10, 1, MovesTo(kMailUrl)), (Lines{"wait until 10500ms"}));
  EXPECT_EQ(After(15, 5, AsksForBasic()).front(),
            Step_(6, PostBasic("mail.corp.test")));
}

// Fails if a candidate that may not go where another one has been lets a third
// one ask there again.
TEST_F(SpeculationTest, WhoMayNotComeLeavesThePlaceVisited) {
  Policy policy;
  policy.redirects_max = 0;
  Begin(policy);
  (void)Steps(0);
  (void)After(1, 2, NotThere());
  // The root leads to the autodiscover host, and may not.
  (void)After(2, 1,
              MovesTo("https://autodiscover.corp.test/autodiscover/"
                      "autodiscover.xml"));
  (void)After(3, 3, NotThere());
  const Lines lines =
      After(4, 4, Records({{.port = 443, .target = "autodiscover.corp.test"}}));
  EXPECT_EQ(lines, (Lines{"failed refused_by_policy"}));
  EXPECT_EQ(outcome_.attempts.back().reason,
            "this was asked before in this run, so it is not asked again");
}

// Fails if what was asked ahead of its turn can change the summary.
TEST_F(SpeculationTest, WhatWouldNotHaveBeenAskedDoesNotCount) {
  Policy policy;
  policy.sources = {Source::kRootDomain, Source::kAutodiscoverHost};
  Begin(policy);
  (void)Steps(0);
  (void)After(1, 2, BadCertificate());
  (void)After(2, 1, AsksForBasic());
  (void)After(3, 3, Ok(PoxRedirectAddress("ann@other.test")));
  (void)After(4, 4, NoName());
  EXPECT_EQ(After(5, 5, NoName()).back(), "failed not_found");
}

TEST_F(SpeculationTest, IsOffInTurn) {
  Begin(InTurn());
  EXPECT_EQ(Steps(0), (Lines{Step_(1, kRoot), "wait until 10500ms"}));
  EXPECT_EQ(Steps(9'000), (Lines{"wait until 10500ms"}));
}

}  // namespace
}  // namespace autodiscover::core::testing
