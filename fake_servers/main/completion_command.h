// SPDX-License-Identifier: Apache-2.0
//
// `fake-exchange completion`: the script with which a shell completes our
// command line, made from that command line itself.

#ifndef FAKE_SERVERS_MAIN_COMPLETION_COMMAND_H_
#define FAKE_SERVERS_MAIN_COMPLETION_COMMAND_H_

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): theirs.
class App;
}  // namespace CLI

namespace fake {

// Prints the script for `shell`, bash or zsh. The exit code for the process.
[[nodiscard]] int PrintCompletion(const CLI::App& app,
                                  const std::string& shell);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_COMPLETION_COMMAND_H_
