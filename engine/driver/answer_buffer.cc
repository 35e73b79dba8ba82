// SPDX-License-Identifier: Apache-2.0

#include "driver/answer_buffer.h"

#include <utility>

#include "base/strings.h"

namespace autodiscover::driver {

bool AnswerBuffer::AddHeaderLine(std::string_view line) {
  header_bytes_ += line.size();
  const bool begins = line.starts_with("HTTP/");
  const bool ends = Trim(line).empty();
  header_count_ += begins || ends ? 0U : 1U;
  too_large_ = too_large_ || header_bytes_ > bounds_.header_bytes_max ||
               header_count_ > bounds_.headers_max;
  if (too_large_) {
    return false;
  }
  if (begins) {
    headers_.clear();
    body_.clear();
    header_complete_ = false;
  } else if (ends) {
    header_complete_ = true;
  } else if (!header_complete_) {
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
