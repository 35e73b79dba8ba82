// SPDX-License-Identifier: Apache-2.0

#include "cache/remember.h"

#include <functional>
#include <set>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::cache {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const CacheTime kNow{seconds(1'000'000)};

Request Ann() {
  Request request;
  request.address = "Ann@Corp.Test";
  return request;
}

CacheKey KeyOfAnn() { return *CacheKeyFor(Ann()); }

Outcome Found(std::optional<int> ttl_hours = {}) {
  Outcome outcome;
  outcome.settings = Settings{};
  outcome.settings->protocols = {{.type = "EXPR", .ttl_hours = ttl_hours}};
  outcome.url = "https://a.test/";
  outcome.address = "ann@corp.test";
  return outcome;
}

seconds LifeOf(std::optional<int> ttl_hours) {
  const auto entry = EntryFor(Found(ttl_hours), KeyOfAnn(), {}, kNow);
  return entry ? entry->expires - entry->stored : seconds(0);
}

TEST(KeyTest, HoldsDomainAccountAndPolicy) {
  EXPECT_EQ(KeyOfAnn().domain, "corp.test");
  Request other = Ann();
  other.address = "bob@corp.test";
  EXPECT_NE(CacheKeyFor(other)->account, KeyOfAnn().account);
  other = Ann();
  other.username = "CORP\\ann";
  EXPECT_NE(CacheKeyFor(other)->account, KeyOfAnn().account);
  other.address = "nobody";
  EXPECT_EQ(CacheKeyFor(other), std::nullopt);
}

TEST(KeyTest, ChangesWithWhateverChangesTheResult) {
  const std::vector<std::function<void(Request&)>> changes = {
      [](Request& r) { r.policy.sources.pop_back(); },
      [](Request& r) { r.policy.endpoint = "https://h.test/"; },
      [](Request& r) { r.policy.wanted.settings = {"X"}; },
      [](Request& r) { r.policy.protocols = {Protocol::kSoap}; },
      [](Request& r) { r.policy.auth_schemes.erase(AuthScheme::kBasic); },
      [](Request& r) { r.policy.consented_hosts = {"h.test"}; },
      [](Request& r) { r.policy.private_targets = PrivateTargets::kNever; },
      [](Request& r) { r.policy.token_hosts = {"t.test"}; },
      [](Request& r) { r.policy.ticket_hosts = {"k.test"}; },
      [](Request& r) { r.policy.v2_hosts = {"v.test"}; },
      [](Request& r) { r.policy.v2_known_hosts.clear(); },
      [](Request& r) { r.policy.v2_form = V2Form::kPath; },
      [](Request& r) { r.policy.public_suffixes = true; },
      [](Request& r) { r.policy.directory.uri = "ldap://dc.test"; },
      [](Request& r) { r.policy.directory.base = "CN=x"; },
      [](Request& r) { r.policy.directory.site = "Main"; },
      [](Request& r) { r.policy.directory.login = true; },
      [](Request& r) { r.policy.speculation.on = false; },
      [](Request& r) { r.policy.speculation.grace *= 2; },
      [](Request& r) { r.policy.speculation.probes_max = 1; },
      [](Request& r) { r.policy.redirects_max = 1; },
      [](Request& r) { r.policy.srv_records_max = 1; },
      [](Request& r) { r.network.ca_file = "/ca"; },
      [](Request& r) { r.network.proxy = "http://p.test:1"; },
      [](Request& r) { r.network.name_servers = {"127.0.0.1"}; },
      [](Request& r) {
        r.network.certificate_exceptions = {{"h", "00"}};
      }};
  std::set<std::string> seen = {KeyOfAnn().policy};
  for (const auto& change : changes) {
    Request request = Ann();
    change(request);
    EXPECT_TRUE(seen.insert(CacheKeyFor(request)->policy).second);
  }
}

TEST(EntryTest, LivesAsLongAsTheServerSaysWithinBounds) {
  EXPECT_EQ(LifeOf(std::nullopt), hours(24));
  EXPECT_EQ(LifeOf(5), hours(5));
  EXPECT_EQ(LifeOf(100'000), hours(24 * 7));
  EXPECT_EQ(LifeOf(0), hours(24 * 7));
  EXPECT_EQ(LifeOf(-3), hours(24));
  Outcome outcome = Found(9);
  outcome.settings->protocols.push_back({.type = "EXCH", .ttl_hours = 2});
  EXPECT_EQ(EntryFor(outcome, KeyOfAnn(), {}, kNow)->expires, kNow + hours(2));
}

TEST(EntryTest, IsNotMadeOfAResultForAnotherAddress) {
  Outcome outcome = Found();
  outcome.address = "ann@cloud.test";
  EXPECT_EQ(EntryFor(outcome, KeyOfAnn(), {}, kNow), std::nullopt);
}

TEST(EntryTest, IsMadeForOtherLoginNamesToo) {
  Request request = Ann();
  request.username = "CORP\\ann";
  EXPECT_NE(EntryFor(Found(), *CacheKeyFor(request), {}, kNow), std::nullopt);
}

TEST(EntryTest, IsNotMadeOfErrorsButForNothingAnywhere) {
  for (const ErrorCode code :
       {ErrorCode::kInvalidAddress, ErrorCode::kAuthenticationFailed,
        ErrorCode::kRefusedByPolicy, ErrorCode::kServerError,
        ErrorCode::kTlsFailed, ErrorCode::kTimedOut, ErrorCode::kCancelled}) {
    Outcome outcome;
    outcome.error = Error{.code = code};
    EXPECT_EQ(EntryFor(outcome, KeyOfAnn(), {}, kNow), std::nullopt);
  }
  Outcome nothing;
  nothing.error = Error{.code = ErrorCode::kNotFound};
  const auto entry = EntryFor(nothing, KeyOfAnn(), {}, kNow);
  ASSERT_NE(entry, std::nullopt);
  EXPECT_EQ(entry->url, "");
  EXPECT_EQ(entry->expires, kNow + seconds(60));
  EXPECT_EQ(EntryFor(nothing, KeyOfAnn(), {.negative = seconds(0)}, kNow),
            std::nullopt);
}

}  // namespace
}  // namespace autodiscover::cache
