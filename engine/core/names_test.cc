// SPDX-License-Identifier: Apache-2.0
//
// The names of enumerators. JSON, the cache and the adapters' protocol hold
// them, so that a name that changes is a change of these formats.

#include <set>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "autodiscover/outcome.h"
#include "autodiscover/policy.h"

namespace autodiscover {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

// The names from the first enumerator on, and of the number behind the last.
template <typename Enum>
std::vector<std::string_view> NamesUpTo(Enum last) {
  std::vector<std::string_view> names;
  for (int number = 0; number <= static_cast<int>(last) + 1; ++number) {
    names.push_back(ToString(static_cast<Enum>(number)));
  }
  return names;
}

TEST(NamesTest, OfErrors) {
  EXPECT_THAT(NamesUpTo(ErrorCode::kCancelled),
              ElementsAre("invalid_address", "authentication_failed",
                          "refused_by_policy", "server_error", "tls_failed",
                          "not_found", "timed_out", "cancelled", "unknown"));
}

// Declared from strong to weak, which is what Weaker() compares.
TEST(NamesTest, OfTrust) {
  EXPECT_THAT(
      NamesUpTo(TrustPath::kPlainHttp),
      ElementsAre("tls", "v2", "directory", "srv", "plain_http", "unknown"));
}

TEST(NamesTest, OfMenders) {
  EXPECT_THAT(NamesUpTo(Mender::kClient),
              ElementsAre("dns", "network", "certificate", "web_server",
                          "exchange", "account", "client", "unknown"));
}

TEST(NamesTest, OfSources) {
  EXPECT_THAT(NamesUpTo(Source::kSrv),
              ElementsAre("given_endpoint", "last_good", "scp", "v2_host",
                          "root_domain", "autodiscover_host", "http_redirect",
                          "srv", "unknown"));
}

TEST(NamesTest, OfProtocols) {
  EXPECT_THAT(NamesUpTo(Protocol::kDomainSettings),
              ElementsAre("pox", "soap", "mobilesync", "v2", "domain_settings",
                          "unknown"));
}

TEST(NamesTest, OfServices) {
  EXPECT_THAT(NamesUpTo(Service::kActiveSync),
              ElementsAre("ews", "mapi", "activesync", "unknown"));
}

// Declared from weak to strong, which is what keeps from a downgrade.
TEST(NamesTest, OfSchemes) {
  EXPECT_THAT(
      NamesUpTo(AuthScheme::kBearer),
      ElementsAre("basic", "digest", "ntlm", "negotiate", "bearer", "unknown"));
}

// In the order in which an attempt goes through them.
TEST(NamesTest, OfStages) {
  EXPECT_THAT(NamesUpTo(Stage::kAnswer),
              ElementsAre("policy", "dns", "connect", "tls", "http", "parse",
                          "answer", "unknown"));
}

TEST(NamesTest, EveryMenderIsDescribed) {
  std::vector<std::string_view> words;
  for (const Mender mender :
       {Mender::kDns, Mender::kNetwork, Mender::kCertificate,
        Mender::kWebServer, Mender::kExchange, Mender::kAccount,
        Mender::kClient}) {
    words.push_back(Describe(mender));
  }
  EXPECT_THAT(words, Each(::testing::StartsWith("who ")));
  EXPECT_EQ(std::set<std::string_view>(words.begin(), words.end()).size(),
            words.size());
  EXPECT_EQ(Describe(static_cast<Mender>(99)), "");
}

}  // namespace
}  // namespace autodiscover
