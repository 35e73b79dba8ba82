// SPDX-License-Identifier: Apache-2.0

#include "autodiscover/refresh.h"

#include <algorithm>

namespace autodiscover {

using std::chrono::milliseconds;

std::optional<milliseconds> RefreshAfter(const Outcome& outcome,
                                         const RefreshPlan& plan,
                                         std::uint64_t random) {
  if (outcome.error) {
    switch (outcome.error->code) {
      case ErrorCode::kInvalidAddress:
      case ErrorCode::kAuthenticationFailed:
      case ErrorCode::kRefusedByPolicy:
      case ErrorCode::kCancelled:
        return std::nullopt;
      case ErrorCode::kServerError:
      case ErrorCode::kTlsFailed:
      case ErrorCode::kNotFound:
      case ErrorCode::kTimedOut:
        break;
    }
  }
  // Keeps the arithmetic of absurd plans from overflowing.
  constexpr milliseconds kMost = std::chrono::hours(24 * 365);
  constexpr int kHundred = 100;
  const milliseconds base =
      std::clamp(outcome.error ? plan.after_failure : plan.after_success,
                 milliseconds::zero(), kMost);
  const milliseconds spread =
      base * std::clamp(plan.stagger_percent, 0, kHundred) / kHundred;
  return base +
         milliseconds(random % static_cast<std::uint64_t>(spread.count() + 1));
}

}  // namespace autodiscover
