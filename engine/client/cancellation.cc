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
  // Made when somebody wants to wait for it: among ten thousand requests few
  // are waited for. -1 also when the process has no descriptor left: then a
  // cancelled run ends at its next event instead of at once.
  std::atomic<int> descriptor{-1};
};

namespace {

void MakeReadable(int descriptor) {
  const std::uint64_t one = 1;
  // It can fail only when it is already readable.
  [[maybe_unused]] const ssize_t written = write(descriptor, &one, sizeof one);
}

}  // namespace

Cancellation::Cancellation() : state_(std::make_shared<State>()) {}

// Whichever of Cancel and descriptor comes second sees what the first has set,
// and makes it readable.
void Cancellation::Cancel() const {
  state_->cancelled.store(true);
  if (const int descriptor = state_->descriptor.load(); descriptor >= 0) {
    MakeReadable(descriptor);
  }
}

bool Cancellation::cancelled() const { return state_->cancelled.load(); }

int Cancellation::descriptor() const {
  int known = state_->descriptor.load();
  if (known >= 0) {
    return known;
  }
  const int made = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (made < 0) {
    return -1;
  }
  if (!state_->descriptor.compare_exchange_strong(known, made)) {
    close(made);  // Another thread was faster.
    return known;
  }
  if (cancelled()) {
    MakeReadable(made);
  }
  return made;
}

}  // namespace autodiscover
