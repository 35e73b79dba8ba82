// SPDX-License-Identifier: Apache-2.0

#include "autodiscover/async.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <optional>
#include <random>
#include <system_error>
#include <thread>
#include <utility>

#include <poll.h>

namespace autodiscover {
namespace {

using std::chrono::milliseconds;

// False: cancelled before the time was over, or nobody could cancel it. A
// signal ends no wait.
bool WaitsFor(milliseconds time, const Cancellation& cancellation) {
  using Clock = std::chrono::steady_clock;
  constexpr milliseconds kMost{std::numeric_limits<int>::max()};
  pollfd flag{.fd = cancellation.descriptor(), .events = POLLIN, .revents = 0};
  const auto end = Clock::now() + time;
  for (;;) {
    const milliseconds left =
        std::clamp(std::chrono::ceil<milliseconds>(end - Clock::now()),
                   milliseconds::zero(), kMost);
    const int ready =
        flag.fd < 0 ? -1 : poll(&flag, 1, static_cast<int>(left.count()));
    if (ready > 0 || (ready < 0 && (flag.fd < 0 || errno != EINTR))) {
      return false;
    }
    if (left == milliseconds::zero()) {
      return true;
    }
  }
}

}  // namespace

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

Pending Pending::Begin(const Cancellation& cancellation,
                       const std::function<void()>& work,
                       const std::function<void(const Outcome&)>& then) {
  auto state = std::make_shared<State>();
  // The request's own, so that whoever holds a copy of it can cancel, too.
  state->cancellation = cancellation;
  try {
    state->thread = std::thread([state, work] {
      work();
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

Pending DiscoverAsync(Request request,
                      const std::function<void(const Outcome&)>& then) {
  const Cancellation cancellation = request.cancellation;
  return Pending::Begin(
      cancellation,
      [request = std::move(request), then] { then(Discover(request)); }, then);
}

Pending KeepFresh(Request request, const RefreshPlan& plan,
                  const std::function<void(const Outcome&)>& then) {
  const Cancellation cancellation = request.cancellation;
  return Pending::Begin(
      cancellation,
      [request = std::move(request), plan, then] {
        std::random_device random;
        std::optional<milliseconds> wait;
        do {
          const Outcome outcome = Discover(request);
          then(outcome);
          wait = RefreshAfter(outcome, plan, random());
        } while (wait && WaitsFor(*wait, request.cancellation));
      },
      then);
}

}  // namespace autodiscover
