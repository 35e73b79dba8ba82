// SPDX-License-Identifier: Apache-2.0
//
// What a command line names must be found inside the sandbox.

#ifndef FAKE_SERVERS_SANDBOX_SHOWN_PATHS_H_
#define FAKE_SERVERS_SANDBOX_SHOWN_PATHS_H_

#include <string>
#include <vector>

namespace fake {

struct Needed {
  std::string working_directory;     // Absolute.
  std::string program;               // Absolute.
  std::vector<std::string> command;  // Arguments that name files.
  std::vector<std::string> asked;    // By --bind.
};

// The paths to show read-only: those parts of `needed` that the sandbox's fresh
// directories would hide, and everything asked for. Looks at the file system.
[[nodiscard]] std::vector<std::string> ShownPaths(const Needed& needed);

// Absolute, without `.` and `..`, without those that another one contains.
[[nodiscard]] std::vector<std::string> AbsolutePaths(
    const std::vector<std::string>& paths);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_SHOWN_PATHS_H_
