// SPDX-License-Identifier: Apache-2.0

#include "http/send_plan.h"

#include "history/letter_case.h"
#include "wire/reply_fault.h"

namespace fake {

SendPlan PlanFor(const Reply& reply, const Outgoing& out, double clock_rate) {
  const ReplySizes sizes = {.head = out.head_size,
                            .body = out.bytes.size() - out.head_size +
                                    static_cast<std::size_t>(out.stream)};
  SendPlan plan;
  const auto connection = FindHeader(reply.headers, "Connection");
  if (out.closes || (connection && EqualsIgnoringCase(*connection, "close"))) {
    plan.end = SendPlan::End::kClose;
  }
  return WithFault(reply.fault, sizes, plan, clock_rate);
}

}  // namespace fake
