// SPDX-License-Identifier: Apache-2.0
//
// A discovery beside the caller's own work: the result comes to a function.
//
//   autodiscover::Pending pending = autodiscover::DiscoverAsync(
//       request, [](const autodiscover::Outcome& outcome) { Show(outcome); });
//   … pending.Cancel(), or pending.Wait() …

#ifndef AUTODISCOVER_ASYNC_H_
#define AUTODISCOVER_ASYNC_H_

#include <functional>
#include <memory>

#include "autodiscover/client.h"
#include "autodiscover/outcome.h"
#include "autodiscover/refresh.h"

namespace autodiscover {

// A discovery under way, or several, one after the other. Cancel() and done()
// may be called from any thread, the rest from one at a time.
class Pending {
 public:
  // Cancels, and waits until the caller's function has returned. It does not
  // wait when that function itself destroys it.
  ~Pending();
  Pending(Pending&&) noexcept;
  Pending& operator=(Pending&&) noexcept;
  Pending(const Pending&) = delete;
  Pending& operator=(const Pending&) = delete;

  // Ends the discovery at once; the caller's function is told kCancelled,
  // unless there is a result already.
  void Cancel() const;
  // Whether the caller's function has returned.
  [[nodiscard]] bool done() const;
  // Returns when it has.
  void Wait() const;

 private:
  friend Pending DiscoverAsync(Request request,
                               const std::function<void(const Outcome&)>& then);
  friend Pending KeepFresh(Request request, const RefreshPlan& plan,
                           const std::function<void(const Outcome&)>& then);
  struct State;
  explicit Pending(std::shared_ptr<State> state);
  static Pending Begin(const Cancellation& cancellation,
                       const std::function<void()>& work,
                       const std::function<void(const Outcome&)>& then);
  void Finish();
  std::shared_ptr<State> state_;
};

// Runs Discover(request) on a thread of its own and returns at once. `then` is
// called exactly once, on that thread, with the result; so are the functions of
// the request (password, token, consent). What they refer to has to live as
// long as the Pending. Where the system gives no thread, `then` is called
// before this returns, with kCancelled.
[[nodiscard]] Pending DiscoverAsync(
    Request request, const std::function<void(const Outcome&)>& then);

// Does so again and again, each time as long after the last result as
// RefreshAfter says, until that is never, or until it is cancelled: `then` is
// told every result (TIME-06), and nothing when a wait is cancelled. With a
// cache in the request each costs what a remembered endpoint does.
[[nodiscard]] Pending KeepFresh(
    Request request, const RefreshPlan& plan,
    const std::function<void(const Outcome&)>& then);

}  // namespace autodiscover

#endif  // AUTODISCOVER_ASYNC_H_
