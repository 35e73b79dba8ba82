// SPDX-License-Identifier: Apache-2.0

#include "http/auth_gate.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/test_requests.h"
#include "http/test_world.h"

namespace fake {
namespace {

using ::testing::ElementsAre;

constexpr const char* kRight = "Basic YW5uQGNvcnAudGVzdDpjb3JyZWN0IGhvcnNl";
constexpr const char* kWrong = "Basic YW5uQGNvcnAudGVzdDp3cm9uZw==";

Request Pox() {
  return PostTo("/autodiscover/autodiscover.xml", PoxRequestText());
}

Request PoxAs(const std::string& authorization) {
  Request request = Pox();
  request.headers.emplace_back("authorization", authorization);
  return request;
}

// By a gate of its own, on a connection of its own.
AuthVerdict Judged(const Request& request, const Auth& auth) {
  Directory directory(Directory::Accounts{{"ann@corp.test", kPassword}});
  Negotiation connection;
  return AuthGate(auth, directory, kHost).Judge(request, connection);
}

// Fails if the accounts of the world get in where there are others, or those
// of one service at another.
TEST(AuthGateTest, AServiceMayHaveAccountsOfItsOwn) {
  Auth auth;
  auth.schemes = {AuthScheme::kBasic};
  auth.accounts = {{"ann@corp.test", "wrong"}};
  EXPECT_FALSE(Judged(PoxAs(kRight), auth).admitted);
  EXPECT_TRUE(Judged(PoxAs(kWrong), auth).admitted);
}

struct Login {
  const char* name;
  const char* authorization;
  const char* scheme;
  const char* credential;
};

TEST(AuthGateTest, JudgesBasicForReal) {
  Auth auth;
  auth.schemes = {AuthScheme::kBasic};
  for (const auto& [name, authorization, scheme, credential] : {
           Login{"right", kRight, "basic", "accepted"},
           Login{"scheme in another case",
                 "bAsIc YW5uQGNvcnAudGVzdDpjb3JyZWN0IGhvcnNl", "basic",
                 "accepted"},
           Login{"ANN@CORP.TEST", "Basic QU5OQENPUlAuVEVTVDpjb3JyZWN0IGhvcnNl",
                 "basic", "accepted"},
           Login{"wrong password", kWrong, "basic", "rejected"},
           Login{"no colon", "Basic YW5uQGNvcnAudGVzdA==", "basic", "rejected"},
           Login{"no base64", "Basic ????", "basic", "rejected"},
           Login{"empty", "Basic", "basic", "rejected"},
           Login{"another scheme", "Bearer abc", "bearer", "rejected"},
           Login{"NTLM's first message",
                 "NTLM TlRMTVNTUAABAAAAt4II4gAAAAA=", "ntlm", "none"},
           Login{"NTLM's third message",
                 "NTLM TlRMTVNTUAADAAAAGAAYAHAAAAA=", "ntlm", "rejected"},
       }) {
    const AuthVerdict verdict = Judged(PoxAs(authorization), auth);
    EXPECT_EQ(verdict.scheme, scheme) << name;
    EXPECT_EQ(verdict.credential, credential) << name;
    EXPECT_EQ(verdict.admitted, verdict.credential == "accepted") << name;
  }
  const AuthVerdict nobody = Judged(Pox(), auth);
  EXPECT_EQ(nobody.scheme, "none");
  EXPECT_EQ(nobody.credential, "none");
  EXPECT_FALSE(nobody.admitted);
}

TEST(AuthGateTest, DoesNotJudgeWhatNobodyDemanded) {
  const AuthVerdict verdict = Judged(PoxAs(kWrong), Auth());
  EXPECT_TRUE(verdict.admitted);
  EXPECT_EQ(verdict.scheme, "basic");
  EXPECT_EQ(verdict.credential, "none");
}

// Fails if a service still offers, or takes, more than Basic afterwards.
TEST(AuthGateTest, DowngradesAfterTheFirstLeg) {
  Auth auth;
  auth.schemes = {AuthScheme::kNtlm, AuthScheme::kBasic};
  auth.downgrade_after_leg = true;
  Directory directory(Directory::Accounts{{"ann@corp.test", kPassword}});
  AuthGate gate(auth, directory, kHost);
  Negotiation connection;
  EXPECT_THAT(gate.Judge(Pox(), connection).challenge,
              ElementsAre("NTLM", "Basic realm=\"mail.corp.test\""));
  const std::string first = "NTLM TlRMTVNTUAABAAAAt4II4gAAAAA=";
  const AuthVerdict leg = gate.Judge(PoxAs(first), connection);
  EXPECT_EQ(leg.leg, "ntlm-1");
  EXPECT_EQ(leg.credential, "none");
  EXPECT_THAT(leg.challenge, ElementsAre("Basic realm=\"mail.corp.test\""));
  EXPECT_THAT(gate.Judge(Pox(), connection).challenge,
              ElementsAre("Basic realm=\"mail.corp.test\""));
  EXPECT_TRUE(gate.Judge(PoxAs(kRight), connection).admitted);
}

TEST(AuthGateTest, AcceptsNobodyWhereTheScenarioSaysSo) {
  Auth auth;
  auth.schemes = {AuthScheme::kBasic};
  auth.accept_nobody = true;
  EXPECT_EQ(Judged(PoxAs(kRight), auth).credential, "rejected");
}

TEST(ChallengeTest, GivesEachChallengeAHeaderOfItsOwn) {
  Auth auth;
  auth.challenge = {"Bearer realm=\"x\"", "Basic realm=\"y\""};
  std::vector<std::string> challenges;
  for (const auto& [name, value] : Challenge(Judged(Pox(), auth)).headers) {
    if (name == "WWW-Authenticate") {
      challenges.push_back(value);
    }
  }
  EXPECT_THAT(challenges,
              ElementsAre("Bearer realm=\"x\"", "Basic realm=\"y\""));
}

}  // namespace
}  // namespace fake
