// SPDX-License-Identifier: Apache-2.0

#include "sandbox/supervision.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <optional>

#include <poll.h>
#include <unistd.h>

#include "sandbox/command.h"
#include "sandbox/exit_code.h"

namespace fake {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Time for a client to close what it has open.
constexpr milliseconds kGrace{2000};

// What poll(2) takes: -1 waits for ever, and part of a millisecond is one.
int TimeoutUntil(const std::optional<Clock::time_point>& deadline) {
  if (!deadline) {
    return -1;
  }
  const auto left = std::chrono::ceil<milliseconds>(*deadline - Clock::now());
  constexpr milliseconds kLongest{1'000'000'000};
  return static_cast<int>(std::clamp(left, milliseconds{0}, kLongest).count());
}

class Supervisor {
 public:
  Supervisor(const Command& command, int control_fd,
             std::optional<milliseconds> time_limit)
      : command_(command), control_fd_(control_fd) {
    if (time_limit) {
      limit_ = Clock::now() + *time_limit;
    }
  }

  Ending Run() {
    while (!Ended()) {
    }
    const Ending ending = command_.Wait();
    if (out_of_time_) {
      return {.exit_code = kExitTimeLimit, .signal = ending.signal};
    }
    return ending;
  }

 private:
  [[nodiscard]] std::optional<Clock::time_point> Deadline() const {
    if (limit_ && grace_end_) {
      return std::min(*limit_, *grace_end_);
    }
    return limit_ ? limit_ : grace_end_;
  }

  // Waits for the next event and handles it. True when the command has ended.
  bool Ended() {
    std::array<pollfd, 2> watched = {
        pollfd{.fd = command_.ended_fd(), .events = POLLIN},
        pollfd{.fd = control_fd_, .events = POLLIN}};
    const int ready =
        poll(watched.data(), watched.size(), TimeoutUntil(Deadline()));
    if (ready == 0) {
      KillEverything();
      return false;
    }
    if (ready > 0 && watched[1].revents != 0) {
      HearControl();
    }
    return ready > 0 && watched[0].revents != 0;
  }

  void HearControl() {
    char number = 0;
    if (read(control_fd_, &number, 1) != 1) {
      control_fd_ = -1;  // poll(2) passes over it.
      return;
    }
    command_.Signal(number);
    if (!grace_end_) {
      grace_end_ = Clock::now() + kGrace;
    }
  }

  void KillEverything() {
    out_of_time_ = limit_ && Clock::now() >= *limit_;
    limit_.reset();
    grace_end_.reset();
    // Everyone in this namespace but ourselves and its init.
    kill(-1, SIGKILL);
  }

  const Command& command_;
  int control_fd_;
  std::optional<Clock::time_point> limit_;
  std::optional<Clock::time_point> grace_end_;
  bool out_of_time_ = false;
};

}  // namespace

Ending Supervise(const Command& command, int control_fd,
                 std::optional<milliseconds> time_limit) {
  return Supervisor(command, control_fd, time_limit).Run();
}

}  // namespace fake
