// SPDX-License-Identifier: Apache-2.0
//
// The seam between the driver's loop and the network.

#ifndef AUTODISCOVER_DRIVER_ACTION_RUNNER_H_
#define AUTODISCOVER_DRIVER_ACTION_RUNNER_H_

#include <vector>

#include "core/step.h"
#include "driver/interface.h"

namespace autodiscover::driver {

// How one started action ended.
struct Ended {
  core::StepId id;
  core::Report report;
};

// Carries out the actions that the core asks for.
class ActionRunner : public Interface {
 public:
  // Begins `action`. Its end is given by a later WaitUntil, exactly once.
  virtual void Start(core::StepId id, const core::Action& action) = 0;

  // Gives up `id`: nothing more is heard of it.
  virtual void Cancel(core::StepId id) = 0;

  // Waits until something has ended, `deadline` has come or the caller has
  // cancelled the run. Returns what has ended, in that order.
  [[nodiscard]] virtual std::vector<Ended> WaitUntil(
      core::Timestamp deadline) = 0;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_ACTION_RUNNER_H_
