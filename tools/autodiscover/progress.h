// SPDX-License-Identifier: Apache-2.0
//
// How far `autodiscover bulk` has come, for the person who waits.

#ifndef TOOLS_AUTODISCOVER_PROGRESS_H_
#define TOOLS_AUTODISCOVER_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

namespace autodiscover::tools {

struct BulkCounts {
  std::uint64_t found = 0;
  std::uint64_t not_found = 0;
  std::uint64_t bad_lines = 0;
  std::uint64_t passed_over = 0;  // Done by an earlier command.
};

// "3 found, 1 not, 2 bad lines"
[[nodiscard]] std::string InWords(const BulkCounts& counts);

// One line on a terminal, written over again each second; elsewhere a line
// every half minute, so that a log stays short.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  // `out` must outlive it.
  Progress(std::ostream& out, bool on_terminal, bool quiet,
           Clock::time_point now = Clock::now());

  // Something has been done.
  void Show(const BulkCounts& counts, Clock::time_point now = Clock::now());
  // A message of its own line; the progress is shown again after it.
  void Say(const std::string& message);
  // All is done.
  void End(const BulkCounts& counts, Clock::time_point now = Clock::now());

 private:
  void Wipe();

  std::ostream& out_;
  const bool on_terminal_;
  const bool quiet_;
  const Clock::time_point began_;
  Clock::time_point shown_;
  bool line_is_open_ = false;
};

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_PROGRESS_H_
