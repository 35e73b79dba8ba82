// SPDX-License-Identifier: Apache-2.0
//
// `fake-exchange describe`: a world as a picture in text.

#ifndef FAKE_SERVERS_MAIN_DESCRIBE_COMMAND_H_
#define FAKE_SERVERS_MAIN_DESCRIBE_COMMAND_H_

#include <string>

namespace fake {

// The exit code for the process.
[[nodiscard]] int Describe(const std::string& world);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_DESCRIBE_COMMAND_H_
