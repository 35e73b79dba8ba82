// SPDX-License-Identifier: Apache-2.0
//
// Decides where to look for one mailbox, in which order, and when to stop.

#ifndef AUTODISCOVER_CORE_DISCOVERY_H_
#define AUTODISCOVER_CORE_DISCOVERY_H_

#include <cstdint>
#include <memory>
#include <string>

#include "autodiscover/policy.h"

#include "core/login_choice.h"
#include "core/step.h"

namespace autodiscover::core {

// A pure state machine: no socket, clock, thread, file, random number or
// secret.
//
//   Discovery discovery(address, means, policy, seed, now);
//   for (;;) {
//     Step step = discovery.Poll(now);
//     … carry out Start and Cancel, wait on Wait, stop at Finished …
//     … discovery.Tell(id, report, now) for each thing that ends …
//   }
//
// Several steps may be under way at once. The same calls with the same
// arguments give the same Steps. Not thread-safe. Spec: [MS-OXDISCO] 3.1.5,
// [MS-OXDSCLI] 3.1.5.
class Discovery {
 public:
  // `address` as the user typed it; a bad one makes the first Poll Finished.
  // `means`: what the driver could log in with. `seed` orders SRV
  // records of one priority (RFC 2782).
  Discovery(const std::string& address, Means means, const Policy& policy,
            std::uint64_t seed, Timestamp now);
  ~Discovery();
  Discovery(const Discovery&) = delete;
  Discovery& operator=(const Discovery&) = delete;
  Discovery(Discovery&&) noexcept;
  Discovery& operator=(Discovery&&) = delete;

  // What to do next. Each Start and Cancel is given once.
  [[nodiscard]] Step Poll(Timestamp now);

  // Tells how the step `id` ended. One that was cancelled, or never started, is
  // ignored.
  void Tell(StepId id, const Report& report, Timestamp now);

  // Ends the discovery as the caller wishes: the next Poll is Cancel for each
  // step under way, then Finished with kCancelled.
  void Stop(Timestamp now);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_DISCOVERY_H_
