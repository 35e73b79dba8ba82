// SPDX-License-Identifier: Apache-2.0
//
// The command line of fake-exchange: what it takes, and what it says of itself.

#ifndef FAKE_SERVERS_MAIN_COMMAND_LINE_H_
#define FAKE_SERVERS_MAIN_COMMAND_LINE_H_

#include <string>
#include <vector>

namespace fake {

// `arguments` from argv[0] on. Does what they say and returns the exit code.
[[nodiscard]] int RunCommandLine(std::vector<std::string> arguments);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_COMMAND_LINE_H_
