// SPDX-License-Identifier: Apache-2.0
//
// Worlds made by lot, and what must hold in every one of them: the run ends,
// and no password or address goes where the rules refuse it.

#include <array>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "base/strings.h"
#include "base/url.h"
#include "codec/test_bodies.h"
#include "core/discovery.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxError;
using codec::testing::PoxRedirectAddress;
using codec::testing::PoxRedirectUrl;
using codec::testing::PoxSettings;
using codec::testing::SoapSettings;
using codec::testing::SoapUserError;

// Protected servers of this world stay inside corp.test; only plain HTTP and
// SRV name others. So a request to evil.test is a request that a rule refuses.
class World {
 public:
  explicit World(std::uint32_t seed) : random_(seed) {}

  std::uint32_t Below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(random_()) % bound;
  }
  bool Chance(std::uint32_t percent) { return Below(100) < percent; }

  Report Answer(const Action& action) {
    if (std::holds_alternative<LookupSrv>(action)) {
      return Chance(60) ? SomeRecords() : NoRecords();
    }
    const auto& send = std::get<SendHttp>(action);
    return send.url.starts_with("http:") ? AnyRedirect() : Protected();
  }

 private:
  std::string InsideHost() {
    constexpr std::array kHosts = {"corp.test", "mail.corp.test",
                                   "autodiscover.corp.test", "x.corp.test"};
    return kHosts.at(Below(kHosts.size()));
  }
  std::string AnyHost() {
    constexpr std::array kHosts = {"evil.test", "corp.test.evil.test",
                                   "evilcorp.test", "hoster.test"};
    return Chance(50) ? InsideHost() : kHosts.at(Below(kHosts.size()));
  }
  std::string UrlAt(const std::string& host) {
    const std::string_view scheme = Chance(85) ? "https://" : "http://";
    return StrCat(scheme, Chance(10) ? "corp.test@" : "", host,
                  Chance(15) ? ":8443" : "", "/p", Below(30), ".xml");
  }
  Report SomeRecords() {
    std::vector<SrvRecord> records(Below(12));
    for (SrvRecord& record : records) {
      record = {.priority = static_cast<std::uint16_t>(Below(3)),
                .weight = static_cast<std::uint16_t>(Below(3)),
                .port = Chance(80) ? std::uint16_t{443} : std::uint16_t{80},
                .target = AnyHost()};
    }
    return Records(std::move(records));
  }
  Report AnyRedirect() {
    return Chance(70) ? MovesTo(UrlAt(AnyHost())) : Says(200);
  }
  Report Protected() {
    switch (Below(12)) {
      case 0:
        return Ok(Chance(30) ? PoxSettings(kEws) : "");
      case 1:
        return Ok(Chance(30) ? SoapSettings(kEws) : "");
      case 2:
        return Ok(PoxRedirectUrl(UrlAt(InsideHost())));
      case 3:
        return Ok(SoapUserError("RedirectUrl", UrlAt(InsideHost())));
      case 4:
        return Ok(
            PoxRedirectAddress(StrCat("a", Below(20), "@", InsideHost())));
      case 5:
        return Ok(PoxError("500", "no"));
      case 6:
        return BadCertificate();
      case 7:
        return Asks({Chance(50) ? "Negotiate" : "Negotiate, NTLM, Basic",
                     Chance(50) ? "Digest nonce=n, qop=auth" : "Nego2"});
      case 8:
        return MovesTo(UrlAt(InsideHost()));
      default:
        return AsksForBasic();
    }
  }

  std::mt19937 random_;
};

// What the wire shows, checked step by step.
class Watcher {
 public:
  explicit Watcher(const Policy& policy) : policy_(policy) {}

  void See(const Action& action, const Report& report) {
    if (const auto* send = std::get_if<SendHttp>(&action)) {
      SeeRequest(*send, report);
    }
  }

 private:
  void SeeRequest(const SendHttp& send, const Report& report) {
    const Url url = *ParseUrl(send.url);
    EXPECT_EQ(url.ToString(), send.url);
    if (!url.IsHttps()) {
      EXPECT_TRUE(IsBare(send)) << send.url;
      return;
    }
    EXPECT_TRUE(MayBeAsked(url.host)) << send.url;
    const auto* answer = std::get_if<HttpAnswer>(&report);
    const bool challenged = answer != nullptr && answer->status == 401;
    const std::string asked = StrCat(send.url, " ", send.body);
    if (!send.login) {
      EXPECT_TRUE(asked_.insert(asked).second) << "asked twice: " << asked;
      last_challenge_ = challenged ? asked : "";
      return;
    }
    SeeScheme(send.login->scheme);
    SeePassword(asked, url.host, challenged);
  }

  void SeeScheme(AuthScheme scheme) {
    EXPECT_TRUE(policy_.auth_schemes.contains(scheme));
    EXPECT_GE(scheme, strongest_) << "a downgrade";
    strongest_ = scheme;
  }

  void SeePassword(const std::string& asked, const std::string& host,
                   bool rejected) {
    EXPECT_EQ(asked, last_challenge_) << "a password that nobody asked for";
    if (rejected) {
      EXPECT_TRUE(rejected_by_.insert(host).second);
    }
    EXPECT_LE(rejected_by_.size(), 3U);
  }

  static bool IsBare(const SendHttp& send) {
    return send.method == "GET" && send.body.empty() && send.headers.empty() &&
           !send.login;
  }
  static bool MayBeAsked(std::string_view host) {
    return host == "hoster.test" || host == "corp.test" ||
           host.ends_with(".corp.test");
  }

  const Policy& policy_;
  std::string last_challenge_;
  AuthScheme strongest_ = AuthScheme::kBasic;
  std::set<std::string> asked_;
  std::set<std::string> rejected_by_;
};

Policy SomePolicy(World& world) {
  Policy policy = Consents({"hoster.test"});
  std::erase_if(policy.auth_schemes,
                [&world](AuthScheme) { return world.Chance(20); });
  if (world.Chance(50)) {
    policy.protocols = {Protocol::kSoap, Protocol::kPox};
  }
  return policy;
}

struct Played {
  Outcome outcome;
  std::string end;
};

// More than any run of these worlds can take.
constexpr int kPollsMax = 1000;

Played PlayWorld(std::uint32_t seed) {
  World world(seed);
  const Policy policy = SomePolicy(world);
  Watcher watcher(policy);
  Timestamp now{};
  Discovery discovery("ann@corp.test", Means{.password = world.Chance(90)},
                      policy, seed, now);
  for (int poll = 0; poll < kPollsMax; ++poll) {
    const Step step = discovery.Poll(now);
    if (const auto* start = std::get_if<Start>(&step)) {
      const Report report = world.Answer(start->action);
      watcher.See(start->action, report);
      now += std::chrono::milliseconds(world.Below(900));
      discovery.Tell(start->id, report, now);
    } else if (const auto* finished = std::get_if<Finished>(&step)) {
      EXPECT_LE(now - Timestamp{}, policy.run_limit + std::chrono::seconds(1));
      return {.outcome = finished->outcome, .end = ToString(step)};
    }
  }
  return {.end = "no end"};
}

TEST(RandomWorld, NeverBreaksARule) {
  for (std::uint32_t seed = 0; seed < 1500 && !HasFailure(); ++seed) {
    SCOPED_TRACE(StrCat("seed ", seed));
    const Played played = PlayWorld(seed);
    EXPECT_NE(played.outcome.settings.has_value(),
              played.outcome.error.has_value())
        << played.end;
  }
}

// Fails if the worlds are so poor that the test above proves nothing.
TEST(RandomWorld, HasAllKindsOfEnds) {
  std::set<std::string> ends;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    ends.insert(PlayWorld(seed).end);
  }
  EXPECT_TRUE(ends.contains(std::string(kFoundEws)));
  EXPECT_TRUE(ends.contains("failed authentication_failed"));
  EXPECT_TRUE(ends.contains("failed refused_by_policy"));
  EXPECT_GE(ends.size(), 4U);
}

}  // namespace
}  // namespace autodiscover::core::testing
