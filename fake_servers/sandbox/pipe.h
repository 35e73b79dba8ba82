// SPDX-License-Identifier: Apache-2.0
//
// A pipe whose ends close themselves.

#ifndef FAKE_SERVERS_SANDBOX_PIPE_H_
#define FAKE_SERVERS_SANDBOX_PIPE_H_

#include <array>

#include <fcntl.h>
#include <unistd.h>

#include "wire/unique_fd.h"

namespace fake {

struct Pipe {
  UniqueFd reader;
  UniqueFd writer;
};

// Closed on exec. Neither end is valid on failure; errno says why.
[[nodiscard]] inline Pipe MakePipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return {};
  }
  return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_PIPE_H_
