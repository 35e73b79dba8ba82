// SPDX-License-Identifier: Apache-2.0
//
// The endpoint of last time, logged in to with the first request: where that is
// allowed, and everything that forbids it.

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/test_bodies.h"
#include "core/discovery.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxSettings;

constexpr std::string_view kLast = "https://m.corp.test/a.xml";
constexpr std::string_view kLastPost = "POST https://m.corp.test/a.xml";
constexpr std::string_view kLastBasic = "POST https://m.corp.test/a.xml basic";

// Where the login of last time was by `scheme`.
Policy AskedForLogin(AuthScheme scheme = AuthScheme::kBasic) {
  Policy policy;
  policy.last_good = KnownEndpoint{.url = std::string(kLast), .login = scheme};
  return policy;
}

// Fails if the challenge of last time is waited for once more.
TEST(LastLogin, GoesOutAtOnceByBasic) {
  const Outcome outcome = Play({.lines = {{kLastBasic, Ok(PoxSettings(kEws))}},
                                .outcome = std::string(kFoundEws),
                                .policy = AskedForLogin()});
  EXPECT_EQ(outcome.login, AuthScheme::kBasic);
  EXPECT_TRUE(outcome.attempts.front().secret_sent);
}

TEST(LastLogin, IsToldForTheNextTime) {
  Policy policy = AskedForLogin();
  policy.last_good->login.reset();
  const Outcome outcome = Play({.lines = {{kLastPost, AsksForBasic()},
                                          {kLastBasic, Ok(PoxSettings(kEws))}},
                                .outcome = std::string(kFoundEws),
                                .policy = policy});
  EXPECT_EQ(outcome.login, AuthScheme::kBasic);
}

// What else there is needs something of the challenge.
TEST(LastLogin, OfEveryOtherSchemeNeedsAChallenge) {
  for (const AuthScheme scheme :
       {AuthScheme::kDigest, AuthScheme::kNtlm, AuthScheme::kNegotiate,
        AuthScheme::kBearer}) {
    (void)Play({.lines = {{kLastPost, Ok(PoxSettings(kEws))}},
                .outcome = std::string(kFoundEws),
                .policy = AskedForLogin(scheme)});
  }
}

// Fails if the policy of today is not asked.
TEST(LastLogin, IsNoneByWhatIsNotAllowedToday) {
  Policy policy = AskedForLogin();
  policy.auth_schemes.erase(AuthScheme::kBasic);
  (void)Play({.lines = {{kLastPost, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = policy});
}

// Fails if a server that takes another scheme by now counts as one that
// rejects the password.
TEST(LastLogin, MayBeOutOfDate) {
  (void)Play({.lines = {{kLastBasic, Asks({"NTLM"})},
                        {"POST https://m.corp.test/a.xml ntlm",
                         Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = AskedForLogin()});
}

// Fails if the password goes out a second time where it was rejected, whether
// or not the server says what it wants.
TEST(LastLogin, ThatIsRejectedIsNotRepeated) {
  Policy policy = AskedForLogin();
  policy.last_good->url = "https://corp.test/a.xml";
  policy.protocols = {Protocol::kPox};
  policy.sources = {Source::kLastGood, Source::kRootDomain};
  for (const Report& rejection : {AsksForBasic(), Says(401)}) {
    (void)Play({.lines = {{"POST https://corp.test/a.xml basic", rejection},
                          {kRoot, AsksForBasic()}},
                .outcome = "failed authentication_failed",
                .policy = policy});
  }
}

TEST(LastLogin, WaitsForAChallengeWhereThePolicySaysSo) {
  Policy policy = AskedForLogin();
  policy.last_good_login = false;
  (void)Play({.lines = {{kLastPost, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = policy});
}

// Fails if the password follows a redirect that nobody asked with it for.
TEST(LastLogin, DoesNotFollowARedirect) {
  (void)Play(
      {.lines = {{kLastBasic, MovesTo("https://n.corp.test/a.xml")},
                 {"POST https://n.corp.test/a.xml", Ok(PoxSettings(kEws))}},
       .outcome = std::string(kFoundEws),
       .policy = AskedForLogin()});
}

// Fails if it goes with a redirect to another page of the same host.
TEST(LastLogin, IsForOneUrl) {
  (void)Play({.lines = {{kLastBasic, MovesTo("/b.xml")},
                        {"POST https://m.corp.test/b.xml", AsksForBasic()},
                        {"POST https://m.corp.test/b.xml basic",
                         Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = AskedForLogin()});
}

// Fails if whoever holds the name now gets anything, or if the next candidate
// is logged in to unasked in its place.
TEST(LastLogin, EndsWithTheCertificate) {
  const Outcome outcome = Play({.lines = {{kLastBasic, BadCertificate()},
                                          {kRoot, Ok(PoxSettings(kEws))}},
                                .outcome = std::string(kFoundEws),
                                .policy = AskedForLogin()});
  EXPECT_EQ(outcome.login, std::nullopt);
}

TEST(LastLogin, IsNoneInClear) {
  Policy policy = AskedForLogin();
  policy.last_good->url = "http://m.corp.test/a.xml";
  (void)Play({.lines = {{kRoot, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = policy});
}

// Fails if what needs a person's consent gets the password before the person
// is asked, or a moment after without a challenge.
TEST(LastLogin, IsNoneWhereConsentIsNeeded) {
  Policy policy = AskedForLogin();
  policy.last_good->url = "https://else.test/a.xml";
  policy.last_good->trust = TrustPath::kPlainHttp;
  const std::string line = "POST https://else.test/a.xml";
  (void)Play({.lines = {{line, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = policy,
              .means = {.password = true, .consent = true}});
  (void)Play({.lines = {{kRoot, Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = policy});
  policy.consented_hosts = {"else.test"};
  (void)Play({.lines = {{StrCat(line, " basic"), Ok(PoxSettings(kEws))}},
              .outcome = std::string(kFoundEws),
              .policy = policy});
}

// Fails if the password is asked for where there is none, or sent in the place
// of a token.
TEST(LastLogin, NeedsAPasswordAndNoToken) {
  for (const Means means : {Means{}, Means{.password = true, .token = true}}) {
    (void)Play({.lines = {{kLastPost, Ok(PoxSettings(kEws))}},
                .outcome = std::string(kFoundEws),
                .policy = AskedForLogin(),
                .means = means});
  }
}

// `policy`, with the root domain before the endpoint of last time.
Policy AfterTheRoot(Policy policy) {
  policy.sources = {Source::kRootDomain, Source::kLastGood};
  policy.protocols = {Protocol::kPox};
  return policy;
}

// Fails if what is allowed is decided before the others had their turn.
TEST(LastLogin, IsNoneAfterARejectionAtTheHost) {
  Policy policy = AfterTheRoot(AskedForLogin());
  policy.last_good->url = "https://corp.test/a.xml";
  (void)Play({.lines = {{kRoot, AsksForBasic()},
                        {kRootBasic, AsksForBasic()},
                        {"POST https://corp.test/a.xml", NotThere()}},
              .outcome = "failed authentication_failed",
              .policy = policy});
}

TEST(LastLogin, IsNoneAfterAStrongerOneElsewhere) {
  (void)Play({.lines = {{kRoot, Asks({"NTLM"})},
                        {StrCat(kRoot, " ntlm"), NotThere()},
                        {kLastPost, AsksForBasic()}},
              .outcome = "failed authentication_failed",
              .policy = AfterTheRoot(AskedForLogin())});
}

TEST(LastLogin, CountsAmongTheRejectionsOfARun) {
  Policy policy = AskedForLogin();
  policy.protocols = {Protocol::kPox};
  policy.sources = {Source::kLastGood, Source::kRootDomain};
  policy.rejected_passwords_max = 1;
  (void)Play({.lines = {{kLastBasic, AsksForBasic()}, {kRoot, AsksForBasic()}},
              .outcome = "failed authentication_failed",
              .policy = policy});
}

// Fails if a challenge for something stronger leads back to Basic.
TEST(LastLogin, IsNotRepeatedBesideWhatTheServerWantsToday) {
  (void)Play({.lines = {{kLastBasic, Asks({"NTLM"})},
                        {StrCat(kLastPost, " ntlm"), Asks({"NTLM", "Basic"})},
                        {kRoot, NotThere()}},
              .outcome = "failed authentication_failed",
              .policy = [] {
                Policy policy = AskedForLogin();
                policy.protocols = {Protocol::kPox};
                policy.sources = {Source::kLastGood, Source::kRootDomain};
                return policy;
              }()});
}

// Fails if a login goes out while another is under way, or ahead of its turn.
TEST(LastLogin, WaitsForItsTurn) {
  (void)Play(
      {.lines = {{kRoot, NotThere()}, {kLastBasic, Ok(PoxSettings(kEws))}},
       .outcome = std::string(kFoundEws),
       .policy = AfterTheRoot(AskedForLogin())});
}

}  // namespace
}  // namespace autodiscover::core::testing
