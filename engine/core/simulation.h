// SPDX-License-Identifier: Apache-2.0
//
// Plays a discovery in simulated time, with as many steps at once as it asks
// for: no thread, no clock, the same events in the same order every time.

#ifndef AUTODISCOVER_CORE_SIMULATION_H_
#define AUTODISCOVER_CORE_SIMULATION_H_

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "core/discovery.h"
#include "core/step.h"

namespace autodiscover::core::testing {

// What comes of an action, and how long after its start.
struct Arrival {
  Report report;
  std::chrono::milliseconds after{0};
};

struct Simulation {
  // The world: asked once for each Start.
  std::function<Arrival(const Action&, Timestamp now)> answer;
  // Hears of everything, in order. May be empty.
  std::function<void(const Action&, Timestamp now)> on_start = {};
  std::function<void(const Action&, const Report&, Timestamp now)> on_report =
      {};
};

struct Simulated {
  Outcome outcome;
  std::string end;  // As ToString(Step); "no end" after too many steps.
  std::chrono::milliseconds elapsed{0};
  std::vector<std::string> starts;  // As ToString(Action).
};

// From Timestamp 0 to the end. What arrives at the same time arrives in the
// order of starting.
Simulated Simulate(Discovery discovery, const Simulation& simulation);

}  // namespace autodiscover::core::testing

#endif  // AUTODISCOVER_CORE_SIMULATION_H_
