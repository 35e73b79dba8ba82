// SPDX-License-Identifier: Apache-2.0
//
// What the process outside tells the one inside the sandbox (the Job), and what
// it hears back (the Report). Both travel in memory files: the password in the
// world is never in an argument, an environment or a file on a disk.

#ifndef FAKE_SERVERS_SANDBOX_JOB_H_
#define FAKE_SERVERS_SANDBOX_JOB_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "history/transcript.h"

namespace fake {

// What the user asked for, and goes inside as it is.
struct Serving {
  std::string world_name;  // As named on the command line.
  std::string world_text;
  std::map<std::string, std::string> body_files;  // Read outside.
  double clock_rate = 1.0;
  std::optional<std::chrono::milliseconds> rtt;  // Instead of the world's.
  std::uint64_t seed = 0;                        // The same.
  std::optional<std::chrono::milliseconds> time_limit;

  // Inherited descriptors.
  int follow_fd = -1;  // Events as they happen; -1: nobody wants them.
  EventForm follow_form = EventForm::kJson;
  int key_log_fd = -1;  // Secrets of TLS; -1: nobody wants them.
};

struct Job {
  Serving serving;
  std::string program;                   // Absolute.
  std::vector<std::string> arguments;    // From argv[0] on.
  std::vector<std::string> environment;  // KEY=VALUE
  std::vector<int> ignored_signals;      // CMD ignores these from the start.

  // Inherited descriptors.
  int control_fd = -1;  // Each byte read is a signal for CMD.
  int report_fd = -1;   // A Report goes here.
  int stderr_fd = -1;   // The user's standard error.
};

struct Report {
  // False: CMD never ran; `exit_code` is one of ours, `message` says why.
  bool started = false;
  int exit_code = 0;
  int signal = 0;                    // What ended CMD, else 0.
  std::string message;               // For the user; may be empty when started.
  std::string transcript;            // JSON; empty when not started.
  std::vector<std::string> unfired;  // Faults that never happened.
};

[[nodiscard]] std::string Encode(const Job& job);
[[nodiscard]] std::string Encode(const Report& report);

// Nothing when the bytes are not the whole of what Encode gave.
[[nodiscard]] std::optional<Job> DecodeJob(std::string_view bytes);
[[nodiscard]] std::optional<Report> DecodeReport(std::string_view bytes);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_JOB_H_
