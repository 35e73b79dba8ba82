// SPDX-License-Identifier: Apache-2.0
//
// `fake-exchange run`: a command, alone with a world.

#ifndef FAKE_SERVERS_MAIN_RUN_COMMAND_H_
#define FAKE_SERVERS_MAIN_RUN_COMMAND_H_

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "main/world_options.h"

namespace fake {

struct RunOptions {
  WorldOptions world;
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
