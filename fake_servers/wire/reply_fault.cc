// SPDX-License-Identifier: Apache-2.0

#include "wire/reply_fault.h"

#include <random>
#include <variant>

namespace fake {
namespace {

using End = SendPlan::End;

struct Planner {
  std::size_t head_size;
  std::size_t body_size;
  double clock_rate;
  SendPlan plan;

  void operator()(std::monostate) {}
  void operator()(const ResetAfter& fault) {
    plan.bytes_max = fault.reply_bytes;
    plan.end = End::kReset;
  }
  void operator()(const TruncateAfter& fault) {
    plan.bytes_max = head_size + fault.body_bytes;
    plan.end = End::kCut;
  }
  void operator()(NeverAnswer) {
    plan.bytes_max = 0;
    plan.end = End::kSilence;
  }
  void operator()(const Drip& fault) {
    plan.per_byte = OnOurClock(fault.per_byte, clock_rate);
  }
  void operator()(const CloseAt& fault) {
    plan.end = End::kCut;
    switch (fault.point) {
      case ClosePoint::kBeforeHead:
        plan.bytes_max = 0;
        break;
      case ClosePoint::kInHead:
        plan.bytes_max = head_size / 2;
        break;
      case ClosePoint::kBeforeBody:
        plan.bytes_max = head_size;
        break;
      case ClosePoint::kInBody:
        plan.bytes_max = head_size + body_size / 2;
        break;
      case ClosePoint::kAfterReply:
        plan.end = End::kClose;
        break;
    }
  }
  void operator()(const Garbage&) {}
};

struct Namer {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const ResetAfter&) const { return "reset_after"; }
  std::string operator()(const TruncateAfter&) const {
    return "truncate_after";
  }
  std::string operator()(NeverAnswer) const { return "silent"; }
  std::string operator()(const Drip&) const { return "drip"; }
  std::string operator()(const CloseAt&) const { return "close"; }
  std::string operator()(const Garbage&) const { return "garbage"; }
};

}  // namespace

std::chrono::nanoseconds OnOurClock(Milliseconds time, double clock_rate) {
  const std::chrono::duration<double, std::nano> scaled = time;
  return std::chrono::duration_cast<std::chrono::nanoseconds>(scaled /
                                                              clock_rate);
}

SendPlan WithFault(const ReplyFault& fault, const ReplySizes& sizes,
                   SendPlan plan, double clock_rate) {
  Planner planner = {.head_size = sizes.head,
                     .body_size = sizes.body,
                     .clock_rate = clock_rate,
                     .plan = plan};
  std::visit(planner, fault);
  return planner.plan;
}

std::string FaultName(const ReplyFault& fault) {
  return std::visit(Namer(), fault);
}

std::string GarbageOf(std::size_t size) {
  std::mt19937 random(20'240'229);  // NOLINT: repeatable on purpose.
  std::string bytes(size, '\0');
  for (char& byte : bytes) {
    byte = static_cast<char>(random() & 0xffU);
  }
  return bytes;
}

}  // namespace fake
