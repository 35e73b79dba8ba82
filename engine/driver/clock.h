// SPDX-License-Identifier: Apache-2.0
//
// The time of one run.

#ifndef AUTODISCOVER_DRIVER_CLOCK_H_
#define AUTODISCOVER_DRIVER_CLOCK_H_

#include <chrono>

#include "core/step.h"
#include "driver/interface.h"

namespace autodiscover::driver {

class Clock : public Interface {
 public:
  [[nodiscard]] virtual core::Timestamp Now() const = 0;
};

// The machine's steady clock, less the time that a person was asked for a
// password: thinking does not use up the limits of the run.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] core::Timestamp Now() const override {
    return Read() - excluded_;
  }

  // Runs `ask` and leaves its time out of the run's.
  template <typename Ask>
  auto Exclude(const Ask& ask) {
    const core::Timestamp began = Read();
    auto answer = ask();
    excluded_ += Read() - began;
    return answer;
  }

 private:
  static core::Timestamp Read() {
    return std::chrono::time_point_cast<core::Timestamp::duration>(
        std::chrono::steady_clock::now());
  }

  core::Timestamp::duration excluded_{0};
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CLOCK_H_
