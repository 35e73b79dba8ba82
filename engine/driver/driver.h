// SPDX-License-Identifier: Apache-2.0
//
// Runs the state machine: does what it asks, tells it what came of it.

#ifndef AUTODISCOVER_DRIVER_DRIVER_H_
#define AUTODISCOVER_DRIVER_DRIVER_H_

#include <variant>

#include "autodiscover/client.h"
#include "autodiscover/outcome.h"

#include "core/discovery.h"
#include "driver/action_runner.h"
#include "driver/clock.h"

namespace autodiscover::driver {

// Takes the steps that `discovery` has now. Gives when it wants to be asked
// again at the latest, or its end.
[[nodiscard]] std::variant<core::Timestamp, Outcome> TakeSteps(
    core::Discovery& discovery, ActionRunner& runner, const Clock& clock);

// Runs `discovery` to its end, or until `cancellation`.
[[nodiscard]] Outcome RunDiscovery(core::Discovery& discovery,
                                   ActionRunner& runner, const Clock& clock,
                                   const Cancellation& cancellation);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_DRIVER_H_
