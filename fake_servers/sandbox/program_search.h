// SPDX-License-Identifier: Apache-2.0
//
// Finds a program the way a shell does, and says why it cannot be run.

#ifndef FAKE_SERVERS_SANDBOX_PROGRAM_SEARCH_H_
#define FAKE_SERVERS_SANDBOX_PROGRAM_SEARCH_H_

#include <string>
#include <string_view>

namespace fake {

struct FoundProgram {
  std::string path;   // Absolute; empty when there is none to run.
  int exit_code = 0;  // Else 127 when nothing was found, 126 when not runnable.
};

// Looks in the directories of `search_path` unless `name` has a slash.
[[nodiscard]] FoundProgram FindProgram(const std::string& name,
                                       std::string_view search_path);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_PROGRAM_SEARCH_H_
