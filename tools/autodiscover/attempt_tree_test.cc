// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/attempt_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::tools {
namespace {

using testing::ElementsAre;

TEST(AttemptTreeTest, KnowsTheHostOfAnAction) {
  EXPECT_EQ(HostOf("POST https://corp.test/a.xml?b basic"), "corp.test");
  EXPECT_EQ(HostOf("GET http://corp.test:8080/"), "corp.test");
  EXPECT_EQ(HostOf("LDAP ldap://dc.corp.test simple"), "dc.corp.test");
  EXPECT_EQ(HostOf("https://corp.test"), "corp.test");
  EXPECT_EQ(HostOf("SRV _autodiscover._tcp.corp.test"),
            "_autodiscover._tcp.corp.test");
  EXPECT_EQ(HostOf("POST https://[2001:db8::1]:8443/a.xml"), "[2001:db8::1]");
}

// Fails if an attempt is lost because its parent is none that came before it.
TEST(AttemptTreeTest, HangsEachAttemptBelowItsParentOrAtTheTop) {
  const std::vector<Attempt> attempts = {
      {.parent = -1}, {.parent = 0}, {.parent = 7}, {.parent = 0}};
  EXPECT_THAT(ChildrenOf(attempts, -1), ElementsAre(0, 2));
  EXPECT_THAT(ChildrenOf(attempts, 0), ElementsAre(1, 3));
}

TEST(AttemptTreeTest, FindsWhatDecidedOnlyWhereItIs) {
  Outcome outcome;
  outcome.attempts = {{.action = "x"}};
  EXPECT_EQ(DecidingOf(outcome), nullptr);
  outcome.deciding = 0;
  EXPECT_EQ(DecidingOf(outcome), &outcome.attempts[0]);
  outcome.deciding = 1;
  EXPECT_EQ(DecidingOf(outcome), nullptr);
}

TEST(AttemptTreeTest, SaysWhatWentOut) {
  EXPECT_EQ(SecretText({.auth_scheme = AuthScheme::kNtlm}), "");
  EXPECT_EQ(SecretText({.secret_sent = true, .auth_scheme = AuthScheme::kNtlm}),
            "with the password by ntlm");
  EXPECT_EQ(
      SecretText({.secret_sent = true, .auth_scheme = AuthScheme::kBearer}),
      "with the token by bearer");
  EXPECT_EQ(
      SecretText({.secret_sent = true, .auth_scheme = AuthScheme::kNegotiate}),
      "with a Kerberos ticket by negotiate");
}

}  // namespace
}  // namespace autodiscover::tools
