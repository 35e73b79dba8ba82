// SPDX-License-Identifier: Apache-2.0

#include "driver/driver.h"

#include <utility>
#include <variant>

namespace autodiscover::driver {

std::variant<core::Timestamp, Outcome> TakeSteps(core::Discovery& discovery,
                                                 ActionRunner& runner,
                                                 const Clock& clock) {
  for (;;) {
    core::Step step = discovery.Poll(clock.Now());
    if (auto* finished = std::get_if<core::Finished>(&step)) {
      return std::move(finished->outcome);
    }
    if (const auto* start = std::get_if<core::Start>(&step)) {
      runner.Start(start->id, start->action);
    } else if (const auto* cancel = std::get_if<core::Cancel>(&step)) {
      runner.Cancel(cancel->id);
    } else if (const auto* wait = std::get_if<core::Wait>(&step)) {
      return wait->deadline;
    }
  }
}

Outcome RunDiscovery(core::Discovery& discovery, ActionRunner& runner,
                     const Clock& clock, const Cancellation& cancellation) {
  bool stopped = false;
  for (;;) {
    if (!stopped && cancellation.cancelled()) {
      discovery.Stop(clock.Now());
      stopped = true;
    }
    auto taken = TakeSteps(discovery, runner, clock);
    if (auto* outcome = std::get_if<Outcome>(&taken)) {
      return std::move(*outcome);
    }
    const core::Timestamp deadline = std::get<core::Timestamp>(taken);
    for (const Ended& ended : runner.WaitUntil(deadline)) {
      discovery.Tell(ended.id, ended.report, clock.Now());
    }
  }
}

}  // namespace autodiscover::driver
