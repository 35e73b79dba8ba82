// SPDX-License-Identifier: Apache-2.0
//
// A flag that a poll can wait for.

#include <atomic>
#include <cstdint>
#include <memory>

#include <sys/eventfd.h>
#include <unistd.h>

#include "autodiscover/client.h"

namespace autodiscover {

struct Cancellation::State {
  State() = default;
  ~State() {
    if (descriptor >= 0) {
      close(descriptor);
    }
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  State(State&&) = delete;
  State& operator=(State&&) = delete;

  std::atomic<bool> cancelled{false};
  // -1 when the process has no descriptor left: then a cancelled run ends at
  // its next event instead of at once.
  const int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
};

Cancellation::Cancellation() : state_(std::make_shared<State>()) {}

void Cancellation::Cancel() const {
  state_->cancelled.store(true);
  const std::uint64_t one = 1;
  // It can fail only when it is already readable.
  [[maybe_unused]] const ssize_t written =
      write(state_->descriptor, &one, sizeof one);
}

bool Cancellation::cancelled() const { return state_->cancelled.load(); }

int Cancellation::descriptor() const { return state_->descriptor; }

}  // namespace autodiscover
