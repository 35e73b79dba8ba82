// SPDX-License-Identifier: Apache-2.0

#include "wire/stop_signal.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <ctime>

#include <poll.h>
#include <sys/eventfd.h>

namespace fake {
namespace {

using std::chrono::nanoseconds;
using Clock = std::chrono::steady_clock;

timespec ToTimespec(nanoseconds time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  return {.tv_sec = seconds.count(), .tv_nsec = (time - seconds).count()};
}

}  // namespace

StopSignal::StopSignal() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void StopSignal::Raise() {
  const std::uint64_t one = 1;
  // Can only fail when the counter is full, and then it is raised already.
  [[maybe_unused]] const auto written =
      ::write(event_.get(), &one, sizeof(one));
}

bool StopSignal::raised() const { return !Wait(nanoseconds(0)); }

bool StopSignal::Wait(nanoseconds time) const {
  const auto end = Clock::now() + time;
  for (;;) {
    pollfd waiter = {.fd = event_.get(), .events = POLLIN, .revents = 0};
    const auto left = std::max(nanoseconds(0), nanoseconds(end - Clock::now()));
    const timespec limit = ToTimespec(left);
    const int ready = ::ppoll(&waiter, 1, &limit, nullptr);
    if (ready >= 0 || errno != EINTR) {
      return ready == 0;
    }
  }
}

}  // namespace fake
