// SPDX-License-Identifier: Apache-2.0
//
// Gathers an HTTP answer as it arrives, and stops one that is too large.

#ifndef AUTODISCOVER_DRIVER_ANSWER_BUFFER_H_
#define AUTODISCOVER_DRIVER_ANSWER_BUFFER_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "core/step.h"

namespace autodiscover::driver {

// The bounds hold while receiving: nothing beyond them is ever kept (SEC-02).
class AnswerBuffer {
 public:
  struct Bounds {
    std::size_t body_bytes_max = 0;
    std::size_t header_bytes_max = 0;
    std::size_t headers_max = 0;
  };
  explicit AnswerBuffer(Bounds bounds) : bounds_(bounds) {}

  // Takes one line of the header, with its line end. A status line begins a new
  // header: what an interim answer (1xx), or that to an earlier leg of a login,
  // said is forgotten. Lines after the
  // body (trailers) count, and are dropped. False: too large, stop receiving.
  [[nodiscard]] bool AddHeaderLine(std::string_view line);

  // Takes a piece of the decoded body. False: too large, stop receiving.
  [[nodiscard]] bool AddBody(std::string_view piece);

  // Something of an answer has come.
  [[nodiscard]] bool started() const { return header_bytes_ > 0; }
  // The blank line after the final header has come. libcurl takes a header that
  // ends with the connection for a whole one.
  [[nodiscard]] bool header_complete() const { return header_complete_; }
  [[nodiscard]] bool too_large() const { return too_large_; }

  // Gives up what was gathered.
  core::HttpAnswer Take(int status, std::string peer_address);

 private:
  void KeepHeader(std::string_view line);

  Bounds bounds_;
  core::Headers headers_;
  std::string body_;
  std::size_t header_bytes_ = 0;
  std::size_t header_count_ = 0;
  bool header_complete_ = false;
  bool too_large_ = false;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_ANSWER_BUFFER_H_
