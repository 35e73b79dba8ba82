// SPDX-License-Identifier: Apache-2.0
//
// What can be wrong with a reply on the wire, as values.

#ifndef FAKE_SERVERS_WORLD_REPLY_FAULT_H_
#define FAKE_SERVERS_WORLD_REPLY_FAULT_H_

#include <cstddef>
#include <variant>

#include "world/zone.h"

namespace fake {

struct ResetAfter {
  std::size_t reply_bytes = 0;
};
struct TruncateAfter {
  std::size_t body_bytes = 0;
};
struct NeverAnswer {};
struct Drip {
  Milliseconds per_byte{0};
};
// Where a server that goes away does so.
enum class ClosePoint {
  kBeforeHead,
  kInHead,
  kBeforeBody,
  kInBody,
  kAfterReply,  // Without having said so.
};
struct CloseAt {
  ClosePoint point = ClosePoint::kBeforeHead;
};
// So many bytes that mean nothing in the place of the reply.
struct Garbage {
  std::size_t bytes = 0;
};
using ReplyFault = std::variant<std::monostate, ResetAfter, TruncateAfter,
                                NeverAnswer, Drip, CloseAt, Garbage>;

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_REPLY_FAULT_H_
