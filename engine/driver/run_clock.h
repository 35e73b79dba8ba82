// SPDX-License-Identifier: Apache-2.0
//
// The time of one run among many.

#ifndef AUTODISCOVER_DRIVER_RUN_CLOCK_H_
#define AUTODISCOVER_DRIVER_RUN_CLOCK_H_

#include <cassert>

#include "driver/clock.h"

namespace autodiscover::driver {

// As `base`, but it stands still while the run waits in a line behind others:
// that is our doing, and must not use up the run's limits.
class RunClock final : public Clock {
 public:
  // `base` must outlive it.
  explicit RunClock(Clock& base) : base_(base) {}

  [[nodiscard]] core::Timestamp Now() const override {
    return held() ? held_at_ : base_.Now() - lost_;
  }
  void LeaveOut(core::Timestamp::duration time) override {
    base_.LeaveOut(time);
  }

  // It stands still until Release was called as often as Hold.
  void Hold() {
    if (!held()) {
      held_at_ = Now();
    }
    ++holds_;
  }
  void Release() {
    assert(held());
    if (--holds_ == 0) {
      lost_ = base_.Now() - held_at_;
    }
  }
  [[nodiscard]] bool held() const { return holds_ > 0; }

  // When `base` shows what is `time` here, if this is not held again.
  [[nodiscard]] core::Timestamp InBase(core::Timestamp time) const {
    return time + lost_;
  }

 private:
  Clock& base_;
  core::Timestamp::duration lost_{0};
  core::Timestamp held_at_;
  int holds_ = 0;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_RUN_CLOCK_H_
