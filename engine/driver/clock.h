// SPDX-License-Identifier: Apache-2.0
//
// The time of a run.

#ifndef AUTODISCOVER_DRIVER_CLOCK_H_
#define AUTODISCOVER_DRIVER_CLOCK_H_

#include <chrono>

#include "core/step.h"
#include "driver/interface.h"

namespace autodiscover::driver {

class Clock : public Interface {
 public:
  [[nodiscard]] virtual core::Timestamp Now() const = 0;
  // `time` has passed that is not the run's.
  virtual void LeaveOut(core::Timestamp::duration time) = 0;
};

// Runs `ask` and leaves its time out: a person who thinks about a password does
// not use up the limits of the run.
template <typename Ask>
auto OutsideTheRun(Clock& clock, const Ask& ask) {
  const auto began = std::chrono::steady_clock::now();
  auto answer = ask();
  clock.LeaveOut(std::chrono::duration_cast<core::Timestamp::duration>(
      std::chrono::steady_clock::now() - began));
  return answer;
}

// The machine's steady clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] core::Timestamp Now() const override {
    return Read() - excluded_;
  }
  void LeaveOut(core::Timestamp::duration time) override { excluded_ += time; }

 private:
  static core::Timestamp Read() {
    return std::chrono::time_point_cast<core::Timestamp::duration>(
        std::chrono::steady_clock::now());
  }

  core::Timestamp::duration excluded_{0};
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CLOCK_H_
