// SPDX-License-Identifier: Apache-2.0
//
// Tells a recorder what passed.

#ifndef AUTODISCOVER_DRIVER_OBSERVER_H_
#define AUTODISCOVER_DRIVER_OBSERVER_H_

#include <functional>
#include <map>

#include "autodiscover/observed.h"

#include "core/step.h"
#include "driver/action_runner.h"
#include "driver/clock.h"

namespace autodiscover::driver {

// Keeps nothing and does nothing where nobody is to be told. Not thread-safe.
class Observer {
 public:
  using Tell = std::function<void(const Observed&)>;

  // The run starts now. `clock` must outlive it.
  Observer(Tell tell, const Clock& clock);

  void Began(core::StepId id, const core::Action& action);
  // It is not heard of any more.
  void GaveUp(core::StepId id) { running_.erase(id); }
  void Finished(const Ended& ended);

 private:
  Tell tell_;
  const Clock& clock_;
  core::Timestamp run_start_;
  std::map<core::StepId, Observed> running_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_OBSERVER_H_
