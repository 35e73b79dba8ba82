// SPDX-License-Identifier: Apache-2.0
//
// Negotiate: who may be given a ticket, and what follows when there is none.

#include <string>

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/test_bodies.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxSettings;

constexpr Means kBoth{.password = true, .kerberos = true};

Report NoTicketFor(NoTicket kind) {
  return TransportFailure{.stage = Stage::kPolicy,
                          .refusal = ErrorCode::kAuthenticationFailed,
                          .no_ticket = kind,
                          .reason = "Ticket expired"};
}

std::string RootBy(std::string_view scheme) {
  return StrCat(kRoot, " ", scheme);
}

TEST(Kerberos, GoesBeforeNtlm) {
  const Outcome outcome =
      Play({.name = "Own",
            .lines = {{kRoot, Asks({"NTLM", "Negotiate", "Basic"})},
                      {RootBy("negotiate"), Ok(PoxSettings(kEws))}},
            .outcome = std::string(kFoundEws),
            .means = {.kerberos = true}});
  EXPECT_TRUE(outcome.attempts[1].secret_sent);
}

// Fails if a ticket follows where a server leads (AUTH-11).
TEST(Kerberos, DoesNotGoWhereARedirectLeads) {
  const std::string target = "POST https://mail.corp.test/";
  const Script script{.name = "Redirect",
                      .lines = {{kRoot, MovesTo("https://mail.corp.test/")},
                                {target, Asks({"Negotiate", "NTLM"})},
                                {target + " ntlm", Ok(PoxSettings(kEws))}},
                      .outcome = std::string(kFoundEws),
                      .means = kBoth};
  Play(script);
  Script listed = script;
  listed.policy.ticket_hosts = {"mail.corp.test"};
  listed.lines[2] = {target + " negotiate", Ok(PoxSettings(kEws))};
  Play(listed);
}

// Fails if what never went out counts as the strongest way so far (AUTH-04),
// or if a realm that has nothing to give is asked for each protocol.
TEST(Kerberos, GivesWayToAnotherSchemeWhenThereIsNoTicket) {
  Policy policy;
  policy.protocols = {Protocol::kSoap, Protocol::kPox};
  const std::string soap =
      "POST https://corp.test/autodiscover/autodiscover.svc";
  const Outcome outcome = Play(
      {.name = "NoTicket",
       .lines = {{soap, Asks({"Negotiate", "NTLM"})},
                 {soap + " negotiate", NoTicketFor(NoTicket::kUnavailable)},
                 {soap + " ntlm", NotThere()},
                 {kRoot, Asks({"Negotiate", "NTLM"})},
                 {RootBy("ntlm"), Ok(PoxSettings(kEws))}},
       .outcome = std::string(kFoundEws),
       .policy = policy,
       .means = kBoth});
  EXPECT_FALSE(outcome.attempts[1].secret_sent);
  EXPECT_NE(outcome.attempts[1].reason.find("Ticket expired"),
            std::string::npos);
}

TEST(Kerberos, FailsTheCandidateWhenThereIsNothingElse) {
  const Outcome outcome = Play(
      {.name = "Alone",
       .lines = {{kRoot, Asks({"Negotiate"})},
                 {RootBy("negotiate"), NoTicketFor(NoTicket::kUnavailable)}},
       .outcome = "failed authentication_failed",
       .policy = Only(Source::kRootDomain),
       .means = {.kerberos = true}});
  EXPECT_NE(outcome.error->message.find("no Kerberos ticket"),
            std::string::npos)
      << outcome.error->message;
}

// ---- NTLM inside Negotiate, for who has no ticket.

std::string RootInside() { return RootBy("ntlm inside negotiate"); }

// Fails if NTLM is spoken inside Negotiate where it has its own name, which
// takes fewer round trips, or if a weaker way goes before it.
TEST(NtlmInsideNegotiate, IsForHostsThatDoNotOfferNtlmItself) {
  Play({.name = "Inside",
        .lines = {{kRoot,
                   Asks({"Negotiate", "Basic",
                         "Digest realm=\"a\", nonce=\"b\", qop=\"auth\""})},
                  {RootInside(), Ok(PoxSettings(kEws))}},
        .outcome = std::string(kFoundEws)});
  Play({.name = "ByName",
        .lines = {{kRoot, Asks({"Negotiate", "NTLM"})},
                  {RootBy("ntlm"), Ok(PoxSettings(kEws))}},
        .outcome = std::string(kFoundEws)});
}

TEST(NtlmInsideNegotiate, FollowsAMissingTicket) {
  Play({.name = "AfterKerberos",
        .lines = {{kRoot, Asks({"Negotiate", "Basic"})},
                  {RootBy("negotiate"), NoTicketFor(NoTicket::kUnavailable)},
                  {RootInside(), Ok(PoxSettings(kEws))}},
        .outcome = std::string(kFoundEws),
        .means = kBoth});
}

// Fails if it is tried again for each protocol, or if nothing follows it.
TEST(NtlmInsideNegotiate, GivesWayWhereItCannotBeSpoken) {
  Policy policy;
  policy.protocols = {Protocol::kSoap, Protocol::kPox};
  const std::string soap =
      "POST https://corp.test/autodiscover/autodiscover.svc";
  const Outcome outcome =
      Play({.name = "CannotBeSpoken",
            .lines = {{soap, Asks({"Negotiate", "Basic"})},
                      {soap + " ntlm inside negotiate",
                       NoTicketFor(NoTicket::kUnavailable)},
                      {soap + " basic", NotThere()},
                      {kRoot, Asks({"Negotiate", "Basic"})},
                      {RootBy("basic"), Ok(PoxSettings(kEws))}},
            .outcome = std::string(kFoundEws),
            .policy = policy});
  EXPECT_FALSE(outcome.attempts[1].secret_sent);
  EXPECT_NE(outcome.attempts[1].reason.find("cannot be spoken inside"),
            std::string::npos)
      << outcome.attempts[1].reason;
}

// Fails if the password may go in a way that the caller has forbidden: both
// names count.
TEST(NtlmInsideNegotiate, IsForbiddenWithEitherName) {
  for (const AuthScheme forbidden :
       {AuthScheme::kNtlm, AuthScheme::kNegotiate}) {
    Policy policy = Only(Source::kRootDomain);
    policy.auth_schemes.erase(forbidden);
    Play({.name = "Forbidden",
          .lines = {{kRoot, Asks({"Negotiate"})}},
          .outcome = "failed authentication_failed",
          .policy = policy});
  }
}

TEST(NtlmInsideNegotiate, CountsAsAPasswordThatWasRefused) {
  const Outcome outcome =
      Play({.name = "RefusedInside",
            .lines = {{kRoot, Asks({"Negotiate", "Basic"})},
                      {RootInside(), Asks({"Negotiate", "Basic"})}},
            .outcome = "failed authentication_failed",
            .policy = Only(Source::kRootDomain)});
  EXPECT_NE(outcome.attempts[1].reason.find("user name and password"),
            std::string::npos);
}

// Fails if a server that does not take the ticket is told of as one that does
// not take the password, which is not to blame.
TEST(Kerberos, SaysThatTheTicketWasNotTaken) {
  const Outcome outcome =
      Play({.name = "Refused",
            .lines = {{kRoot, Asks({"Negotiate"})},
                      {RootBy("negotiate"), Asks({"Negotiate"})}},
            .outcome = "failed authentication_failed",
            .policy = Only(Source::kRootDomain),
            .means = {.kerberos = true}});
  EXPECT_NE(outcome.attempts[1].reason.find("did not accept the Kerberos "
                                            "ticket"),
            std::string::npos)
      << outcome.attempts[1].reason;
  EXPECT_EQ(outcome.attempts[1].mender, Mender::kExchange);
  EXPECT_TRUE(outcome.attempts[1].secret_sent);
}

// Fails if a password that the KDC refused is tried again by NTLM (AUTH-07).
TEST(Kerberos, EndsWithAPasswordThatTheKdcRefuses) {
  Play({.name = "Wrong",
        .lines = {{kRoot, Asks({"Negotiate", "NTLM"})},
                  {RootBy("negotiate"),
                   NoTicketFor(NoTicket::kPasswordRejected)}},
        .outcome = "failed authentication_failed",
        .policy = Only(Source::kRootDomain),
        .means = kBoth});
}

}  // namespace
}  // namespace autodiscover::core::testing
