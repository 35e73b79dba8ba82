// SPDX-License-Identifier: Apache-2.0
//
// What the fault of a reply means for its bytes, whatever protocol they are of.

#ifndef FAKE_SERVERS_WIRE_REPLY_FAULT_H_
#define FAKE_SERVERS_WIRE_REPLY_FAULT_H_

#include <chrono>
#include <cstddef>
#include <string>

#include "wire/connection.h"
#include "world/world.h"

namespace fake {

// A time of the world, on our clock.
[[nodiscard]] std::chrono::nanoseconds OnOurClock(Milliseconds time,
                                                  double clock_rate);

// Bytes of the reply as it would be without fault.
struct ReplySizes {
  std::size_t head = 0;
  std::size_t body = 0;
};

// `plan` with the fault in it. Garbage changes bytes, and no plan.
[[nodiscard]] SendPlan WithFault(const ReplyFault& fault,
                                 const ReplySizes& sizes, SendPlan plan,
                                 double clock_rate);

// As the scenario names it; empty without fault.
[[nodiscard]] std::string FaultName(const ReplyFault& fault);

// The same bytes in every run.
[[nodiscard]] std::string GarbageOf(std::size_t size);

}  // namespace fake

#endif  // FAKE_SERVERS_WIRE_REPLY_FAULT_H_
