// SPDX-License-Identifier: Apache-2.0
//
// The bytes of a reply that no HTTP library would write: odd framing, raw
// heads, other versions, generated bodies.

#ifndef FAKE_SERVERS_HTTP_OUTGOING_H_
#define FAKE_SERVERS_HTTP_OUTGOING_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "http/message.h"

namespace fake {

// First `bytes`, then the generated body, then `tail`.
struct Outgoing {
  HeaderList headers;  // As far as they are such.
  std::string bytes;   // Head, and what is held of the body.
  std::size_t head_size = 0;
  std::uint64_t stream = 0;  // Bytes of a generated body.
  bool stream_chunked = false;
  std::string tail;
  bool closes = false;  // The framing needs the end of the connection.
};

// Whether a library can write `reply`.
[[nodiscard]] bool IsOrdinary(const Reply& reply);

// The 1xx replies before `reply`.
[[nodiscard]] std::string InterimOf(const Reply& reply);

// `reply` to `request`; `close`: the client wants the connection to end.
[[nodiscard]] Outgoing Compose(const Reply& reply, const Request& request,
                               bool close);

// `body` in the encoding that `reply` asks for, its header set.
void Encode(const Request& request, Reply& reply);

// The generated body, from byte `from`, in pieces.
inline constexpr std::size_t kStreamPiece = 64UL * 1024;
[[nodiscard]] std::string StreamPiece(std::size_t size, bool chunked);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_OUTGOING_H_
