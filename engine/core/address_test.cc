// SPDX-License-Identifier: Apache-2.0
//
// Which addresses a request may go to, and which ports (SEC-03, SEC-05).

#include <gtest/gtest.h>

#include "base/strings.h"
#include "core/discovery.h"
#include "core/scripted_run.h"
#include "core/target_guard.h"

namespace autodiscover::core::testing {
namespace {

Run MakeRun(Policy policy) {
  return {std::move(policy), *ParseEmailAddress("ann@corp.test"), Means{}, 1,
          Timestamp{}};
}

AddressKind Widest(PrivateTargets targets, std::string_view host,
                   bool derived) {
  Policy policy = Consents({"hoster.test"});
  policy.private_targets = targets;
  const Run run = MakeRun(policy);
  return WidestAddress(run, *ParseUrl(StrCat("https://", host, "/")), derived);
}

TEST(WidestAddress, FollowsThePolicy) {
  for (const char* host : {"corp.test", "hoster.test", "evil.test"}) {
    for (const bool derived : {false, true}) {
      EXPECT_EQ(Widest(PrivateTargets::kNever, host, derived),
                AddressKind::kPublic);
      EXPECT_EQ(Widest(PrivateTargets::kAlways, host, derived),
                AddressKind::kLocal);
    }
  }
}

// Fails if a redirect can lead into this machine or into a stranger's choice of
// a private network.
TEST(WidestAddress, KeepsToTheOwnDomain) {
  const auto widest = [](std::string_view host, bool derived) {
    return Widest(PrivateTargets::kOwnDomain, host, derived);
  };
  EXPECT_EQ(widest("corp.test", true), AddressKind::kLocal);
  EXPECT_EQ(widest("mail.corp.test", false), AddressKind::kPrivate);
  EXPECT_EQ(widest("hoster.test", false), AddressKind::kPrivate);
  EXPECT_EQ(widest("evil.test", false), AddressKind::kPublic);
}

std::optional<Ending> Check(std::string_view url, std::vector<std::string> ok,
                            Means means = {}) {
  core::Run run = MakeRun(Consents(std::move(ok)));
  run.means = means;
  return CheckTarget(run, *ParseUrl(url), TrustPath::kTls);
}

// Fails if a redirect can reach an odd port of a stranger (SEC-05).
TEST(OddPort, NeedsConsentOutsideTheDomain) {
  EXPECT_TRUE(Check("https://hoster.test:8443/", {}));
  EXPECT_FALSE(Check("https://hoster.test:8443/", {"hoster.test"}));
  EXPECT_FALSE(Check("https://hoster.test:8443/", {}, {.consent = true}));
  EXPECT_FALSE(Check("https://hoster.test/", {}));
  EXPECT_FALSE(Check("https://mail.corp.test:8443/", {}));
  EXPECT_TRUE(Check("https://mail.corp.test:25/", {}));
}

// RED-07: whole host, and who named it.
TEST(Question, NamesHostAndSource) {
  const core::Run run = MakeRun({});
  const auto question =
      ConsentFor(run, *ParseUrl("https://B\xC3\xBC.test/"), TrustPath::kSrv);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->mail_domain, "corp.test");
  EXPECT_EQ(question->host, "xn--b-eha.test");
  EXPECT_NE(question->reason.find("SRV"), std::string::npos);
  EXPECT_FALSE(ConsentFor(run, *ParseUrl("https://a.corp.test/"),
                          TrustPath::kPlainHttp));
}

// Fails if a caller that can be asked is not, or is asked for nothing.
TEST(Question, GoesWithTheFirstRequestToTheHost) {
  Discovery discovery("ann@corp.test", Means{.consent = true},
                      Only(Source::kHttpRedirect), 1, {});
  auto start = std::get<Start>(discovery.Poll({}));
  EXPECT_FALSE(std::get<SendHttp>(start.action).consent);
  discovery.Tell(start.id, MovesTo("https://hoster.test/a.xml"), {});
  start = std::get<Start>(discovery.Poll({}));
  const auto& send = std::get<SendHttp>(start.action);
  ASSERT_TRUE(send.consent);
  EXPECT_EQ(send.consent->host, "hoster.test");
  EXPECT_EQ(send.widest_address, AddressKind::kPublic);
  discovery.Tell(start.id,
                 TransportFailure{.stage = Stage::kPolicy,
                                  .refusal = ErrorCode::kRefusedByPolicy,
                                  .reason = "no"},
                 {});
  EXPECT_EQ(ToString(discovery.Poll({})), "failed refused_by_policy");
}

}  // namespace
}  // namespace autodiscover::core::testing
