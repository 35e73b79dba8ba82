// SPDX-License-Identifier: Apache-2.0
//
// What the server holds against a client: nonces, counts, URIs, realms.

#include "auth/digest_guard.h"

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/digest.h"
#include "auth/encoding.h"

namespace fake {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

// A client that answers the challenges of one guard.
class Digesting : public testing::Test {
 protected:
  static std::string Field(const std::string& challenge,
                           const std::string& name) {
    const auto fields = ParseAuthParameters(
        std::string_view(challenge).substr(std::string_view("Digest ").size()));
    return fields && fields->contains(name) ? fields->at(name) : "";
  }

  DigestCredentials Answer(const std::string& challenge) {
    DigestCredentials sent;
    sent.username = "ann";
    sent.realm = Field(challenge, "realm");
    sent.nonce = Field(challenge, "nonce");
    sent.opaque = Field(challenge, "opaque");
    sent.qop = Field(challenge, "qop");
    sent.uri = "/a";
    sent.nc = "00000001";
    sent.cnonce = "c";
    return sent;
  }

  // What the guard makes of `sent`, with the response to `password`.
  DigestOutcome Send(DigestGuard& guard, const DigestCredentials& sent,
                     const std::string& password = "right") {
    const std::string response =
        DigestResponse(sent, {.method = "GET"}, password);
    std::string text =
        "username=" + Quoted(sent.username) + ",realm=" + Quoted(sent.realm) +
        ",nonce=" + Quoted(sent.nonce) + ",uri=" + Quoted(sent.uri) +
        ",algorithm=" + ToString(sent.algorithm) +
        ",opaque=" + Quoted(sent.opaque) + ",response=" + Quoted(response);
    if (!sent.qop.empty()) {
      text += ",qop=" + sent.qop + ",nc=" + sent.nc + ",cnonce=" + sent.cnonce;
    }
    return guard.Check(text, "/a", {.method = "GET"}, directory_);
  }

  Directory directory_{{{"ann", "right"}}};
  DigestOptions options_;
};

TEST_F(Digesting, RightIsAcceptedAndWrongIsNot) {
  DigestGuard guard(options_, "corp");
  const DigestCredentials sent = Answer(guard.Challenges(false).at(0));
  EXPECT_FALSE(Send(guard, sent, "wrong").accepted);
  const DigestOutcome outcome = Send(guard, sent);
  EXPECT_TRUE(outcome.accepted);
  EXPECT_EQ(outcome.user, "ann");
  EXPECT_THAT(outcome.info, HasSubstr("rspauth="));
}

// Fails if a request can be played back.
TEST_F(Digesting, ACountIsGoodOnce) {
  DigestGuard guard(options_, "corp");
  DigestCredentials sent = Answer(guard.Challenges(false).at(0));
  EXPECT_TRUE(Send(guard, sent).accepted);
  EXPECT_TRUE(Send(guard, sent).stale);
  sent.nc = "00000002";
  sent.count = 2;
  EXPECT_TRUE(Send(guard, sent).accepted);
}

TEST_F(Digesting, WhatIsNotOfThisChallengeIsRefused) {
  DigestGuard guard(options_, "corp");
  const DigestCredentials good = Answer(guard.Challenges(false).at(0));
  DigestCredentials sent = good;
  sent.opaque = "other";
  EXPECT_FALSE(Send(guard, sent).accepted);
  sent = good;
  sent.realm = "other";
  EXPECT_FALSE(Send(guard, sent).accepted);
  sent = good;
  sent.uri = "/b";
  EXPECT_FALSE(Send(guard, sent).accepted);
  sent = good;
  sent.qop = "";
  EXPECT_FALSE(Send(guard, sent).accepted);
  sent = good;
  sent.algorithm = DigestAlgorithm::kSha256;
  EXPECT_FALSE(Send(guard, sent).accepted);
  sent = good;
  sent.nonce = "invented";
  EXPECT_TRUE(Send(guard, sent).stale);
  EXPECT_TRUE(Send(guard, good).accepted);
}

TEST_F(Digesting, TheFirstIsStaleWhereTheWorldSaysSo) {
  options_.stale_first = true;
  DigestGuard guard(options_, "corp");
  EXPECT_TRUE(Send(guard, Answer(guard.Challenges(false).at(0))).stale);
  const std::string again = guard.Challenges(true).at(0);
  EXPECT_THAT(again, HasSubstr("stale=TRUE"));
  EXPECT_TRUE(Send(guard, Answer(again)).accepted);
}

TEST_F(Digesting, TheNextNonceTakesThePlaceOfTheLast) {
  options_.next_nonce = true;
  DigestGuard guard(options_, "corp");
  DigestCredentials sent = Answer(guard.Challenges(false).at(0));
  const DigestOutcome first = Send(guard, sent);
  const auto info = ParseAuthParameters(first.info);
  ASSERT_TRUE(info && info->contains("nextnonce"));
  sent.nc = "00000002";
  EXPECT_FALSE(Send(guard, sent).accepted);
  sent.nc = "00000001";
  sent.nonce = info->at("nextnonce");
  EXPECT_TRUE(Send(guard, sent).accepted);
}

TEST_F(Digesting, EachAlgorithmHasItsChallenge) {
  options_.algorithms = {DigestAlgorithm::kSha256, DigestAlgorithm::kMd5};
  options_.qop = DigestQop::kNone;
  DigestGuard guard(options_, "corp");
  const auto challenges = guard.Challenges(false);
  ASSERT_THAT(challenges, SizeIs(2));
  EXPECT_THAT(challenges[0], HasSubstr("algorithm=SHA-256,"));
  EXPECT_THAT(challenges[1], Not(HasSubstr("qop")));
  EXPECT_TRUE(Send(guard, Answer(challenges[1])).accepted);
}

TEST_F(Digesting, OldNoncesAreForgotten) {
  DigestGuard guard(options_, "corp");
  const DigestCredentials sent = Answer(guard.Challenges(false).at(0));
  for (int i = 0; i < 1024; ++i) {
    (void)guard.Challenges(false);
  }
  EXPECT_TRUE(Send(guard, sent).stale);
}

TEST(DirectoryTest, LocksAfterWrongTriesInARow) {
  Directory directory({{"Ann", "right"}}, {.lockout_after = 2});
  const auto says = [&directory](const std::string& password) {
    return directory.Admits({"nobody", "ann"}, [&](const std::string& known) {
      return known == password;
    });
  };
  EXPECT_FALSE(says("wrong"));
  EXPECT_TRUE(says("right"));
  EXPECT_FALSE(says("wrong"));
  EXPECT_FALSE(says("wrong"));
  EXPECT_FALSE(says("right"));
}

}  // namespace
}  // namespace fake
