// SPDX-License-Identifier: Apache-2.0

#include "autodiscover/async.h"

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace autodiscover {

// Shared with the thread, so that it may outlive the Pending.
struct Pending::State {
  Cancellation cancellation;
  std::thread thread;
  std::mutex mutex;
  std::condition_variable changed;
  bool done = false;

  void MarkDone() {
    const std::lock_guard<std::mutex> lock(mutex);
    done = true;
    changed.notify_all();
  }
};

Pending::Pending(std::shared_ptr<State> state) : state_(std::move(state)) {}
Pending::Pending(Pending&&) noexcept = default;
Pending& Pending::operator=(Pending&& other) noexcept {
  if (this != &other) {
    Finish();
    state_ = std::move(other.state_);
  }
  return *this;
}
Pending::~Pending() { Finish(); }

void Pending::Finish() {
  if (!state_ || !state_->thread.joinable()) {
    return;
  }
  state_->cancellation.Cancel();
  if (state_->thread.get_id() == std::this_thread::get_id()) {
    state_->thread.detach();
  } else {
    state_->thread.join();
  }
}

void Pending::Cancel() const { state_->cancellation.Cancel(); }

bool Pending::done() const {
  const std::lock_guard<std::mutex> lock(state_->mutex);
  return state_->done;
}

void Pending::Wait() const {
  std::unique_lock<std::mutex> lock(state_->mutex);
  state_->changed.wait(lock, [this] { return state_->done; });
}

Pending DiscoverAsync(Request request,
                      const std::function<void(const Outcome&)>& then) {
  auto state = std::make_shared<Pending::State>();
  // The request's own, so that whoever holds a copy of it can cancel, too.
  state->cancellation = request.cancellation;
  try {
    state->thread =
        std::thread([state, request = std::move(request), then]() mutable {
          then(Discover(request));
          state->MarkDone();
        });
  } catch (const std::system_error& error) {
    then({.error = Error{.code = ErrorCode::kCancelled,
                         .message = std::string("The search did not begin: ") +
                                    error.what() + "."}});
    state->MarkDone();
  }
  return Pending(std::move(state));
}

}  // namespace autodiscover
