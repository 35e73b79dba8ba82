// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::tools {
namespace {

using testing::ElementsAre;

TEST(MakeRequestTest, AllowsTheSchemesThatAreNamed) {
  EXPECT_EQ(MakeRequest({}).policy.auth_schemes, Policy{}.auth_schemes);
  EXPECT_THAT(
      MakeRequest({.auth_schemes = {"ntlm", "basic"}}).policy.auth_schemes,
      ElementsAre(AuthScheme::kBasic, AuthScheme::kNtlm));
  EXPECT_FALSE(MakeRequest({.allow_basic = false})
                   .policy.auth_schemes.contains(AuthScheme::kBasic));
}

TEST(MakeRequestTest, PassesOnWhomToTrust) {
  const Request request =
      MakeRequest({.token_hosts = {"a.test"},
                   .trusted_certificates = {"b.test=AB:C"},
                   .network = {.proxy = "http://p.test:3128"},
                   .allow_private = true});
  EXPECT_THAT(request.policy.token_hosts, ElementsAre("a.test"));
  ASSERT_EQ(request.network.certificate_exceptions.size(), 1U);
  EXPECT_EQ(request.network.certificate_exceptions[0].host, "b.test");
  EXPECT_EQ(request.network.certificate_exceptions[0].sha256, "AB:C");
  EXPECT_EQ(request.network.proxy, "http://p.test:3128");
  EXPECT_EQ(request.policy.private_targets, PrivateTargets::kAlways);
  EXPECT_EQ(MakeRequest({}).policy.private_targets, PrivateTargets::kOwnDomain);
}

TEST(MakeRequestTest, PassesOnWhoElseIsAskedAbout) {
  const Request request = MakeRequest(
      {.protocol = "domain", .users = {"bob@corp.test"}, .allow_suffix = true});
  EXPECT_THAT(request.policy.wanted.users, ElementsAre("bob@corp.test"));
  EXPECT_TRUE(request.policy.public_suffixes);
  EXPECT_FALSE(MakeRequest({}).policy.public_suffixes);
  EXPECT_THAT(request.policy.protocols, ElementsAre(Protocol::kDomainSettings));
}

// Fails if the tickets of the user are used without being asked for (AUTH-11).
TEST(MakeRequestTest, TurnsKerberosOn) {
  EXPECT_FALSE(MakeRequest({}).kerberos);
  EXPECT_EQ(MakeRequest({.kerberos = true}).kerberos->ticket_cache, "");
  const Request named =
      MakeRequest({.ticket_cache = "FILE:/cache", .ticket_hosts = {"a.test"}});
  EXPECT_EQ(named.kerberos->ticket_cache, "FILE:/cache");
  EXPECT_THAT(named.policy.ticket_hosts, ElementsAre("a.test"));
}

}  // namespace
}  // namespace autodiscover::tools
