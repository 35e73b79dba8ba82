// SPDX-License-Identifier: Apache-2.0
//
// `fake-exchange check`: are these world files right?

#ifndef FAKE_SERVERS_MAIN_CHECK_COMMAND_H_
#define FAKE_SERVERS_MAIN_CHECK_COMMAND_H_

#include <string>
#include <vector>

namespace fake {

struct CheckOptions {
  std::vector<std::string> paths;  // Files, or directories of them.
  bool json = false;
};

// The exit code for the process.
[[nodiscard]] int Check(const CheckOptions& options);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_CHECK_COMMAND_H_
