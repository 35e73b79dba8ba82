// SPDX-License-Identifier: Apache-2.0
//
// A request of HTTP/2 as it comes, header by header, and the Request in it.

#ifndef FAKE_SERVERS_HTTP_HTTP2_REQUEST_H_
#define FAKE_SERVERS_HTTP_HTTP2_REQUEST_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace fake {

class Http2Request {
 public:
  // `name` may be a pseudo header.
  void AddHeader(std::string_view name, std::string_view value);
  void AddBody(std::string_view bytes) { body_ += bytes; }

  // Of what it holds.
  [[nodiscard]] std::size_t size() const;

  // What HTTP/1.1 would have sent, for whoever searches what has come.
  [[nodiscard]] std::string AsText() const;

  // Nothing when it cannot be put as a request.
  [[nodiscard]] std::optional<Request> Read() const;

 private:
  [[nodiscard]] std::string Head() const;

  std::string method_;
  std::string target_;
  std::string authority_;
  std::string lines_;  // The other headers, as HTTP/1.1 writes them.
  bool has_host_ = false;
  std::string body_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_HTTP2_REQUEST_H_
