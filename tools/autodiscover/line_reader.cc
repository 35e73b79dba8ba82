// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/line_reader.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <poll.h>
#include <unistd.h>

namespace autodiscover::tools {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;

}  // namespace

LineReader::Filled LineReader::Fill() {
  pollfd watched{.fd = descriptor_, .events = POLLIN, .revents = 0};
  if (poll(&watched, 1, 0) == 0) {
    return Filled::kNotYet;
  }
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    searched_ -= begin_;
    begin_ = 0;
  }
  std::array<char, kPiece> piece{};
  const ssize_t size = read(descriptor_, piece.data(), piece.size());
  if (size < 0) {
    return errno == EINTR || errno == EAGAIN ? Filled::kNotYet
                                             : Filled::kFailed;
  }
  buffer_.append(piece.data(), static_cast<std::size_t>(size));
  return size == 0 ? Filled::kEnd : Filled::kMore;
}

LineReader::Got LineReader::Take(std::size_t length, bool whole) {
  const bool too_long = passing_over_ || length > kLineMax;
  text_.clear();
  if (!too_long) {
    text_.assign(buffer_, begin_, length);
    if (text_.ends_with('\r')) {
      text_.pop_back();
    }
  }
  const std::size_t used = length + (whole ? 1 : 0);
  begin_ = std::min(begin_ + used, buffer_.size());
  searched_ = begin_;
  offset_ = next_offset_;
  next_offset_ += used;
  whole_ = whole;
  passing_over_ = false;
  ++number_;
  return too_long ? Got::kTooLong : Got::kLine;
}

LineReader::Got LineReader::Next() {
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched_);
    if (end != std::string::npos) {
      return Take(end - begin_, true);
    }
    searched_ = buffer_.size();
    if (searched_ - begin_ > kLineMax) {
      // Nothing of it is wanted: only its end is looked for.
      next_offset_ += searched_ - begin_;
      begin_ = searched_;
      passing_over_ = true;
    }
    switch (Fill()) {
      case Filled::kMore:
        break;
      case Filled::kNotYet:
        return Got::kNotYet;
      case Filled::kFailed:
        return Got::kFailed;
      case Filled::kEnd:
        return begin_ == buffer_.size() && !passing_over_
                   ? Got::kEnd
                   : Take(buffer_.size() - begin_, false);
    }
  }
}

}  // namespace autodiscover::tools
