// SPDX-License-Identifier: Apache-2.0
//
// Reads the head of a request, more tolerant than cpp-httplib's own parser:
// any method, absolute targets, long headers, any query. What it understood is
// then put to the library in a form that the library surely accepts.

#ifndef FAKE_SERVERS_HTTP_REQUEST_HEAD_H_
#define FAKE_SERVERS_HTTP_REQUEST_HEAD_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace fake {

// A head may be this long: Kerberos tickets are.
inline constexpr std::size_t kHeadBytesMax = 128UL * 1024;

// The length of the head at the start of `bytes`, with its empty line and any
// empty lines before it; nothing while its end has not come.
[[nodiscard]] std::optional<std::size_t> HeadLength(std::string_view bytes);

// `head` as a Request without body; nothing when it is not HTTP/1.x.
[[nodiscard]] std::optional<Request> ParseHead(std::string_view head);

// How the body of a request is framed, and what becomes of the connection.
struct Framing {
  bool chunked = false;
  std::string content_length;  // Empty: none given.
  bool expects_continue = false;
  bool close = false;  // The client wants the connection to end.
  [[nodiscard]] bool has_body() const {
    return chunked || (!content_length.empty() && content_length != "0");
  }
};

[[nodiscard]] Framing FramingOf(const Request& request);

// A head for cpp-httplib with the same framing and nothing else in it that
// could make the library do more than read a body and write a reply.
[[nodiscard]] std::string PlainHead(const Request& request,
                                    const Framing& framing);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_REQUEST_HEAD_H_
