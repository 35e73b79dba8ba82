// SPDX-License-Identifier: Apache-2.0
//
// Reads a scenario file into a World, strictly.

#ifndef FAKE_SERVERS_WORLD_WORLD_FILE_H_
#define FAKE_SERVERS_WORLD_WORLD_FILE_H_

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "world/world.h"

namespace fake {

// One thing that is wrong with a file.
struct Problem {
  std::string file;
  int line = 0;         // From 1; 0 when the file could not be read at all.
  int column = 0;       // From 1.
  std::string field;    // `world.hosts.mail.corp.test.https.auth`
  std::string message;  // What is wrong and what is allowed.
};

// `file:line:column: field: message`
std::string ToString(const Problem& problem);

using LoadedWorld = std::variant<World, std::vector<Problem>>;

// Reads `path`. On success the World is complete: addresses chosen, host
// records merged into the zone, defaults filled in. Else every problem found,
// in the order of the file. Never throws.
[[nodiscard]] LoadedWorld LoadWorld(const std::string& path);

// What the files hold that `body_file` names, by that name.
using BodyFiles = std::map<std::string, std::string>;

// The same for text that is already in memory; `name` stands for the file.
// Files that are not in `files` are read and put there.
[[nodiscard]] LoadedWorld ParseWorld(const std::string& text,
                                     const std::string& name,
                                     BodyFiles* files = nullptr);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_WORLD_FILE_H_
