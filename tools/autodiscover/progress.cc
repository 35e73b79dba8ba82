// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/progress.h"

namespace autodiscover::tools {
namespace {

constexpr std::chrono::seconds kOnTerminal{1};
constexpr std::chrono::seconds kElsewhere{30};

std::string Rate(const BulkCounts& counts, Progress::Clock::duration time) {
  const auto ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
  const auto done = static_cast<double>(counts.found + counts.not_found);
  const double a_second =
      ms > 0 ? done * 1000.0 / static_cast<double>(ms) : 0.0;
  return std::to_string(static_cast<std::uint64_t>(a_second)) + " a second";
}

}  // namespace

std::string InWords(const BulkCounts& counts) {
  std::string text = std::to_string(counts.found) + " found, " +
                     std::to_string(counts.not_found) + " not";
  if (counts.bad_lines > 0) {
    text += ", " + std::to_string(counts.bad_lines) +
            (counts.bad_lines == 1 ? " bad line" : " bad lines");
  }
  if (counts.passed_over > 0) {
    text += ", " + std::to_string(counts.passed_over) + " done before";
  }
  return text;
}

Progress::Progress(std::ostream& out, bool on_terminal, bool quiet,
                   Clock::time_point now)
    : out_(out),
      on_terminal_(on_terminal),
      quiet_(quiet),
      began_(now),
      shown_(now) {}

void Progress::Wipe() {
  if (line_is_open_) {
    out_ << "\r\x1b[K";
    line_is_open_ = false;
  }
}

void Progress::Show(const BulkCounts& counts, Clock::time_point now) {
  const auto pause = on_terminal_ ? kOnTerminal : kElsewhere;
  if (quiet_ || now - shown_ < pause) {
    return;
  }
  shown_ = now;
  Wipe();
  out_ << "autodiscover: " << InWords(counts) << "; "
       << Rate(counts, now - began_);
  line_is_open_ = on_terminal_;
  out_ << (on_terminal_ ? "" : "\n") << std::flush;
}

void Progress::Say(const std::string& message) {
  Wipe();
  out_ << "autodiscover: " << message << "\n" << std::flush;
}

void Progress::End(const BulkCounts& counts, Clock::time_point now) {
  Wipe();
  if (!quiet_) {
    out_ << "autodiscover: " << InWords(counts) << "; "
         << Rate(counts, now - began_) << "\n";
  }
  out_ << std::flush;
}

}  // namespace autodiscover::tools
