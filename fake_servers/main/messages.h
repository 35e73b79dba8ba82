// SPDX-License-Identifier: Apache-2.0
//
// What fake-exchange says on standard error.

#ifndef FAKE_SERVERS_MAIN_MESSAGES_H_
#define FAKE_SERVERS_MAIN_MESSAGES_H_

#include <iostream>
#include <string>
#include <vector>

#include <unistd.h>

#include "world/world_file.h"

namespace fake {

// One line, marked as ours: the command writes to the same place.
inline void Say(const std::string& message) {
  std::cerr << "fake-exchange: " << message << '\n';
}

inline void Say(const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) {
    std::cerr << ToString(problem) << '\n';
  }
}

// For a person who watches; a program finds the same in the transcript.
inline void SayUnfired(const std::vector<std::string>& faults) {
  if (isatty(STDERR_FILENO) == 0) {
    return;
  }
  for (const std::string& fault : faults) {
    Say("never happened: " + fault);
  }
}

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_MESSAGES_H_
