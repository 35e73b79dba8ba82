// SPDX-License-Identifier: Apache-2.0
//
// When a bearer token may be sent, and what is said when there is none.

#include <algorithm>

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/test_bodies.h"
#include "core/discovery.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxSettings;

constexpr std::string_view kBearer =
    "Bearer client_id=\"7\", realm=\"corp\", "
    "authorization_uri=\"https://evil.test/corp.test/oauth2/authorize\"";

Policy TokenFor(std::vector<std::string> hosts) {
  Policy policy = Only(Source::kRootDomain);
  policy.token_hosts = std::move(hosts);
  return policy;
}

Script AtRoot(std::string name, Report challenge, std::string_view scheme,
              Policy policy, Means means) {
  Script script{.name = std::move(name),
                .lines = {{kRoot, std::move(challenge)}},
                .outcome = scheme.empty() ? "failed authentication_failed"
                                          : std::string(kFoundEws),
                .policy = std::move(policy),
                .means = means};
  if (!scheme.empty()) {
    script.lines.push_back({StrCat(kRoot, " ", scheme), Ok(PoxSettings(kEws))});
  }
  return script;
}

constexpr Means kBoth = {.password = true, .token = true};

class Bearer : public ::testing::TestWithParam<Script> {};
TEST_P(Bearer, Plays) { Play(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Tokens, Bearer,
    ::testing::Values(
        AtRoot("ToItsAudience", Asks({kBearer}), "bearer",
               TokenFor({"corp.test"}), {.token = true}),
        AtRoot("BeforeEverythingElse", Asks({"NTLM", kBearer}), "bearer",
               TokenFor({"corp.test"}), kBoth),
        // Fails if a token goes to the user's own domain by default (AUTH-13).
        AtRoot("NotToOthers", Asks({kBearer}), "", Only(Source::kRootDomain),
               kBoth),
        AtRoot("NotToLabelsBelow", Asks({kBearer}), "", TokenFor({"test"}),
               kBoth),
        AtRoot("NotWithoutOne", Asks({kBearer}), "", TokenFor({"corp.test"}),
               {.password = true}),
        // Fails if the password stands in for a token (AUTH-04).
        AtRoot("BasicIsNoSubstitute", Asks({kBearer, "Basic"}), "",
               Only(Source::kRootDomain), kBoth),
        AtRoot("BasicWhereNoTokenIsMeant", Asks({kBearer, "Basic"}), "basic",
               Only(Source::kRootDomain), {.password = true})),
    [](const auto& test) { return test.param.name; });

// AUTH-12: as data, and no request to the server's address.
TEST(BearerChallenge, IsGivenToTheCaller) {
  const Outcome outcome = Play(
      AtRoot("Data", Asks({kBearer}), "", Only(Source::kRootDomain), Means{}));
  ASSERT_TRUE(outcome.attempts.front().bearer);
  EXPECT_EQ(*outcome.attempts.front().bearer,
            (BearerChallenge{.host = "corp.test",
                             .authorization_uri =
                                 "https://evil.test/corp.test/oauth2/authorize",
                             .tenant = "corp.test",
                             .client_id = "7",
                             .realm = "corp"}));
}

// AUTH-14.
TEST(BearerToken, ComesWithTheMailbox) {
  Discovery discovery("ann@corp.test", kBoth, TokenFor({"corp.test"}), 1, {});
  auto start = std::get<Start>(discovery.Poll({}));
  const auto anchors = [&start] {
    return std::ranges::count(std::get<SendHttp>(start.action).headers,
                              std::pair<std::string, std::string>(
                                  "X-AnchorMailbox", "ann@corp.test"));
  };
  EXPECT_EQ(anchors(), 0);
  discovery.Tell(start.id, Asks({kBearer}), {});
  start = std::get<Start>(discovery.Poll({}));
  EXPECT_EQ(anchors(), 1);
}

}  // namespace
}  // namespace autodiscover::core::testing
