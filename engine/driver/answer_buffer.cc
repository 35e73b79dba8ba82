// SPDX-License-Identifier: Apache-2.0

#include "driver/answer_buffer.h"

#include <utility>

#include "base/strings.h"

namespace autodiscover::driver {

bool AnswerBuffer::AddHeaderLine(std::string_view line) {
  header_bytes_ += line.size();
  const bool blank = Trim(line).empty();
  if (line.starts_with("HTTP/")) {
    headers_.clear();
    in_body_ = false;
  } else if (!blank) {
    ++header_count_;
  }
  too_large_ = too_large_ || header_bytes_ > bounds_.header_bytes_max ||
               header_count_ > bounds_.headers_max;
  if (too_large_) {
    return false;
  }
  if (!blank && !in_body_ && !line.starts_with("HTTP/")) {
    KeepHeader(line);
  }
  return true;
}

void AnswerBuffer::KeepHeader(std::string_view line) {
  // A line that begins with a blank goes on with the one before (obs-fold).
  const bool continued = IsAsciiSpace(line.front());
  if (continued && !headers_.empty()) {
    headers_.back().second.append(" ").append(Trim(line));
    return;
  }
  const std::size_t colon = line.find(':');
  if (continued || colon == std::string_view::npos) {
    return;
  }
  headers_.emplace_back(std::string(Trim(line.substr(0, colon))),
                        std::string(Trim(line.substr(colon + 1))));
}

bool AnswerBuffer::AddBody(std::string_view piece) {
  in_body_ = true;
  if (piece.size() > bounds_.body_bytes_max - body_.size()) {
    too_large_ = true;
    return false;
  }
  body_.append(piece);
  return true;
}

core::HttpAnswer AnswerBuffer::Take(int status, std::string peer_address) {
  return {.status = status,
          .headers = std::move(headers_),
          .body = std::move(body_),
          .peer_address = std::move(peer_address)};
}

}  // namespace autodiscover::driver
