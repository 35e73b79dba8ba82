// SPDX-License-Identifier: Apache-2.0
//
// The command line with which bubblewrap makes the private namespace.

#ifndef FAKE_SERVERS_SANDBOX_BUBBLEWRAP_H_
#define FAKE_SERVERS_SANDBOX_BUBBLEWRAP_H_

#include <string>
#include <vector>

namespace fake {

// Where fake-exchange finds itself inside.
inline constexpr char kProgramInside[] = "/run/fake-exchange";
// The hidden subcommand that runs there; its argument is the Job's descriptor.
inline constexpr char kInsideCommand[] = "inside-sandbox";

// A file whose content comes from an inherited descriptor.
struct DataMount {
  int fd = -1;
  std::string path;
};

struct SandboxPlan {
  std::string bubblewrap;   // The program.
  std::string own_program;  // fake-exchange, outside.
  std::vector<DataMount> system_files;
  std::vector<std::string> shown;     // Read-only, at the same path.
  std::vector<std::string> writable;  // At the same path.
  std::string working_directory;
  bool new_session = false;  // Without a controlling terminal.
  int job_fd = -1;
  int info_fd = -1;  // bubblewrap says here which process is the inner init.
};

[[nodiscard]] std::vector<std::string> BubblewrapArguments(
    const SandboxPlan& plan);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_BUBBLEWRAP_H_
