// SPDX-License-Identifier: Apache-2.0
//
// How the bytes of an HTTP reply go out, with the fault of its answer.

#ifndef FAKE_SERVERS_HTTP_SEND_PLAN_H_
#define FAKE_SERVERS_HTTP_SEND_PLAN_H_

#include "http/message.h"
#include "http/outgoing.h"
#include "wire/connection.h"

namespace fake {

// How `out`, the bytes of `reply`, go out.
[[nodiscard]] SendPlan PlanFor(const Reply& reply, const Outgoing& out,
                               double clock_rate);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_SEND_PLAN_H_
