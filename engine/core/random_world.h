// SPDX-License-Identifier: Apache-2.0
//
// Worlds made by lot that try to lead the engine astray.

#ifndef AUTODISCOVER_CORE_RANDOM_WORLD_H_
#define AUTODISCOVER_CORE_RANDOM_WORLD_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "autodiscover/policy.h"

#include "base/url.h"
#include "core/simulation.h"
#include "core/step.h"

namespace autodiscover::core::testing {

class RandomLot;

// What a question gets depends on the seed and on the question alone, never on
// what was asked before: so the same world can be played in several orders.
// Protected servers and directories name hosts inside corp.test only; plain
// HTTP, SRV, V2 and directories without TLS name others too, and so may the
// endpoint of last time, unless it is trusted. So a request to evil.test is a
// request that a rule refuses.
class RandomWorld {
 public:
  explicit RandomWorld(std::uint32_t seed);

  // That goes with the world.
  [[nodiscard]] const Policy& policy() const { return policy_; }
  [[nodiscard]] bool HasCredentials() const;

  // `order` decides how long each answer takes.
  Arrival Answer(const Action& action, std::uint32_t order);

  // The questions so far, each with its answer in a word.
  [[nodiscard]] const std::map<std::string, std::string>& asked() const {
    return asked_;
  }
  // From now on nothing is to be had by this question.
  void Silence(const std::string& question) { silenced_.insert(question); }

 private:
  static Policy SomePolicy(std::uint32_t seed);
  static KnownEndpoint SomeLastGood(RandomLot& lot);
  [[nodiscard]] Report AnswerTo(const Action& action) const;
  static Report SomeRecords(RandomLot& lot);
  static DirectoryEntry SomeEntry(RandomLot& lot, bool is_protected);
  [[nodiscard]] Report FromDirectory(RandomLot& lot,
                                     const SearchDirectory& search) const;
  static Report OverTls(RandomLot& lot, const Url& url);
  static Report InV2(RandomLot& lot, const Url& url);

  std::uint32_t seed_;
  Policy policy_;
  std::map<std::string, std::string> asked_;
  std::set<std::string> silenced_;
};

}  // namespace autodiscover::core::testing

#endif  // AUTODISCOVER_CORE_RANDOM_WORLD_H_
