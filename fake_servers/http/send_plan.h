// SPDX-License-Identifier: Apache-2.0
//
// What the faults of an answer mean for the bytes of its reply.

#ifndef FAKE_SERVERS_HTTP_SEND_PLAN_H_
#define FAKE_SERVERS_HTTP_SEND_PLAN_H_

#include <chrono>
#include <string>

#include "http/message.h"
#include "http/outgoing.h"
#include "wire/connection.h"

namespace fake {

// A time of the world, on our clock.
[[nodiscard]] std::chrono::nanoseconds OnOurClock(Milliseconds time,
                                                  double clock_rate);

// How `out`, the bytes of `reply`, go out.
[[nodiscard]] SendPlan PlanFor(const Reply& reply, const Outgoing& out,
                               double clock_rate);

// As the scenario names it; empty without fault.
[[nodiscard]] std::string FaultName(const ReplyFault& fault);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_SEND_PLAN_H_
