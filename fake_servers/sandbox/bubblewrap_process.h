// SPDX-License-Identifier: Apache-2.0
//
// Runs bubblewrap as a child that cannot outlive us, and passes signals on.

#ifndef FAKE_SERVERS_SANDBOX_BUBBLEWRAP_PROCESS_H_
#define FAKE_SERVERS_SANDBOX_BUBBLEWRAP_PROCESS_H_

#include <string>
#include <vector>

namespace fake {

struct BubblewrapProcess {
  std::vector<std::string> arguments;  // From argv[0] on.
  std::vector<int> inherited;          // Descriptors that go in.
  int stderr_fd = -1;                  // For bubblewrap's own words.
  int info_fd = -1;                    // Inherited: who is the inner init.
  int control_fd = -1;  // Each signal for the command is written as a byte.
  // The command hears the keyboard's Ctrl-C by itself.
  bool terminal_shared = false;
};

// Blocks until bubblewrap, and with it all that it ran, has ended. False with
// errno set when there can be no process. Stop signals stay blocked afterwards,
// so that the caller can finish what it writes. REQUIRES: one thread, no other
// children.
[[nodiscard]] bool RunToEnd(const BubblewrapProcess& process);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_BUBBLEWRAP_PROCESS_H_
