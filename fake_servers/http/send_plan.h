// SPDX-License-Identifier: Apache-2.0
//
// What the faults of an answer mean for the bytes of its reply.

#ifndef FAKE_SERVERS_HTTP_SEND_PLAN_H_
#define FAKE_SERVERS_HTTP_SEND_PLAN_H_

#include <chrono>
#include <cstddef>
#include <string>

#include "http/message.h"
#include "wire/connection.h"

namespace fake {

// A time of the world, on our clock.
[[nodiscard]] std::chrono::nanoseconds OnOurClock(Milliseconds time,
                                                  double clock_rate);

// How `reply` goes out; `head_size`: the bytes before its body.
[[nodiscard]] SendPlan PlanFor(const Reply& reply, std::size_t head_size,
                               double clock_rate);

// As the scenario names it; empty without fault.
[[nodiscard]] std::string FaultName(const ReplyFault& fault);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_SEND_PLAN_H_
