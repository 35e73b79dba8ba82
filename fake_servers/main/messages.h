// SPDX-License-Identifier: Apache-2.0
//
// What fake-exchange says on standard error.

#ifndef FAKE_SERVERS_MAIN_MESSAGES_H_
#define FAKE_SERVERS_MAIN_MESSAGES_H_

#include <iostream>
#include <string>
#include <vector>

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

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_MESSAGES_H_
