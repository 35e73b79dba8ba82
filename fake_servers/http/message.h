// SPDX-License-Identifier: Apache-2.0
//
// An HTTP request as it came and a reply as it will go, as plain values.

#ifndef FAKE_SERVERS_HTTP_MESSAGE_H_
#define FAKE_SERVERS_HTTP_MESSAGE_H_

#include <optional>
#include <string>
#include <string_view>

#include "world/world.h"

namespace fake {

struct Request {
  std::string method;
  std::string target;     // As sent, perhaps an absolute URL.
  std::string raw_path;   // Of the target, as sent.
  std::string path;       // Decoded.
  std::string query;      // As sent, without the question mark.
  std::string http_host;  // Of the target or the Host header, with its port.
  std::string version;    // HTTP/1.1
  HeaderList headers;     // In their order, names as sent.
  std::string body;       // Without chunk framing.
};

// Where a proxy is to go, and what it says there first.
struct Upstream {
  std::string host;
  std::uint16_t port = 0;
  std::string preface;
};

struct Reply {
  int status = 404;
  HeaderList headers;  // Content-Length is made from the body if it is absent.
  std::string body;
  std::string name = "none";  // For the transcript: the template's name.
  Milliseconds delay{0};      // On the client's clock.
  ReplyFault fault;
  WireForm wire;  // With every placeholder filled in.
  std::optional<WaitFor> wait_for;
  std::optional<Upstream> upstream;  // Then what follows is carried there.
};

// The value of the first header `name`, compared without case.
[[nodiscard]] std::optional<std::string> FindHeader(const HeaderList& headers,
                                                    std::string_view name);

// Puts `value` in the place of every header `name`.
void SetHeader(HeaderList& headers, std::string_view name, std::string value);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_MESSAGE_H_
