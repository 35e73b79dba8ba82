// SPDX-License-Identifier: Apache-2.0
//
// Worlds made by lot that try to lead the engine astray, and what must hold in
// every one of them.

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

// What a question gets depends on the seed and on the question alone, never on
// what was asked before: so the same world can be played in several orders.
// Protected servers name hosts inside corp.test only; plain HTTP and SRV name
// others too. So a request to evil.test is a request that a rule refuses.
class RandomWorld {
 public:
  explicit RandomWorld(std::uint32_t seed) : seed_(seed) {}

  // The policy that goes with the world.
  [[nodiscard]] Policy SomePolicy() const;
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
  class Lot;
  [[nodiscard]] Report AnswerTo(const Action& action) const;
  static Report SomeRecords(Lot& lot);
  static Report OverTls(Lot& lot, const Url& url);

  std::uint32_t seed_;
  std::map<std::string, std::string> asked_;
  std::set<std::string> silenced_;
};

// One way to play a world.
struct Way {
  std::uint32_t order = 0;
  bool in_turn = false;  // One candidate after the other.
};

struct Judged {
  Simulated run;
  std::vector<std::string> broken;  // Rules, with what broke them.
  std::string answer;               // What a caller can rest on.
};

// Plays `world` under `policy` and watches. The rules that are watched are
// those of the world's own policy: a `policy` without one of them gets caught.
Judged PlayAndWatch(RandomWorld& world, Policy policy, Way way);

}  // namespace autodiscover::core::testing

#endif  // AUTODISCOVER_CORE_RANDOM_WORLD_H_
