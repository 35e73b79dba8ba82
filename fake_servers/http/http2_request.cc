// SPDX-License-Identifier: Apache-2.0

#include "http/http2_request.h"

#include <utility>

#include "http/request_head.h"

namespace fake {

void Http2Request::AddHeader(std::string_view name, std::string_view value) {
  if (name == ":method") {
    method_ = value;
  } else if (name == ":path") {
    target_ = value;
  } else if (name == ":authority") {
    authority_ = value;
  } else if (!name.starts_with(':')) {
    has_host_ = has_host_ || name == "host";
    lines_.append(name).append(": ").append(value).append("\r\n");
  }
}

std::size_t Http2Request::size() const {
  return method_.size() + target_.size() + authority_.size() + lines_.size() +
         body_.size();
}

std::string Http2Request::Head() const {
  const std::string host = has_host_ || authority_.empty()
                               ? std::string()
                               : "Host: " + authority_ + "\r\n";
  return method_ + " " + target_ + " HTTP/1.1\r\n" + host + lines_ + "\r\n";
}

std::string Http2Request::AsText() const { return Head() + body_; }

std::optional<Request> Http2Request::Read() const {
  std::optional<Request> request = ParseHead(Head());
  if (request) {
    request->version = "HTTP/2";
    request->body = body_;
  }
  return request;
}

}  // namespace fake
