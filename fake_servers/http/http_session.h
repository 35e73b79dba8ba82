// SPDX-License-Identifier: Apache-2.0
//
// Serves the requests of one connection one after the other, with cpp-httplib
// reading the bodies and writing the replies on our connection.

#ifndef FAKE_SERVERS_HTTP_HTTP_SESSION_H_
#define FAKE_SERVERS_HTTP_HTTP_SESSION_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "http/message.h"
#include "wire/connection.h"
#include "wire/unique_fd.h"

namespace fake {

// What really goes out of a reply.
struct SentReply {
  int status = 0;  // 0: nothing is sent.
  HeaderList headers;
  std::string_view body;  // What the fault leaves of it.
  std::size_t bytes = 0;  // Head and body.
  std::string
      fault;  // reset_after, truncate_after, silent, drip, close, garbage.
};

// What a session asks, in the session's thread.
class SessionHandler {
 public:
  SessionHandler() = default;
  SessionHandler(const SessionHandler&) = delete;
  SessionHandler& operator=(const SessionHandler&) = delete;
  SessionHandler(SessionHandler&&) = delete;
  SessionHandler& operator=(SessionHandler&&) = delete;
  virtual ~SessionHandler() = default;

  // `raw`: the request as it was received.
  [[nodiscard]] virtual Reply OnRequest(const Request& request,
                                        std::string_view raw) = 0;
  // A connection to where a reply leads; invalid: there is nobody.
  [[nodiscard]] virtual UniqueFd Dial(const Upstream& /*upstream*/) {
    return {};
  }
  // The reply is made, and may still have to wait.
  virtual void BeforeReply(const Reply& /*reply*/) {}
  // The reply to the last request goes out next.
  virtual void OnReply(const Reply& reply, const SentReply& sent) = 0;
};

// Returns when the connection is over, and closed. Delays shrink by
// `clock_rate`.
void ServeHttp(Connection& connection, SessionHandler& handler,
               double clock_rate);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_HTTP_SESSION_H_
