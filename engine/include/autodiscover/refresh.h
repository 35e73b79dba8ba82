// SPDX-License-Identifier: Apache-2.0
//
// When a result is to be looked for again although nobody asks (TIME-06).

#ifndef AUTODISCOVER_REFRESH_H_
#define AUTODISCOVER_REFRESH_H_

#include <chrono>
#include <cstdint>
#include <optional>

#include "autodiscover/outcome.h"

namespace autodiscover {

struct RefreshPlan {
  std::chrono::milliseconds after_success = std::chrono::hours(1);
  std::chrono::milliseconds after_failure = std::chrono::minutes(5);
  // Up to so much longer, by chance: whoever began together, after an outage
  // for example, does not come back together.
  int stagger_percent = 25;
};

// How long after `outcome` to look again; nothing: not before something has
// changed, for a password that was rejected is not to be sent every few
// minutes, and an address that is none stays none. `random` is any number.
[[nodiscard]] std::optional<std::chrono::milliseconds> RefreshAfter(
    const Outcome& outcome, const RefreshPlan& plan, std::uint64_t random);

}  // namespace autodiscover

#endif  // AUTODISCOVER_REFRESH_H_
