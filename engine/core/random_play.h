// SPDX-License-Identifier: Apache-2.0
//
// Plays random worlds, complains of them, and finds the least world that still
// gives reason to complain.

#ifndef AUTODISCOVER_CORE_RANDOM_PLAY_H_
#define AUTODISCOVER_CORE_RANDOM_PLAY_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "autodiscover/policy.h"

#include "core/random_world.h"
#include "core/simulation.h"

namespace autodiscover::core::testing {

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

// Takes a rule out of a policy, or leaves all in.
using Change = std::function<void(Policy&)>;
inline void Unchanged(Policy& /*policy*/) {}

// What is wrong with `world` under its policy after `change`, played in turn
// and in several orders of events; empty: nothing.
std::string Complaint(RandomWorld& world, const Change& change);

// The complaint about the world of `seed` with every answer taken away that the
// complaint does not need, and the answers that are left: a seed that fails
// becomes a scenario.
std::string Minimal(std::uint32_t seed, const Change& change);

}  // namespace autodiscover::core::testing

#endif  // AUTODISCOVER_CORE_RANDOM_PLAY_H_
