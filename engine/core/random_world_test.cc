// SPDX-License-Identifier: Apache-2.0
//
// Random worlds, each played in several orders of events: the run ends within
// its limits, no secret and no address goes where the rules refuse it, and the
// answer is the same in every order. AUTODISCOVER_RANDOM_WORLDS in the
// environment is the number of worlds, AUTODISCOVER_RANDOM_FIRST the first.

#include "core/random_world.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include <gtest/gtest.h>

#include "core/random_play.h"

namespace autodiscover::core::testing {
namespace {

// Some seconds without optimisation.
constexpr std::uint32_t kWorldsByDefault = 1000;

std::uint32_t FromEnvironment(const char* name, std::uint32_t standard) {
  const char* text = std::getenv(name);
  return text == nullptr
             ? standard
             : static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10));
}

TEST(RandomWorld, KeepsEveryRuleInEveryOrder) {
  const std::uint32_t first = FromEnvironment("AUTODISCOVER_RANDOM_FIRST", 0);
  const std::uint32_t count =
      FromEnvironment("AUTODISCOVER_RANDOM_WORLDS", kWorldsByDefault);
  for (std::uint32_t seed = first; seed - first < count; ++seed) {
    RandomWorld world(seed);
    if (!Complaint(world, Unchanged).empty()) {
      FAIL() << Minimal(seed, Unchanged);
    }
  }
}

// Fails if the worlds are so poor that the test above proves nothing.
TEST(RandomWorld, HasAllKindsOfEnds) {
  std::set<std::string> ends;
  int ahead = 0;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    RandomWorld world(seed);
    const Judged judged = PlayAndWatch(world, world.policy(), {});
    EXPECT_GE(judged.run.outcome.deciding, 0) << judged.run.end;
    ends.insert(judged.run.end.substr(0, judged.run.end.find("https")));
    for (const Attempt& attempt : judged.run.outcome.attempts) {
      ahead += attempt.ahead_of_turn ? 1 : 0;
      EXPECT_EQ(attempt.failure.has_value(), attempt.mender.has_value())
          << attempt.action << ": " << attempt.reason;
    }
  }
  EXPECT_TRUE(ends.contains("found "));
  EXPECT_TRUE(ends.contains("failed authentication_failed"));
  EXPECT_TRUE(ends.contains("failed refused_by_policy"));
  EXPECT_GE(ends.size(), 4U);
  EXPECT_GT(ahead, 300);
}

// A policy with one rule taken out, and what the watcher has to say then.
struct Mutant {
  std::string name;
  Change change;
  std::string complaint;
};
void PrintTo(const Mutant& mutant, std::ostream* out) { *out << mutant.name; }

class RandomWorldMutant : public ::testing::TestWithParam<Mutant> {};

// Fails if the watcher is blind to a rule.
TEST_P(RandomWorldMutant, IsCaught) {
  const Mutant& mutant = GetParam();
  for (std::uint32_t seed = 0; seed < 2000; ++seed) {
    RandomWorld world(seed);
    if (Complaint(world, mutant.change).starts_with(mutant.complaint)) {
      return;
    }
  }
  ADD_FAILURE() << "no world shows: " << mutant.complaint;
}

std::string NameOf(const ::testing::TestParamInfo<Mutant>& info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, RandomWorldMutant,
    ::testing::Values(
        Mutant{"ConsentForEverything",
               [](Policy& policy) { policy.consented_hosts = {".test"}; },
               "a host that needs consent is asked"},
        Mutant{"LastTimeForgetsItsTrust",
               [](Policy& policy) {
                 if (policy.last_good) {
                   policy.last_good->trust = TrustPath::kTls;
                 }
               },
               "a host that needs consent is asked"},
        Mutant{"EverybodyAskedForBasicLastTime",
               [](Policy& policy) {
                 if (policy.last_good) {
                   policy.last_good->login = AuthScheme::kBasic;
                 }
               },
               "a secret nobody asked for"},
        Mutant{"LastTimeComesLast",
               [](Policy& policy) {
                 std::rotate(policy.sources.begin(), policy.sources.begin() + 1,
                             policy.sources.end());
               },
               "somebody goes ahead of the endpoint of last time"},
        Mutant{"V2MayNameEveryHost",
               [](Policy& policy) { policy.v2_known_hosts = {".test"}; },
               "a service that needs consent"},
        Mutant{"LoginAtEveryDirectory",
               [](Policy& policy) { policy.directory.login = true; },
               "a login that the caller does not want"},
        Mutant{"PointersWithoutEnd",
               [](Policy& policy) { policy.directory_hops_max = 100; },
               "too many directories"},
        Mutant{
            "EveryScheme",
            [](Policy& policy) { policy.auth_schemes = Policy().auth_schemes; },
            "a scheme that is not allowed"},
        Mutant{"PasswordsWithoutEnd",
               [](Policy& policy) { policy.rejected_passwords_max = 100; },
               "too many secrets"},
        Mutant{"RedirectsWithoutEnd",
               [](Policy& policy) { policy.redirects_max = 100; },
               "too many redirects"},
        Mutant{"NoPatience",
               [](Policy& policy) {
                 policy.speculation.grace = std::chrono::milliseconds(1);
               },
               "a secret although a better candidate may still answer"},
        Mutant{"PatienceOfAnAnswer",
               [](Policy& policy) {
                 policy.speculation.grace = std::chrono::milliseconds(500);
               },
               "the order decides"},
        Mutant{"NoLimits",
               [](Policy& policy) {
                 policy.run_limit = std::chrono::hours(48);
                 policy.connect_limit = std::chrono::hours(2);
                 policy.exchange_limit = std::chrono::hours(2);
               },
               "it does not end within its limits"}),
    NameOf);

}  // namespace
}  // namespace autodiscover::core::testing
