// SPDX-License-Identifier: Apache-2.0
//
// `fake-exchange run`: a command, alone with a world.

#ifndef FAKE_SERVERS_MAIN_RUN_COMMAND_H_
#define FAKE_SERVERS_MAIN_RUN_COMMAND_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fake {

struct RunOptions {
  std::string world;
  std::string transcript;  // Empty: none.
  std::string follow;      // Empty: none.
  std::string follow_as;   // text, json; empty: as suits the file.
  std::string key_log;     // Empty: none.
  double clock_rate = 1.0;
  std::optional<std::chrono::milliseconds> rtt;
  std::optional<std::uint64_t> seed;
  std::optional<std::chrono::milliseconds> time_limit;
  std::vector<std::string> env;
  std::vector<std::string> shown;
  std::vector<std::string> writable;
  std::vector<std::string> command;
};

// The exit code for the process.
[[nodiscard]] int Run(const RunOptions& options);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_RUN_COMMAND_H_
