// SPDX-License-Identifier: Apache-2.0
//
// `fake-exchange new`: asks a few questions and writes a world.

#ifndef FAKE_SERVERS_MAIN_NEW_COMMAND_H_
#define FAKE_SERVERS_MAIN_NEW_COMMAND_H_

#include <optional>
#include <string>

namespace fake {

// Words of the questions in new_command.cc. What is not given is asked for on
// a terminal; elsewhere it is the default.
struct NewOptions {
  std::string file;  // Empty: to standard output.
  bool force = false;
  std::optional<std::string> mailbox;
  std::optional<std::string> place;
  std::optional<std::string> login;
  std::optional<std::string> answer;
  std::optional<std::string> fault;
};

// What each may be, as `one|two`; the first is the default.
inline constexpr const char* kPlaces = "autodiscover|domain|srv|redirect";
inline constexpr const char* kLogins = "basic|digest|ntlm|negotiate|none";
inline constexpr const char* kAnswers = "settings|redirect|error|html";
inline constexpr const char* kFaults =
    "none|expired|unknown-ca|wrong-name|refused|silent|slow";

// The exit code for the process.
[[nodiscard]] int New(const NewOptions& options);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_NEW_COMMAND_H_
