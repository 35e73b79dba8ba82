// SPDX-License-Identifier: Apache-2.0
//
// The command that runs inside the sandbox: forked before the world starts its
// threads, executed once the world is ready.

#ifndef FAKE_SERVERS_SANDBOX_COMMAND_H_
#define FAKE_SERVERS_SANDBOX_COMMAND_H_

#include <string>
#include <variant>
#include <vector>

#include <sys/types.h>

#include "wire/unique_fd.h"

namespace fake {

struct CommandLine {
  std::string program;                   // Absolute.
  std::vector<std::string> arguments;    // From argv[0] on.
  std::vector<std::string> environment;  // KEY=VALUE
  std::vector<int> ignored_signals;      // Every other has its default action.
};

// How a command ended.
struct Ending {
  int exit_code = 0;  // As shells have it: 128 + n for a signal.
  int signal = 0;     // Else 0.
};

class Command {
 public:
  // Forks a process that waits for Execute; it goes away when the Command does
  // before that. REQUIRES: no other thread yet. On failure one sentence.
  [[nodiscard]] static std::variant<Command, std::string> Prepare(
      const CommandLine& line);

  // Runs the program, without any capability. 0, or the errno that says why it
  // cannot be run. Call once.
  [[nodiscard]] int Execute();

  void Signal(int number) const;

  // Becomes readable when the program has ended.
  [[nodiscard]] int ended_fd() const { return pidfd_.get(); }

  // Waits for the end. Call once.
  [[nodiscard]] Ending Wait() const;

 private:
  Command(pid_t pid, UniqueFd pidfd, UniqueFd go, UniqueFd problem);

  pid_t pid_;
  UniqueFd pidfd_;
  UniqueFd go_;       // Written to: go. Closed: never mind.
  UniqueFd problem_;  // Gives an errno, or nothing when the program runs.
};

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_COMMAND_H_
